import { type BusinessDate, businessDate } from "../../schema/calendar.ts";
import { REPORT_COLUMNS } from "../../schema/report-columns.ts";
import { lastDateOf, summed } from "./report.ts";

interface PayoutRow {
  readonly number: number;
  readonly payOn: BusinessDate;
  readonly sentOn: BusinessDate;
  readonly items: number;
  readonly sumYen: number;
  readonly bookedYen: number;
  readonly fileSha256: string | null;
  readonly settledAtMs: number | null;
  readonly operationId: string;
  readonly returnedCount: number;
  readonly returnedYen: number;
}

/**
 * Files that left for the bank by the fund's own entries: what a file's trailer says beside what was booked, and what the
 * bank sent back until the report's end.
 */
const PAYOUTS = `
select p.number, p.pay_on as payOn, j.book_date as sentOn, p.items, p.sum_yen as sumYen, -j.amount_yen as bookedYen,
  p.file_sha256 as fileSha256, p.settled_at_ms as settledAtMs, j.operation_id as operationId,
  coalesce(r.count, 0) as returnedCount, coalesce(r.yen, 0) as returnedYen
from journal j
join payout p on p.operation_id = j.operation_id and p.region_id = ?2
left join (
  select f.detail ->> 'payOut' as payOut, count(*) as count, sum(b.amount_yen) as yen
  from journal b join journal f on f.operation_id = b.operation_id and f.actor = b.actor and f.line = 0
  where b.class = 'fund' and b.programme_id = ?1 and b.account = 'paid-out' and b.kind = 'pay-out-returned'
    and b.book_date <= ?5 and +b.position <= ?6
  group by payOut
) r on r.payOut = j.operation_id
where j.class = 'fund' and j.programme_id = ?1 and j.region_id = ?2 and j.account = 'paid-out' and j.kind = 'pay-out'
  and j.book_date between ?3 and ?4 and +j.position <= ?6
order by p.number`;

/** ⑥ Files of transfers, their Zengin totals beside the fund's book and what the bank did with them. */
export const payouts = summed(REPORT_COLUMNS.payouts, async (db, scope, names) => {
  const known = businessDate(scope.endMs - 1);
  const { results } = await db
    .prepare(PAYOUTS)
    .bind(scope.programmeId, scope.regionId, scope.from, lastDateOf(scope), known, scope.cut)
    .all<PayoutRow>();
  return results.map((row) => ({
    key: [row.number],
    cells: [
      names.programme,
      row.number,
      row.payOn,
      row.sentOn,
      row.items,
      row.sumYen,
      row.bookedYen,
      row.sumYen - row.bookedYen,
      row.returnedCount,
      row.returnedYen,
      row.sumYen - row.returnedYen,
      names.unitWord,
      row.settledAtMs !== null && row.settledAtMs < scope.endMs ? businessDate(row.settledAtMs) : null,
      row.fileSha256,
      row.operationId,
    ],
  }));
});
