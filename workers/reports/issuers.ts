import { daysBetween } from "../../schema/calendar.ts";
import { REPORT_COLUMNS } from "../../schema/report-columns.ts";
import { ISSUE_OF_ENTRY } from "../data/fund-statement.ts";
import { lastDateOf, percentOf, summed } from "./report.ts";

/** What one branch did in the period, all of it from the fund's journal. */
interface BranchRow {
  readonly issuerId: string;
  readonly branchId: string;
  readonly issues: number;
  readonly issuedCount: number;
  readonly issuedYen: number;
  readonly replacedCount: number;
  readonly replacedYen: number;
  readonly withdrawnCount: number;
  readonly withdrawnYen: number;
  readonly cancelledCount: number;
  readonly cancelledYen: number;
}

/** The fund's entries of one account and some kinds, booked in the period; `+position` as in the fund's statement. */
const entries = (account: string, kinds: string) => `
  from journal j
  where j.class = 'fund' and j.programme_id = ?1 and j.region_id = ?2 and j.account = '${account}' and j.kind in (${kinds})
    and j.book_date between ?3 and ?4 and +j.position <= ?5`;

// What an issue is by the fund's journal, never by its row: a rebuild knows journals only (PRJ-2).
const BRANCHES = `
with replacement (issue) as materialized (
  select j.detail->>'issueId' from journal j
  where j.class = 'fund' and j.programme_id = ?1 and j.account = 'cancelled' and j.kind = 'replace' and j.book_date <= ?4
), moved (issuer, branch, what, count, yen) as (
  select i.issuer_id, i.branch_id, iif(e.issue in (select issue from replacement), 'replaced', 'issued'), i.count, e.yen
  from (select ${ISSUE_OF_ENTRY} as issue, j.amount_yen as yen ${entries("issued", "'issue-ready'")}) e
  join issue i on i.id = e.issue
  union all
  select i.issuer_id, i.branch_id, 'withdrawn', i.count, e.yen
  from (select ${ISSUE_OF_ENTRY} as issue, -j.amount_yen as yen ${entries("cancelled", "'withdraw'")}) e
  join issue i on i.id = e.issue
  union all
  select c.issuer_id, c.branch_id, 'cancelled', 1, e.yen
  from (
    select (select f.detail->>'source' from journal f
      where f.operation_id = j.operation_id and f.actor = j.actor and f.line = 0) as source, -j.amount_yen as yen
    ${entries("cancelled", "'cancel-return', 'replace'")}) e
  join coupon c on c.actor = e.source
)
select issuer as issuerId, branch as branchId,
  sum(what = 'issued') as issues,
  ${["issued", "replaced", "withdrawn", "cancelled"]
    .map(
      (what) =>
        `sum(iif(what = '${what}', count, 0)) as ${what}Count, sum(iif(what = '${what}', yen, 0)) as ${what}Yen`,
    )
    .join(",\n  ")}
from moved group by issuer, branch order by issuer, branch`;

/**
 * ② By issuer and branch: one coupon is one guest (FRD-3), so that what was issued against what the branch can take in over
 * the period shows inflated counts. Nights are not in it: they stand in the sealed rows of stays, which are erased.
 */
export const issuers = summed(REPORT_COLUMNS.issuers, async (db, scope, names) => {
  const to = lastDateOf(scope);
  const days = daysBetween(scope.from, to) + 1;
  const { results } = await db
    .prepare(BRANCHES)
    .bind(scope.programmeId, scope.regionId, scope.from, to, scope.cut)
    .all<BranchRow>();
  return results.map((row) => {
    const guestsPerDay = names.organisations.get(row.branchId)?.guestsPerDay ?? null;
    return {
      key: [row.issuerId, row.branchId],
      cells: [
        names.programme,
        names.organisations.get(row.issuerId)?.name ?? row.issuerId,
        row.branchId === row.issuerId ? null : (names.organisations.get(row.branchId)?.name ?? null),
        row.branchId,
        row.issues,
        row.issuedCount,
        row.issuedYen,
        row.replacedCount,
        row.replacedYen,
        row.withdrawnCount,
        row.withdrawnYen,
        row.cancelledCount,
        row.cancelledYen,
        row.issuedYen + row.replacedYen - row.withdrawnYen - row.cancelledYen,
        names.unitWord,
        guestsPerDay,
        guestsPerDay === null ? null : percentOf(row.issuedCount, guestsPerDay * days),
      ],
    };
  });
});
