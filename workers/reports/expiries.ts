import { addDays, type BusinessDate, businessDate, compareDates } from "../../schema/calendar.ts";
import { REPORT_COLUMNS } from "../../schema/report-columns.ts";
import { HELD } from "../data/held.ts";
import { lastDateOf, type Scope, summed } from "./report.ts";

interface Bucket {
  readonly expiresOn: BusinessDate;
  readonly paperYen: number;
  readonly appYen: number;
  readonly returnedYen: number;
  readonly returnedOn: BusinessDate | null;
}

// What is live in the bucket of a date that has ended has expired (EXP-1). An unopened coupon's face is the fund's row.
const BUCKETS = `
select expires_on as expiresOn,
  coalesce(sum(case when ${HELD} and class <> 'wallet' then amount_yen end), 0) as paperYen,
  coalesce(sum(case when ${HELD} and class = 'wallet' then amount_yen end), 0) as appYen,
  -coalesce(sum(case when class = 'fund' and part = 'returned' then amount_yen end), 0) as returnedYen,
  max(case when class = 'fund' and part = 'returned' then book_date end) as returnedOn
from ledger_total
where programme_id = ?1 and region_id = ?2 and expires_on between ?3 and ?4 and book_date <= ?5
group by expires_on having paperYen <> 0 or appYen <> 0 or returnedYen <> 0 order by expires_on`;

/** ⑦ What expired by the day it was good until, and what of it the funder has back (FND-5). */
export const expiries = summed(REPORT_COLUMNS.expiries, async (db, scope, names) => {
  const known = knownThrough(scope);
  const last = lastDateOf(scope);
  const { results } = await db
    .prepare(BUCKETS)
    .bind(
      scope.programmeId,
      scope.regionId,
      scope.from,
      compareDates(last, known) < 0 ? last : known,
      businessDate(scope.endMs - 1),
    )
    .all<Bucket>();
  return results.map(({ expiresOn, paperYen, appYen, returnedYen, returnedOn }) => ({
    key: [expiresOn],
    cells: [
      names.programme,
      expiresOn,
      paperYen + appYen,
      paperYen,
      appYen,
      returnedYen,
      paperYen + appYen - returnedYen,
      returnedOn,
      names.unitWord,
    ],
  }));
});

/** The last date that has ended: a sealed one has, today hasn't. */
function knownThrough(scope: Scope): BusinessDate {
  return scope.asOf ?? addDays(businessDate(scope.endMs), -1);
}
