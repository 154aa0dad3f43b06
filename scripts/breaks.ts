/**
 * `npm run breaks`: entries that were kept aside because they didn't fit (PUB-5, PRJ-1), and that a person has looked at one.
 *
 *   npm run breaks                                     those that nobody has settled
 *   npm run breaks -- mend ID --reason WHY             what D1 holds is right; nothing is deleted, and the log says who and why
 *   … --state DIR | --origin URL                       of another folder, or of another server (its key in OPERATOR_KEY)
 *
 * Exit code 0, or 2 where nothing was done. The last line is JSON.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "../schema/api/common.ts";
import type { BreakBody } from "../schema/api/operator-books.ts";
import { askOperator, type Server, serverOf } from "./operator-client.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    reason: { type: "string" },
    origin: { type: "string" },
    state: { type: "string", default: ".state" },
  },
});

try {
  const server = serverOf(resolve(values.state), values.origin);
  const [command, id, ...more] = positionals;
  if (command === undefined) await list(server);
  else if (command === "mend" && id !== undefined && values.reason !== undefined && more.length === 0)
    await mend(server, id, values.reason);
  else throw new Error("usage: npm run breaks [-- mend ID --reason WHY]");
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

async function list(server: Server): Promise<void> {
  const rows: BreakBody[] = [];
  for (let next: string | null = ""; next !== null; ) {
    const after: string = next === "" ? "" : `&after=${encodeURIComponent(next)}`;
    const reply = await askOperator(server, "GET", `/breaks?state=open&limit=100${after}`);
    const page = (await reply.json()) as Page<BreakBody>;
    rows.push(...page.rows);
    next = page.next;
  }
  for (const { breakId, what, actor, seq, hash, expectedHash, logKey } of rows) {
    console.log(`! ${breakId}`);
    console.log(`    ${what}${actor === null ? "" : `, ${actor} ${seq}`}; it lies in ${logKey}`);
    if (hash !== null) console.log(`    its hash ${hash}, expected ${expectedHash}`);
  }
  if (rows.length === 0) console.log("✓ nothing is kept aside");
  console.log(JSON.stringify({ open: rows.length }));
}

async function mend(server: Server, id: string, reason: string): Promise<void> {
  await askOperator(server, "POST", `/breaks/${encodeURIComponent(id)}/mend`, { reason });
  console.log(`✓ ${id} is settled`);
  console.log(JSON.stringify({ mended: id }));
}
