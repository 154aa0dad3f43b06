import type { AffectedRow } from "../../schema/api/operator-affected.ts";
import { businessDate, DAY_MS } from "../../schema/calendar.ts";
import type { ProgrammeId, RegionId, ResidentId, StoreId } from "../../schema/ids.ts";
import { AFFECTED_LATE_DAYS } from "../../schema/limits.ts";

/** What is asked: one region's money, in a span whose end is exclusive. */
export interface AffectedQuestion {
  readonly regionId: RegionId;
  readonly programmeId: ProgrammeId | null;
  readonly storeId: StoreId | null;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** A place in what is read: programmes by id, in each the order of its book. */
export interface AffectedKey {
  readonly programmeId: string;
  readonly bookDate: string;
  readonly position: number;
}

/** A row with its place. */
export type KeyedRow = AffectedRow & AffectedKey;

/**
 * Of the index by programme and booking date. An entry never books before its day, and books later where it came late; what came
 * later than {@link AFFECTED_LATE_DAYS} is not looked for.
 */
export const AFFECTED = `
select j.position, j.book_date as bookDate, j.programme_id as programmeId, j.at_ms as atMs,
  case when j.class = 'wallet' then substr(j.actor, 1, instr(j.actor, ':') - 1) end as residentId,
  k.issue_id as issueId, k.serial as serial, j.operation_id as operationId, j.kind as kind,
  case when j.kind = 'fence' then j.result ->> 'code' end as refusal,
  j.amount_yen as amountYen, j.store_id as storeId, j.till_id as tillId
from journal j left join coupon k on j.class = 'coupon' and k.actor = j.actor
where j.programme_id = ?1 and j.book_date between ?2 and ?3 and (j.book_date, j.position) > (?4, ?5)
  and j.class <> 'fund' and j.at_ms >= ?6 and j.at_ms < ?7 and (?8 is null or j.store_id = ?8)
order by j.book_date, j.position limit ?9`;

/** The next entries of residents' wallets and coupons, one more than asked for where there is more (OPS-4). */
export async function affectedRows(
  db: D1Database,
  question: AffectedQuestion,
  after: AffectedKey | null,
  limit: number,
): Promise<readonly KeyedRow[]> {
  const { regionId, fromMs, untilMs, storeId } = question;
  const first = businessDate(fromMs);
  const last = businessDate(untilMs + AFFECTED_LATE_DAYS * DAY_MS);
  const { results: programmes } = await db
    .prepare(
      `select id from programme where region_id = ?1 and (?2 is null or id = ?2) and id >= ?3 order by id`,
    )
    .bind(regionId, question.programmeId, after?.programmeId ?? "")
    .all<{ id: ProgrammeId }>();
  const rows: KeyedRow[] = [];
  for (const { id } of programmes) {
    const left = limit + 1 - rows.length;
    if (left === 0) break;
    const [date, position] = after?.programmeId === id ? [after.bookDate, after.position] : ["", 0];
    const { results } = await db
      .prepare(AFFECTED)
      .bind(id, first, last, date, position, fromMs, untilMs, storeId, left)
      .all<KeyedRow & { residentId: ResidentId | null }>();
    rows.push(...results);
  }
  return rows;
}
