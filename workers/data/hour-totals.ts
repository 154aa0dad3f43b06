import type { BusinessDate } from "../../schema/calendar.ts";
import type { ProgrammeId, RegionId } from "../../schema/ids.ts";

/** The row of `fold_cursor` that says up to where the journal is in `hour_total`. */
const CURSOR = "hours";
/** Positions that are added up in one transaction, and transactions in one call: a second's work at most. */
const FOLD_ROWS = 20_000;
const MAX_FOLDS = 20;

/** The hour in which something happened; −1 where its day was sealed and it books on a later one (ASOF-1). */
export const HOUR_OF_ROW = `case when date(at_ms / 1000, 'unixepoch', '+9 hours') < book_date then -1
    else cast(strftime('%H', at_ms / 1000, 'unixepoch', '+9 hours') as integer) end`;

/** What of journal rows stands in an hour: the same classes and kinds as the figures and the reports tell of. */
export const HOUR_SUMS = `
  coalesce(sum(case when class = 'fund' and kind = 'issue-ready' and account = 'issued' then amount_yen end), 0) as issued_yen,
  -coalesce(sum(case when (class = 'fund' and kind = 'withdraw' and account = 'cancelled')
    or (class = 'coupon' and kind = 'cancel') then amount_yen end), 0) as cancelled_yen,
  coalesce(sum(case when class = 'wallet' and kind = 'credit' and coalesce(json_extract(detail, '$.origin'), '') <> 'charge'
    then amount_yen end), 0) as granted_yen,
  coalesce(sum(kind = 'pay' and class = 'coupon' and line = 0), 0) as paper_count,
  -coalesce(sum(case when kind = 'pay' and class = 'coupon' then amount_yen end), 0) as paper_yen,
  coalesce(sum(kind = 'pay' and class = 'wallet' and line = 0), 0) as app_count,
  -coalesce(sum(case when kind = 'pay' and class = 'wallet' then amount_yen end), 0) as app_yen,
  coalesce(sum(kind = 'reverse' and line = 0), 0) as reversed_count,
  coalesce(sum(case when kind = 'reverse' and class = 'coupon' then amount_yen end), 0) as paper_reversed_yen,
  coalesce(sum(case when kind = 'reverse' and class = 'wallet' then amount_yen end), 0) as app_reversed_yen`;

/** Kinds of rows that move anything in an hour. */
export const HOUR_KINDS = "('pay', 'reverse', 'issue-ready', 'withdraw', 'cancel', 'credit')";

const COLUMNS = [
  "issued_yen",
  "cancelled_yen",
  "granted_yen",
  "paper_count",
  "paper_yen",
  "app_count",
  "app_yen",
  "reversed_count",
  "paper_reversed_yen",
  "app_reversed_yen",
] as const;

const DONE = `(select coalesce(max(position), 0) from fold_cursor where name = '${CURSOR}')`;
/** ?1: whether it is the rebuild itself that asks, while nobody else may write the books (PRJ-2). */
const MAY = "(?1 = 1 or not exists (select 1 from system_flag where name = 'rebuild' and value = '1'))";

const ADD = `
insert into hour_total (programme_id, book_date, hour, region_id, ${COLUMNS.join(", ")})
select programme_id, book_date, ${HOUR_OF_ROW}, region_id, ${HOUR_SUMS}
from journal
where position > ${DONE} and position <= ${DONE} + ${FOLD_ROWS} and kind in ${HOUR_KINDS} and ${MAY}
group by 1, 2, 3
on conflict (programme_id, book_date, hour) do update set
  ${COLUMNS.map((column) => `${column} = ${column} + excluded.${column}`).join(", ")}`;

const MOVE_ON = `
insert into fold_cursor (name, position)
select '${CURSOR}', min(${DONE} + ${FOLD_ROWS}, (select coalesce(max(position), 0) from journal)) where ${MAY}
on conflict (name) do update set position = excluded.position where excluded.position > fold_cursor.position`;

const BEHIND = `select coalesce((select max(position) from journal), 0) > ${DONE} and ${MAY} as behind`;

/**
 * Adds to the hours what the journal has gained (DSH-2). Each row once, whoever asks and however often: sums and cursor
 * move in one transaction, and a position is never given twice. Answers whether all of it is in; where much is missing it
 * goes on with the next call. Writes nothing while D1 is made again, unless the rebuild asks.
 */
export async function foldHours(db: D1Database, by: "anybody" | "rebuild" = "anybody"): Promise<boolean> {
  const rebuild = by === "rebuild" ? 1 : 0;
  for (let fold = 0; fold < MAX_FOLDS; fold++) {
    const row = await db.prepare(BEHIND).bind(rebuild).first<{ behind: number }>();
    if (row?.behind !== 1) return true;
    await db.batch([db.prepare(ADD).bind(rebuild), db.prepare(MOVE_ON).bind(rebuild)]);
  }
  return false;
}

/** Forgets the hours' place in the journal: the rebuild begins the journal anew. */
export function forgetFold(db: D1Database): D1PreparedStatement {
  return db.prepare("delete from fold_cursor");
}

/** What a programme did in one hour, or on one day. */
export interface TimeTotal {
  readonly issuedYen: number;
  readonly cancelledYen: number;
  readonly grantedYen: number;
  readonly payments: number;
  readonly paidYen: number;
  readonly reversedYen: number;
}
export interface HourTotal extends TimeTotal {
  readonly date: BusinessDate;
  readonly hour: number;
}
export interface DayTotal extends TimeTotal {
  readonly date: BusinessDate;
}

const SUMS = `sum(issued_yen) as issuedYen, sum(cancelled_yen) as cancelledYen, sum(granted_yen) as grantedYen,
  sum(paper_count + app_count) as payments, sum(paper_yen + app_yen) as paidYen,
  sum(paper_reversed_yen + app_reversed_yen) as reversedYen`;
const OF_DATES = `from hour_total
where programme_id = ?1 and region_id = ?2 and book_date between ?3 and ?4`;

type Dates = { readonly from: string; readonly to: string };
type Of = { readonly programmeId: ProgrammeId; readonly regionId: RegionId };

/** Reads the hours between two dates in which anything happened, in order. */
export function hoursBetween(db: D1Database, of: Of, dates: Dates): D1PreparedStatement {
  return db
    .prepare(`select book_date as date, hour, ${SUMS} ${OF_DATES} group by 1, 2 order by 1, 2`)
    .bind(of.programmeId, of.regionId, dates.from, dates.to);
}

/** Reads the days between two dates on which anything happened, in order. */
export function daysBetween(db: D1Database, of: Of, dates: Dates): D1PreparedStatement {
  return db
    .prepare(`select book_date as date, ${SUMS} ${OF_DATES} group by 1 order by 1`)
    .bind(of.programmeId, of.regionId, dates.from, dates.to);
}
