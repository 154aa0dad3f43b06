/**
 * `npm run backup`: copies of D1, and D1 set back (BAK-2). What it never touches is money: that is in the actors (BAK-1).
 *
 *   npm run backup -- take DIR            copies D1 into DIR as SQL, reads the copy back and says what is in it
 *   npm run backup -- check FILE          reads a copy back
 *   npm run backup -- rewind --to TIME    sets D1 back to a moment of the last 30 days (Asia/Tokyo, 2026-11-26T10:00); then
 *                                         `npm run rebuild` brings the books up to date from the log
 *   --folder DIR                          the operator's files, .deploy without it
 *
 * While a copy is taken nobody else reaches D1: payments at a store's QR go on, the rest waits (DEG-3). A copy holds what D1
 * holds of people: keep it encrypted, and no longer than needed. CLOUDFLARE_API_TOKEN opens the account. Exit code 0, or 2
 * where nothing was done. The last line is JSON.
 */
import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type DumpFacts, inspectDump } from "./backup/sql-dump.ts";
import { takeBackup } from "./backup/take.ts";
import { installationOf } from "./deploy/installation.ts";
import { momentOf } from "./moment.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { folder: { type: "string", default: ".deploy" }, to: { type: "string" } },
});

try {
  const [command, path, ...more] = positionals;
  if (command === "take" && path !== undefined && more.length === 0) await take(resolve(path));
  else if (command === "check" && path !== undefined && more.length === 0) await check(resolve(path));
  else if (command === "rewind" && path === undefined) await rewind(momentOf("to", values.to));
  else throw new Error("usage: npm run backup -- take DIR | check FILE | rewind --to TIME");
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

async function databases() {
  const { cloudflare, wanted } = installationOf(values.folder);
  const found = [];
  for (const { name } of wanted.databases) {
    const id = await cloudflare.databaseId(name);
    if (id === null) throw new Error(`there is no database ${name}`);
    found.push({ name, id });
  }
  return { cloudflare, found };
}

async function take(folder: string): Promise<void> {
  const { cloudflare, found } = await databases();
  const taken = [];
  for (const { name, id } of found) {
    const backup = await takeBackup(cloudflare, { name, id, folder, nowMs: Date.now() });
    say(backup.file, backup);
    taken.push({ file: backup.file, sha256: backup.sha256 });
  }
  console.log(JSON.stringify(taken));
}

async function check(file: string): Promise<void> {
  const scratch = `${file}.scratch`;
  try {
    const facts = await inspectDump(file, scratch);
    say(file, facts);
    if (!facts.sound) throw new Error("SQLite finds it unsound");
    console.log(JSON.stringify(facts.rows));
  } finally {
    rmSync(scratch, { force: true });
  }
}

async function rewind(toMs: number): Promise<void> {
  const { cloudflare, found } = await databases();
  const undone = [];
  for (const { name, id } of found) {
    const { undo } = await cloudflare.rewindDatabase(id, toMs);
    console.log(`✓ ${name} is as it was at ${new Date(toMs).toISOString()}; undone by the bookmark ${undo}`);
    undone.push({ name, undo });
  }
  console.log("  Now bring the books up to date: npm run rebuild");
  console.log(JSON.stringify(undone));
}

function say(file: string, { rows, lastMigration }: DumpFacts): void {
  const sum = Object.values(rows).reduce((all, one) => all + one, 0);
  console.log(`✓ ${file}: ${sum} rows in ${Object.keys(rows).length} tables, up to ${lastMigration}`);
  for (const table of ["region", "resident", "staff", "store", "coupon", "journal"])
    console.log(`    ${table.padEnd(10)} ${rows[table] ?? 0}`);
}
