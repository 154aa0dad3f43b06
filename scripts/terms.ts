/**
 * `npm run terms`: the operator's own terms, which everybody who registers a wallet accepts (RES-5).
 *
 *   npm run terms                                       every version, and how many have accepted it
 *   npm run terms -- publish --title TITLE --file FILE  the next version; FILE is plain text in UTF-8
 *        [--from YYYY-MM-DD] [--needed-from YYYY-MM-DD]  when it is asked for, and when charging waits for it (both today)
 *   … --state DIR | --origin URL                        of another folder, or of another server (its key in OPERATOR_KEY)
 *
 * What was published never changes; the next version mends it. Exit code 0, or 2 where nothing was done.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { OperatorTermsRequest, Terms, TermsListed } from "../schema/api/terms.ts";
import { formatDateTime, isBusinessDate, startOfDayMs } from "../schema/calendar.ts";
import { askOperator, type Server, serverOf } from "./operator-client.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    title: { type: "string" },
    file: { type: "string" },
    from: { type: "string" },
    "needed-from": { type: "string" },
    origin: { type: "string" },
    state: { type: "string", default: ".state" },
  },
});

try {
  const server = serverOf(resolve(values.state), values.origin);
  const [command, ...more] = positionals;
  if (command === undefined) await list(server);
  else if (command === "publish" && more.length === 0) await publish(server);
  else throw new Error("usage: npm run terms [-- publish --title TITLE --file FILE]");
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

async function list(server: Server): Promise<void> {
  const reply = await askOperator(server, "GET", "/terms?limit=100");
  const { rows } = (await reply.json()) as { rows: readonly TermsListed[] };
  if (rows.length === 0) console.log("• Nothing is published: nobody is asked to accept anything.");
  for (const { version, title, publishedAtMs, acceptances } of rows)
    console.log(
      `${version}  ${title}  from ${formatDateTime(publishedAtMs, "ja").join(" ")}  accepted by ${acceptances}`,
    );
}

async function publish(server: Server): Promise<void> {
  const { title, file, from, "needed-from": neededFrom } = values;
  if (!title || !file) throw new Error("--title and --file are needed");
  const publishedAtMs = dayMs("--from", from);
  const request: OperatorTermsRequest = {
    title,
    body: readFileSync(resolve(file), "utf8"),
    publishedAtMs,
    blocksFromMs: neededFrom === undefined ? publishedAtMs : dayMs("--needed-from", neededFrom),
  };
  const made = (await (await askOperator(server, "POST", "/terms", request)).json()) as Terms;
  console.log(`✓ version ${made.version} of ${made.title} is published`);
}

function dayMs(option: string, day: string | undefined): number {
  if (day === undefined) return Date.now();
  if (!isBusinessDate(day)) throw new Error(`${option} takes a date as 2026-04-01`);
  return startOfDayMs(day);
}
