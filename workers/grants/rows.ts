import type { GrantRowState } from "../../schema/api/grants.ts";

/** A line of a grant as it is written down. */
export interface RowDraft {
  readonly row: number;
  readonly residentId: string | null;
  readonly amountYen: number;
  readonly state: GrantRowState;
  readonly code: string | null;
}

/** A line and whose wallet it means, where anybody's. */
export type FoundLine =
  | { readonly row: number; readonly ok: false; readonly code: string }
  | {
      readonly row: number;
      readonly ok: true;
      readonly residentId: string | null;
      readonly amountYen: number;
    };

/**
 * What becomes of lines (GRT-1): the first that means a wallet goes, later ones repeat it. Pure.
 * @param before the first line of each wallet that was read before
 */
export function draftsOf(
  lines: readonly FoundLine[],
  before: ReadonlyMap<string, number>,
): readonly RowDraft[] {
  const first = new Map(before);
  return lines.map((line) => {
    if (!line.ok) return { row: line.row, residentId: null, amountYen: 0, state: "bad", code: line.code };
    const { row, residentId, amountYen } = line;
    if (residentId === null) return { row, residentId, amountYen, state: "unknown", code: null };
    const earlier = first.get(residentId);
    // Only the first keeps the name: a repeated line is nobody's to find again.
    if (earlier !== undefined)
      return { row, residentId: null, amountYen, state: "duplicate", code: String(earlier) };
    first.set(residentId, row);
    return { row, residentId, amountYen, state: "ready", code: null };
  });
}

const STILL_READING = "exists (select 1 from grant_batch where id = ?1 and state = 'reading')";

/** Writes lines down, and how many were read so far: all of it, or nothing where it is no longer being read. */
export async function writeRows(
  db: D1Database,
  grant: { readonly id: string; readonly regionId: string },
  drafts: readonly RowDraft[],
  readRows: number,
  nowMs: number,
): Promise<void> {
  const values = drafts.map(({ row, residentId, amountYen, state, code }) => [
    row,
    residentId,
    amountYen,
    state,
    code,
  ]);
  await db.batch([
    db
      .prepare(
        `insert into grant_row (grant_id, row, region_id, resident_id, amount_yen, state, code)
         select ?1, value ->> 0, ?2, value ->> 1, value ->> 2, value ->> 3, value ->> 4
         from json_each(?3) where ${STILL_READING} on conflict (grant_id, row) do nothing`,
      )
      .bind(grant.id, grant.regionId, JSON.stringify(values)),
    db
      .prepare(
        "update grant_batch set read_rows = ?2, updated_at_ms = ?3 where id = ?1 and state = 'reading'",
      )
      .bind(grant.id, readRows, nowMs),
  ]);
}

/** Which of some residents have a line already, and the first of each. */
export async function firstLines(
  db: D1Database,
  grantId: string,
  residents: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { results } = await db
    .prepare(
      `select resident_id as id, min(row) as row from grant_row
       where grant_id = ?1 and resident_id in (select value from json_each(?2)) group by resident_id`,
    )
    .bind(grantId, JSON.stringify(residents))
    .all<{ id: string; row: number }>();
  return new Map(results.map(({ id, row }) => [id, row]));
}

/** How far a reading has come. */
export async function readThrough(db: D1Database, grantId: string) {
  const last = await db
    .prepare(
      "select row, resident_id as residentId from grant_row where grant_id = ?1 order by row desc limit 1",
    )
    .bind(grantId)
    .first<{ row: number; residentId: string | null }>();
  return last ?? { row: 0, residentId: null };
}

/** Ends a reading with its totals, or with why there is nothing to grant. */
export async function endReading(
  db: D1Database,
  grantId: string,
  fault: { readonly code: string; readonly line: number | null } | null,
  nowMs: number,
): Promise<void> {
  const count = (state: GrantRowState) =>
    `(select count(*) from grant_row where grant_id = ?1 and state = '${state}')`;
  await db
    .prepare(
      `update grant_batch set state = case when ?2 is null then 'ready' else 'unreadable' end, fault = ?2, fault_line = ?3,
         updated_at_ms = ?4, ready_rows = ${count("ready")},
         ready_yen = (select coalesce(sum(amount_yen), 0) from grant_row where grant_id = ?1 and state = 'ready'),
         duplicate_rows = ${count("duplicate")}, unknown_rows = ${count("unknown")}, bad_rows = ${count("bad")}
       where id = ?1 and state = 'reading'`,
    )
    .bind(grantId, fault?.code ?? null, fault?.line ?? null, nowMs)
    .run();
}
