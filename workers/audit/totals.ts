import { HOUR_KINDS, HOUR_OF_ROW, HOUR_SUMS } from "../data/hour-totals.ts";
import { type Finding, sumFinding } from "./finding.ts";

/** A programme's booking date: one piece of the totals that is added up anew. */
export interface TotalsCursor {
  readonly programmeId: string;
  readonly bookDate: string;
}

const NEXT_DAY = `
select programme_id as programmeId, book_date as bookDate from (
  select programme_id, book_date from ledger_total where (programme_id, book_date) > (?1, ?2)
  union select programme_id, book_date from store_day where (programme_id, book_date) > (?1, ?2)
  union select programme_id, book_date from hour_total where (programme_id, book_date) > (?1, ?2)
  union select programme_id, book_date from (
    select programme_id, book_date from journal where (programme_id, book_date) > (?1, ?2)
    order by programme_id, book_date limit 1)
) order by programme_id, book_date limit 1`;

/** Totals of a day as the rows give them, beside those that the trigger kept; only what differs. */
const TOTALS = `
with day as (
  select * from journal where programme_id = ?1 and book_date = ?2
), real as (
  select coalesce(expires_on, '') as expires_on, class, kind,
    case when class = 'fund' then account when kind = 'credit' then coalesce(json_extract(detail, '$.origin'), '') else '' end as part,
    count(*) as rows, sum(amount_yen) as amount_yen
  from day group by 1, 2, 3, 4
), kept as (
  select expires_on, class, kind, part, rows, amount_yen from ledger_total where programme_id = ?1 and book_date = ?2
)
select 'total of ' || class || ' ' || kind || ' ' || part || ' expiring ' || expires_on as name, sum(kept) as kept, sum(real) as real from (
  select class, kind, part, expires_on, amount_yen as kept, 0 as real, rows as kept_rows, 0 as real_rows from kept
  union all select class, kind, part, expires_on, 0, amount_yen, 0, rows from real
) group by class, kind, part, expires_on having sum(kept) <> sum(real) or sum(kept_rows) <> sum(real_rows)
limit 1`;

const STORE_DAYS = `
with real as (
  select store_id, coalesce(till_id, '') as till_id,
    sum(kind = 'pay' and class = 'coupon' and line = 0) as paper_count,
    -sum(case when kind = 'pay' and class = 'coupon' then amount_yen else 0 end) as paper_yen,
    sum(kind = 'pay' and class = 'wallet' and line = 0) as app_count,
    -sum(case when kind = 'pay' and class = 'wallet' then amount_yen else 0 end) as app_yen,
    sum(kind = 'reverse' and class = 'coupon' and line = 0) as paper_reversed_count,
    sum(case when kind = 'reverse' and class = 'coupon' then amount_yen else 0 end) as paper_reversed_yen,
    sum(kind = 'reverse' and class = 'wallet' and line = 0) as app_reversed_count,
    sum(case when kind = 'reverse' and class = 'wallet' then amount_yen else 0 end) as app_reversed_yen
  from journal where programme_id = ?1 and book_date = ?2 and store_id is not null and kind in ('pay', 'reverse')
  group by 1, 2
), kept as (
  select * from store_day where programme_id = ?1 and book_date = ?2
)
select 'day of store ' || coalesce(kept.store_id, real.store_id) as name,
  kept.paper_yen + kept.app_yen - kept.paper_reversed_yen - kept.app_reversed_yen as kept,
  real.paper_yen + real.app_yen - real.paper_reversed_yen - real.app_reversed_yen as real
from kept full join real on real.store_id = kept.store_id and real.till_id = kept.till_id
where kept.store_id is null or real.store_id is null
  or (kept.paper_count, kept.paper_yen, kept.app_count, kept.app_yen,
      kept.paper_reversed_count, kept.paper_reversed_yen, kept.app_reversed_count, kept.app_reversed_yen)
  <> (real.paper_count, real.paper_yen, real.app_count, real.app_yen,
      real.paper_reversed_count, real.paper_reversed_yen, real.app_reversed_count, real.app_reversed_yen)
limit 1`;

/** Hours as the rows that are in them give them, beside those that were added up (DSH-2). */
const HOURS = `
with real as (
  select ${HOUR_OF_ROW} as hour, ${HOUR_SUMS}
  from journal
  where programme_id = ?1 and book_date = ?2 and kind in ${HOUR_KINDS}
    and position <= coalesce((select position from fold_cursor where name = 'hours'), 0)
  group by 1
), kept as (
  select * from hour_total where programme_id = ?1 and book_date = ?2
), columns (name, kept, real, same) as (
  select coalesce(kept.hour, real.hour),
    kept.paper_yen + kept.app_yen - kept.paper_reversed_yen - kept.app_reversed_yen,
    real.paper_yen + real.app_yen - real.paper_reversed_yen - real.app_reversed_yen,
    kept.hour is not null and real.hour is not null and
    (kept.issued_yen, kept.cancelled_yen, kept.granted_yen, kept.paper_count, kept.paper_yen, kept.app_count, kept.app_yen,
     kept.reversed_count, kept.paper_reversed_yen, kept.app_reversed_yen)
    = (real.issued_yen, real.cancelled_yen, real.granted_yen, real.paper_count, real.paper_yen, real.app_count, real.app_yen,
     real.reversed_count, real.paper_reversed_yen, real.app_reversed_yen)
  from kept full join real on real.hour = kept.hour
)
select 'hour ' || name as name, kept, real from columns where not same limit 1`;

/** The next programme's day: its totals are the sums of its rows (PUB-3). Null where there is none left. */
export async function checkTotals(
  db: D1Database,
  after: TotalsCursor,
): Promise<{ readonly next: TotalsCursor; readonly finding: Finding | null } | null> {
  const next = await db.prepare(NEXT_DAY).bind(after.programmeId, after.bookDate).first<TotalsCursor>();
  if (!next) return null;
  for (const sql of [TOTALS, STORE_DAYS, HOURS]) {
    const off = await db
      .prepare(sql)
      .bind(next.programmeId, next.bookDate)
      .first<{ name: string; kept: number | null; real: number | null }>();
    if (off) {
      const what = `${off.name} on ${next.bookDate} is kept as ${off.kept ?? "nothing"}, its rows say ${off.real ?? "nothing"}`;
      return { next, finding: sumFinding("PUB-3", next.programmeId, what) };
    }
  }
  return { next, finding: null };
}
