import type { BusinessDate } from "../../schema/calendar.ts";
import type { FundKind } from "../../schema/events.ts";
import { accountSign, type FundAccountName } from "../../schema/fund-account.ts";
import type { OperationId, ProgrammeId, RegionId } from "../../schema/ids.ts";

/**
 * The other accounts of a fund's entry: rows of the same operation that are booked on the same date, so that a sealed
 * date says the same for ever (ASOF-1). Reads `j`, the row whose other side is wanted.
 */
export const COUNTERPARTS = `(
    select json_group_array(distinct o.account) from journal o
    where o.operation_id = j.operation_id and o.actor = j.actor and o.book_date = j.book_date
      and o.account not in ('', j.account))`;

/** The issue that an entry is about, from the operation's first row. */
export const ISSUE_OF_ENTRY = `(
    select f.detail->>'issueId' from journal f
    where f.operation_id = j.operation_id and f.actor = j.actor and f.line = 0)`;

/** A statement's lines and sums, as the book keeps the account; see {@link fundStatement}. */
const LINES = `
select j.seq, j.book_date as bookDate, j.at_ms as atMs, j.kind, j.operation_id as operationId, j.amount_yen as amountYen,
  ${COUNTERPARTS} as counterparts, ${ISSUE_OF_ENTRY} as issueId
from journal j
where j.class = 'fund' and j.programme_id = ?1 and j.region_id = ?2 and j.account = ?3
  and (j.book_date, j.seq) > (?4, ?5) and j.book_date <= ?6
order by j.book_date, j.seq limit ?7`;

/** Σ of an account before a place in its rows: whole dates from the totals, the rest of one date row by row. */
const BALANCE_BEFORE = `
select
  (select coalesce(sum(amount_yen), 0) from ledger_total
   where programme_id = ?1 and region_id = ?2 and class = 'fund' and part = ?3 and book_date < ?4)
  + (select coalesce(sum(amount_yen), 0) from journal
     where class = 'fund' and programme_id = ?1 and region_id = ?2 and account = ?3 and book_date = ?4 and seq <= ?5)
  as yen`;

/** What came in and what went out between two dates, as the book keeps the account. */
const SUMS = `
select coalesce(sum(case when amount_yen > 0 then amount_yen end), 0) as plusYen,
  coalesce(sum(case when amount_yen < 0 then -amount_yen end), 0) as minusYen
from journal
where class = 'fund' and programme_id = ?1 and region_id = ?2 and account = ?3 and book_date between ?4 and ?5`;

interface LineRow {
  readonly seq: number;
  readonly bookDate: BusinessDate;
  readonly atMs: number;
  readonly kind: FundKind;
  readonly operationId: OperationId;
  readonly amountYen: number;
  readonly counterparts: string;
  readonly issueId: string | null;
}

/** A line of a statement, in the sense in which people speak of the account (`accountSign`). */
export interface StatementRow extends Omit<LineRow, "amountYen" | "counterparts"> {
  /** The account on the other side; null where there are several or none. */
  readonly counterpart: string | null;
  readonly inYen: number;
  readonly outYen: number;
  readonly balanceYen: number;
}

/** A page of an account's statement, with one row more than asked for where there is a next page. */
export interface StatementPage {
  readonly rows: readonly StatementRow[];
  readonly openingYen: number;
  readonly inYen: number;
  readonly outYen: number;
}

/**
 * An account of a fund's book as a bank would print it (FND-8): lines in the order of (booking date, number in the
 * journal), each with the balance after it, and what stood before the period and moved within it. One batch, so one cut
 * of the projection. Throws where D1 is away.
 *
 * @param after the place of the last line of the page before
 */
export async function fundStatement(
  db: D1Database,
  wanted: {
    readonly regionId: RegionId;
    readonly programmeId: ProgrammeId;
    readonly account: FundAccountName;
    readonly from: BusinessDate;
    readonly to: BusinessDate;
    readonly after: { readonly bookDate: string; readonly seq: number } | null;
    readonly limit: number;
  },
): Promise<StatementPage> {
  const { regionId, programmeId, account, from, to, limit } = wanted;
  const place = wanted.after ?? { bookDate: from, seq: 0 };
  const of = [programmeId, regionId, account] as const;
  const [lines, before, opening, sums] = await db.batch([
    db.prepare(LINES).bind(...of, place.bookDate, place.seq, to, limit + 1),
    db.prepare(BALANCE_BEFORE).bind(...of, place.bookDate, place.seq),
    db.prepare(BALANCE_BEFORE).bind(...of, from, 0),
    db.prepare(SUMS).bind(...of, from, to),
  ]);
  const sign = accountSign(account);
  const yenOf = (result: D1Result | undefined) => (result as D1Result<{ yen: number }>).results[0]?.yen ?? 0;
  const moved = (sums as D1Result<{ plusYen: number; minusYen: number }>).results[0];
  const { plusYen, minusYen } = moved ?? { plusYen: 0, minusYen: 0 };
  let balanceYen = plain(sign * yenOf(before));
  const rows = ((lines?.results ?? []) as LineRow[]).map(({ amountYen, counterparts, ...row }) => {
    const moved = sign * amountYen;
    balanceYen += moved;
    const others = JSON.parse(counterparts) as string[];
    return {
      ...row,
      counterpart: others.length === 1 ? (others[0] as string) : null,
      inYen: Math.max(0, moved),
      outYen: Math.max(0, -moved),
      balanceYen,
    };
  });
  return {
    rows,
    openingYen: plain(sign * yenOf(opening)),
    inYen: sign === 1 ? plusYen : minusYen,
    outYen: sign === 1 ? minusYen : plusYen,
  };
}

/** No minus zero. */
function plain(yen: number): number {
  return yen === 0 ? 0 : yen;
}

/** What people wrote beside entries, and who they are, by operation (AUD-4). Only the first copy of a request counts. */
export async function notesOfEntries(
  db: D1Database,
  regionId: RegionId,
  programmeId: ProgrammeId,
  operations: readonly OperationId[],
): Promise<ReadonlyMap<OperationId, { readonly note: string | null; readonly byName: string | null }>> {
  const { results } = await db
    .prepare(
      `select l.after->>'operationId' as operationId, l.reason as note, s.name as byName, min(l.id)
       from audit_log l left join staff s on s.id = l.actor and s.region_id = l.region_id
       where l.subject_kind = 'programme' and l.subject_id = ?1 and l.region_id = ?2
         and l.action in ('fund.deposit', 'fund.allot', 'fund.move', 'fund.fees')
         and l.after->>'operationId' in (select value from json_each(?3))
       group by 1`,
    )
    .bind(programmeId, regionId, JSON.stringify(operations))
    .all<{ operationId: OperationId; note: string | null; byName: string | null }>();
  return new Map(results.map(({ operationId, note, byName }) => [operationId, { note, byName }]));
}
