/**
 * `npm run status`: what the system says of itself, and the operator's word about it (DEG-1, DEG-2, OPS-5).
 *
 *   npm run status                                     how it stands: what is disturbed, how far the records are behind, what
 *                                                      was kept aside, the last audit, and what a person has to look at
 *   npm run status -- say KIND [--region ID]           says that something is disturbed, in a region or everywhere
 *   npm run status -- over KIND [--region ID]          says that it is over
 *   … --state DIR | --origin URL                       of another folder, or of another server (its key in OPERATOR_KEY)
 *
 * KIND is payments, records, messages, late or slow (schema/api/status.ts). Wallets show it within a minute or so; nothing is refused
 * because of it. Each word is logged. Exit code 0, or 2 where nothing was done. The last line is JSON.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "../schema/api/common.ts";
import {
  type AlertBody,
  type BooksStanding,
  DISTURBANCES,
  type Disturbance,
  type Status,
} from "../schema/api/status.ts";
import { formatDateTime } from "../schema/calendar.ts";
import { askOperator, type Server, serverOf } from "./operator-client.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    region: { type: "string" },
    origin: { type: "string" },
    state: { type: "string", default: ".state" },
  },
});

try {
  const server = serverOf(resolve(values.state), values.origin);
  const [command, kind, ...more] = positionals;
  let reply: Response;
  if (command === undefined) reply = await fetch(`${server.origin}/api/status`);
  else if ((command === "say" || command === "over") && isKind(kind) && more.length === 0)
    reply = await askOperator(server, "POST", "/status", {
      kind,
      regionId: values.region ?? null,
      disturbed: command === "say",
    });
  else throw new Error(`usage: npm run status [-- say|over ${DISTURBANCES.join("|")} [--region ID]]`);
  const status = (await reply.json()) as Status;
  sayDisturbances(status.disturbances);
  sayBooks(status.books);
  const alerts = await sayAlerts(server);
  console.log(JSON.stringify({ disturbances: status.disturbances, books: status.books, alerts }));
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

function isKind(word: string | undefined): word is Disturbance["kind"] {
  return DISTURBANCES.some((one) => one === word);
}

function sayDisturbances(disturbances: readonly Disturbance[]): void {
  for (const one of disturbances)
    console.log(
      `! ${one.kind}, ${one.regionId ?? "everywhere"}, ${one.sinceMs === null ? "just noticed" : `since ${when(one.sinceMs)}`}`,
    );
  if (disturbances.length === 0) console.log("✓ nothing is disturbed");
}

function sayBooks(books: BooksStanding | null): void {
  if (books === null) {
    console.log("! the books can't be read just now");
    return;
  }
  const { lagMs, gaps, breaks, lastAudit, sealedThrough } = books;
  console.log(lagMs === null ? "• no records yet" : `• records are ${lagMs / 1000} s behind the money`);
  if (gaps > 0) console.log(`! ${gaps} balances lack a record in between; the sweep asks for them again`);
  if (breaks > 0) console.log(`! ${breaks} entries were kept aside: npm run breaks`);
  if (lastAudit === null) console.log("• the books were never audited");
  else if (lastAudit.holds) console.log(`✓ the books held at ${when(lastAudit.endedAtMs)}`);
  else console.log(`✗ the books did not hold at ${when(lastAudit.endedAtMs)}: npm run audit`);
  console.log(`• final up to ${sealedThrough ?? "no date yet"}`);
}

/** What a person has to look at, by kind; one page says enough. Null where it can't be read. */
async function sayAlerts(server: Server): Promise<Record<string, number> | null> {
  const reply = await askOperator(server, "GET", "/alerts?limit=100").catch(() => null);
  if (reply === null) {
    console.log("! what a person has to look at can't be read just now");
    return null;
  }
  const { rows, next } = (await reply.json()) as Page<AlertBody>;
  for (const [kind, some] of Map.groupBy(rows, (row) => row.kind)) {
    const oldest = some.at(-1) as AlertBody;
    console.log(
      `! ${some.length}${next === null ? "" : " or more"} × ${kind}, the oldest of ${when(oldest.raisedAtMs)}: ${oldest.subject}`,
    );
  }
  return Object.fromEntries(
    [...Map.groupBy(rows, (row) => row.kind)].map(([kind, some]) => [kind, some.length]),
  );
}

function when(ms: number): string {
  return formatDateTime(ms, "ja").join(" ");
}
