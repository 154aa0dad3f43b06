import { sql } from "drizzle-orm";
import type { BusinessDate } from "../../schema/calendar.ts";
import type { ProgrammeId, RegionId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";
import { HELD } from "./held.ts";

/** Buckets of one answer: expiries of more than a year. */
const MAX_BUCKETS = 400;

/** A bucket of expired money, and what of it the funder has back. */
export interface ExpiredBucket {
  readonly expiresOn: BusinessDate;
  readonly expiredYen: number;
  readonly returnedYen: number;
}

/**
 * What is live in the buckets of a sealed date has expired (EXP-1): a face enters with its issue, `open` adds nothing, and
 * what moved has moved. Only buckets of which not everything is returned, the oldest first.
 */
export async function expiredBuckets(
  db: Database,
  regionId: RegionId,
  programmeId: ProgrammeId,
  asOf: BusinessDate,
): Promise<readonly ExpiredBucket[]> {
  return db.all<ExpiredBucket>(sql`
    select expiresOn, expiredYen, returnedYen from (
      select expires_on as expiresOn,
        coalesce(sum(case when book_date <= ${asOf} and ${sql.raw(HELD)} then amount_yen end), 0) as expiredYen,
        -coalesce(sum(case when class = 'fund' and part = 'returned' then amount_yen end), 0) as returnedYen
      from ledger_total
      where programme_id = ${programmeId} and region_id = ${regionId} and expires_on <> '' and expires_on <= ${asOf}
      group by expires_on
    ) where expiredYen <> returnedYen order by expiresOn limit ${MAX_BUCKETS}`);
}

/** Everything expired of one bucket as of a sealed date. */
export async function expiredTotal(
  db: Database,
  regionId: RegionId,
  programmeId: ProgrammeId,
  bucket: { readonly expiresOn: BusinessDate; readonly asOf: BusinessDate },
): Promise<number> {
  const [row] = await db.all<{ total: number }>(sql`
    select coalesce(sum(amount_yen), 0) as total from ledger_total
    where programme_id = ${programmeId} and region_id = ${regionId} and expires_on = ${bucket.expiresOn}
      and book_date <= ${bucket.asOf}
      and ${sql.raw(HELD)}`);
  return row?.total ?? 0;
}
