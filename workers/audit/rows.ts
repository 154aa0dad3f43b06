import { entryHash } from "../../durable-objects/lib/chain.ts";
import type { JournalEntry } from "../../schema/events.ts";
import type { ActorClass } from "../../schema/ids.ts";
import type { Env } from "../env.ts";
import { readLog } from "../queue/log.ts";
import { type Finding, rowFinding } from "./finding.ts";

/** Rows of D1's journal looked at in one page. */
const PAGE_ROWS = 500;

/** A row of D1's journal, whole. */
export interface JournalRow {
  readonly position: number;
  readonly actor: string;
  readonly seq: number;
  readonly class: ActorClass;
  readonly region_id: string;
  readonly programme_id: string;
  readonly at_ms: number;
  readonly operation_id: string;
  readonly line: number;
  readonly kind: string;
  readonly account: string;
  readonly expires_on: string | null;
  readonly amount_yen: number;
  readonly store_id: string | null;
  readonly till_id: string | null;
  readonly issuer_id: string | null;
  readonly detail: string | null;
  readonly request_hash: string | null;
  readonly result: string | null;
  readonly prev_hash: string;
  readonly hash: string;
  readonly log_key: string;
}

/** What is wrong with a row of D1 by itself: its hash, or a column that was taken out of its detail; null if nothing. */
export function whyRowBroken(row: JournalRow): string | null {
  let detail: JournalEntry["detail"];
  let result: JournalEntry["result"];
  try {
    detail = row.detail === null ? null : JSON.parse(row.detail);
    result = row.result === null ? null : JSON.parse(row.result);
  } catch {
    return "detail or result is not JSON";
  }
  const hash = entryHash({
    seq: row.seq,
    atMs: row.at_ms,
    operationId: row.operation_id as JournalEntry["operationId"],
    line: row.line,
    kind: row.kind as JournalEntry["kind"],
    account: row.account,
    expiresOn: row.expires_on as JournalEntry["expiresOn"],
    amountYen: row.amount_yen,
    detail,
    requestHash: row.request_hash,
    result,
    prevHash: row.prev_hash,
  });
  if (hash !== row.hash) return "the row does not match its hash";
  for (const [column, key] of [
    ["store_id", "storeId"],
    ["till_id", "tillId"],
    ["issuer_id", "issuerId"],
  ] as const) {
    const told = detail?.[key];
    if (row[column] !== (typeof told === "string" ? told : null))
      return `column ${column} is not the entry's`;
  }
  return null;
}

/**
 * One page of D1's journal in order of projection: every row fits its hash, and stands in the log object it names with
 * the same hash (AUD-3). Log objects are read once a page; rows of one batch stand together.
 */
export async function checkRows(
  env: Env,
  after: number,
): Promise<{ readonly next: number | null; readonly rows: number; readonly finding: Finding | null }> {
  const { results } = await env.DB.prepare(
    `select * from journal where position > ?1 order by position limit ${PAGE_ROWS}`,
  )
    .bind(after)
    .all<JournalRow>();
  const objects = new Map<string, ReadonlyMap<string, JournalEntry>>();
  for (const row of results) {
    const named = { actorClass: row.class, actor: row.actor, programmeId: row.programme_id };
    const broken = whyRowBroken(row);
    if (broken) return found(rowFinding("AUD-3", "d1", named, row.seq, broken));
    let object = objects.get(row.log_key);
    if (!object) {
      const lines = await readLog(env.LOG, row.log_key);
      if (lines === null)
        return found(rowFinding("AUD-3", "log", named, row.seq, `log object ${row.log_key} is missing`));
      object = new Map(
        lines.flatMap((entry) => (entry ? [[`${entry.actor}:${entry.seq}:${entry.hash}`, entry]] : [])),
      );
      objects.set(row.log_key, object);
    }
    const entry = object.get(`${row.actor}:${row.seq}:${row.hash}`);
    if (!entry)
      return found(
        rowFinding("AUD-3", "d1", named, row.seq, `the row is not in ${row.log_key} as it is in D1`),
      );
    if (
      entry.programmeId !== row.programme_id ||
      entry.regionId !== row.region_id ||
      entry.actorClass !== row.class
    )
      return found(
        rowFinding("AUD-3", "d1", named, row.seq, "the row stands in other books than its entry in the log"),
      );
  }
  const last = results.at(-1);
  return {
    next: results.length < PAGE_ROWS ? null : (last?.position ?? null),
    rows: results.length,
    finding: null,
  };
}

function found(finding: Finding) {
  return { next: null, rows: 0, finding };
}
