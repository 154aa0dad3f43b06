/**
 * `npm run archive`: how the archive stands, and a copy of it in a folder (AUD-7).
 *
 *   npm run archive                          what is archived, who signs, who has the roots
 *   npm run archive -- export DIR            the whole archive into DIR; what is there already is not fetched again
 *   … --state DIR | --origin URL             of another folder, or of another server (its key in OPERATOR_KEY)
 *
 * The copy is checked with `node scripts/verify-archive.ts DIR --keys KEYS.json`, anywhere, by anybody
 * (docs/archive-format.md). Exit code 0, or 2 where the server could not be asked.
 */
import {
  copyFileSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import type { ArchiveObjects, ArchiveStatus } from "../schema/api/archive.ts";
import { askOperator, type Server, serverOf } from "./operator-client.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { origin: { type: "string" }, state: { type: "string", default: ".state" } },
});

try {
  const server = serverOf(resolve(values.state), values.origin);
  const [command, folder, ...more] = positionals;
  if (command === undefined) await show(server);
  else if (command === "export" && folder !== undefined && more.length === 0)
    await exportTo(server, resolve(folder));
  else throw new Error("usage: npm run archive [-- export DIR] [--state DIR | --origin URL]");
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

async function show(server: Server): Promise<void> {
  const status = (await (await askOperator(server, "GET", "/archive")).json()) as ArchiveStatus;
  console.log(
    status.lastDate === null
      ? "• No date is archived yet."
      : `✓ ${status.archivedDays} days are archived, up to ${status.lastDate}.`,
  );
  if (status.waitingDays > 0)
    console.log(
      `• ${status.waitingDays} sealed days wait to be archived.${status.problem ? ` ${status.problem}` : ""}`,
    );
  console.log(
    status.kid === null ? `✗ Nobody signs: ${status.keyProblem}.` : `✓ Signed with key ${status.kid}.`,
  );
  if (status.witness === "none")
    console.log("! No witness: set ROOT_WITNESS_URL, or nobody outside can say which day is the last.");
  if (status.firstUnsent !== null) {
    const { date, tries, lastFailure } = status.firstUnsent;
    console.log(
      `! ${status.unsentDays} roots are unsent, from ${date} on; ${tries} tries${lastFailure ? `: ${lastFailure}` : ""}.`,
    );
  }
  console.log(JSON.stringify(status));
}

/**
 * Fetches every object of the days up to the last; what follows is being archived now, and not whole yet. The files of a
 * day never change, so one of the right size is not fetched again.
 */
async function exportTo(server: Server, folder: string): Promise<void> {
  const latest = await askOperator(server, "GET", "/archive/objects/latest.json").catch((error: Error) => {
    throw error.message.includes("answered 404") ? new Error("no date is archived yet") : error;
  });
  const text = await latest.text();
  const last = (JSON.parse(text) as { readonly date: string }).date;
  mkdirSync(folder, { recursive: true });
  let objects = 0;
  let bytes = 0;
  let after: string | null = "";
  while (after !== null) {
    const query: string = after === "" ? "" : `?after=${encodeURIComponent(after)}`;
    const page = (await (
      await askOperator(server, "GET", `/archive/objects${query}`)
    ).json()) as ArchiveObjects;
    for (const row of page.rows) {
      if (row.name.startsWith("latest.") || row.name.slice(0, last.length) > last) continue;
      await fetchObject(server, folder, row);
      objects += 1;
      bytes += row.bytes;
      if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K${objects} objects, ${bytes} bytes`);
    }
    after = page.next;
  }
  // The two that change: as they were when this began, and last, so that a copy that was broken off has none.
  copyFileSync(join(folder, last, "root.jws"), join(folder, "latest.jws"));
  writeFileSync(join(folder, "latest.json"), text);
  if (process.stdout.isTTY) process.stdout.write("\r\u001b[K");
  console.log(`✓ ${objects} objects, ${bytes} bytes, up to ${last}, in ${folder}`);
  console.log(
    "  Keep the keys (GET /api/archive/keys) and the roots (GET /api/archive/roots) elsewhere: what they attest must not lie beside them.",
  );
}

async function fetchObject(
  server: Server,
  folder: string,
  row: ArchiveObjects["rows"][number],
): Promise<void> {
  // The name becomes a path on this machine, so it is checked here too.
  if (!/^\d{4}-\d{2}-\d{2}\/(manifest\.json|root\.jws|entries-\d{4,}\.ndjson\.gz)$/.test(row.name))
    throw new Error(`the server names ${row.name}, which is no object of an archive`);
  const path = join(folder, row.name);
  if (row.name.endsWith(".gz") && existsSync(path) && statSync(path).size === row.bytes) return;
  const reply = await askOperator(server, "GET", `/archive/objects/${row.name}`);
  if (reply.body === null) throw new Error(`${row.name} came without content`);
  mkdirSync(dirname(path), { recursive: true });
  // A copy that was broken off never stands under its name.
  await pipeline(Readable.fromWeb(reply.body as never), createWriteStream(`${path}.part`));
  renameSync(`${path}.part`, path);
}
