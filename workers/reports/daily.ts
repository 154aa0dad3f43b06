import { addDays, type BusinessDate } from "../../schema/calendar.ts";
import { REPORT_COLUMNS } from "../../schema/report-columns.ts";
import { HELD } from "../data/held.ts";
import type { Names } from "./names.ts";
import { lastDateOf, rowsOf, type Scope, type Summed, summed } from "./report.ts";

/** What was booked on a date by class, kind and part; `late` is what went into or out of buckets that had expired before. */
export interface DayTotal {
  readonly date: BusinessDate;
  readonly actorClass: string;
  readonly kind: string;
  readonly part: string;
  readonly rows: number;
  readonly amountYen: number;
}

/** What was used on a date, as the stores' days keep it. */
export interface DayUse {
  readonly date: BusinessDate;
  readonly usedCount: number;
  readonly usedYen: number;
  readonly reversedCount: number;
  readonly reversedYen: number;
}

/** Coupons that were issued on a date, and those that were taken back. */
export interface DayCoupons {
  readonly date: BusinessDate;
  readonly issued: number;
  readonly cancelled: number;
}

/** Everything a day's figures are reckoned from, up to the last date that is told. */
export interface DailyFacts {
  readonly totals: readonly DayTotal[];
  readonly uses: readonly DayUse[];
  readonly coupons: readonly DayCoupons[];
  /** What balances hold changed by so much on a date: all of it, and what of it lay in buckets that had expired before. */
  readonly held: readonly { readonly date: BusinessDate; readonly yen: number; readonly lateYen: number }[];
  /** What was still in a bucket at the end of its last day. */
  readonly buckets: readonly { readonly expiresOn: BusinessDate; readonly yen: number }[];
}

/** A day of the programme's money (RPT-4). */
export interface Day {
  readonly date: BusinessDate;
  readonly issuedCount: number;
  readonly issuedYen: number;
  readonly cancelledCount: number;
  readonly cancelledYen: number;
  readonly grantedYen: number;
  readonly chargedCount: number;
  readonly chargedYen: number;
  readonly usedCount: number;
  readonly usedYen: number;
  readonly reversedCount: number;
  readonly reversedYen: number;
  /** What expired with this day's end, and what of older buckets came back or moved since. */
  readonly expiredYen: number;
  /** At the day's end. */
  readonly liveYen: number;
  /** Left its coupon and not yet in a wallet, at the day's end. */
  readonly transitYen: number;
  /** issued + granted − cancelled − used + reversed − expired − live − in transit, from the first day on: 0 where it fits. */
  readonly differenceYen: number;
}

/**
 * The days from one to another, each with its flows and what stood at its end (RPT-4). What was used comes from the stores'
 * days and everything else from the journal's totals, which are kept apart: the difference says whether they fit. Pure.
 */
export function dailyOf(facts: DailyFacts, from: BusinessDate, to: BusinessDate): readonly Day[] {
  const totals = byDate(facts.totals);
  const uses = new Map(facts.uses.map((use) => [use.date, use]));
  const coupons = new Map(facts.coupons.map((day) => [day.date, day]));
  const held = new Map(facts.held.map((day) => [day.date, day]));
  const buckets = new Map(facts.buckets.map(({ expiresOn, yen }) => [expiresOn, yen]));
  const first = [from, ...totals.keys(), ...buckets.keys()].reduce((a, b) => (a < b ? a : b));
  const days: Day[] = [];
  let [heldYen, expiredYen, transitYen, owedYen] = [0, 0, 0, 0];
  for (let date = first; date <= to; date = addDays(date, 1)) {
    const flows = flowsOf(totals.get(date) ?? []);
    const use = uses.get(date) ?? { usedCount: 0, usedYen: 0, reversedCount: 0, reversedYen: 0 };
    const change = held.get(date) ?? { yen: 0, lateYen: 0 };
    const newlyExpiredYen = (buckets.get(date) ?? 0) + change.lateYen;
    heldYen += change.yen;
    expiredYen += newlyExpiredYen;
    transitYen += flows.leftYen;
    owedYen += flows.issuedYen + flows.grantedYen - flows.cancelledYen - use.usedYen + use.reversedYen;
    if (date < from) continue;
    days.push({
      date,
      issuedCount: coupons.get(date)?.issued ?? 0,
      issuedYen: flows.issuedYen,
      cancelledCount: coupons.get(date)?.cancelled ?? 0,
      cancelledYen: flows.cancelledYen,
      grantedYen: flows.grantedYen,
      chargedCount: flows.chargedCount,
      chargedYen: flows.chargedYen,
      usedCount: use.usedCount,
      usedYen: use.usedYen,
      reversedCount: use.reversedCount,
      reversedYen: use.reversedYen,
      expiredYen: newlyExpiredYen,
      liveYen: heldYen - expiredYen,
      transitYen,
      differenceYen: owedYen - heldYen - transitYen,
    });
  }
  return days;
}

function flowsOf(totals: readonly DayTotal[]) {
  const sum = (keep: (row: DayTotal) => boolean, of: "amountYen" | "rows" = "amountYen") =>
    totals.reduce((all, row) => all + (keep(row) ? row[of] : 0), 0);
  const arrived = (row: DayTotal) =>
    row.actorClass === "wallet" && row.kind === "credit" && row.part === "charge";
  const left = (row: DayTotal) => row.kind === "charge-pending" || row.kind === "charge-voided";
  return {
    issuedYen: sum((row) => row.actorClass === "fund" && row.kind === "issue-ready" && row.part === "issued"),
    cancelledYen:
      0 -
      sum(
        (row) =>
          (row.actorClass === "fund" && row.kind === "withdraw" && row.part === "cancelled") ||
          (row.actorClass === "coupon" && row.kind === "cancel"),
      ),
    grantedYen: sum((row) => row.actorClass === "wallet" && row.kind === "credit" && row.part !== "charge"),
    chargedCount: sum(arrived, "rows"),
    chargedYen: sum(arrived),
    leftYen: 0 - sum(left) - sum(arrived),
  };
}

function byDate(totals: readonly DayTotal[]): ReadonlyMap<BusinessDate, readonly DayTotal[]> {
  return Map.groupBy(totals, ({ date }) => date);
}

const OF = "programme_id = ?1 and region_id = ?2";
const FACTS = {
  totals: `
select book_date as date, class as actorClass, kind, part, sum(rows) as rows, sum(amount_yen) as amountYen
from ledger_total where ${OF} and book_date <= ?3 group by book_date, class, kind, part`,
  uses: `
select book_date as date, sum(paper_count + app_count) as usedCount, sum(paper_yen + app_yen) as usedYen,
  sum(paper_reversed_count + app_reversed_count) as reversedCount, sum(paper_reversed_yen + app_reversed_yen) as reversedYen
from store_day where ${OF} and book_date <= ?3 group by book_date`,
  held: `
select book_date as date, sum(amount_yen) as yen,
  sum(case when expires_on <> '' and expires_on < book_date then amount_yen else 0 end) as lateYen
from ledger_total where ${OF} and book_date <= ?3 and ${HELD} group by book_date`,
  buckets: `
select expires_on as expiresOn, sum(amount_yen) as yen from ledger_total
where ${OF} and expires_on <> '' and expires_on <= ?3 and book_date <= expires_on and ${HELD} group by expires_on`,
} as const;

/** An entry's detail stands on its operation's first line. */
const ISSUE = `(select f.detail->>'issueId' from journal f
  where f.operation_id = j.operation_id and f.actor = j.actor and f.line = 0)`;
// `+position`: else SQLite prefers the index of all the programme's rows to that of the account's.
const COUPONS = `
select date, sum(issued) as issued, sum(cancelled) as cancelled from (
  select j.book_date as date, i.count as issued, 0 as cancelled
  from journal j join issue i on i.id = ${ISSUE}
  where j.class = 'fund' and j.programme_id = ?1 and j.region_id = ?2 and j.account = 'issued' and j.kind = 'issue-ready'
    and j.book_date between ?3 and ?4 and +j.position <= ?5
  union all
  select j.book_date, 0, case when j.kind = 'withdraw' then (select i.count from issue i where i.id = ${ISSUE}) else 1 end
  from journal j
  where j.class = 'fund' and j.programme_id = ?1 and j.region_id = ?2 and j.account = 'cancelled'
    and j.book_date between ?3 and ?4 and +j.position <= ?5
) group by date`;

/** Reads what the days up to a date are reckoned from, at one moment. */
export async function readDaily(db: D1Database, scope: Scope, to: BusinessDate): Promise<DailyFacts> {
  const { programmeId, regionId, from, cut } = scope;
  const [totals, uses, held, buckets, coupons] = await db.batch([
    ...[FACTS.totals, FACTS.uses, FACTS.held, FACTS.buckets].map((sql) =>
      db.prepare(sql).bind(programmeId, regionId, to),
    ),
    db.prepare(COUPONS).bind(programmeId, regionId, from, to, cut),
  ]);
  return {
    totals: rowsOf<DayTotal>(totals),
    uses: rowsOf<DayUse>(uses),
    held: rowsOf<DailyFacts["held"][number]>(held),
    buckets: rowsOf<DailyFacts["buckets"][number]>(buckets),
    coupons: rowsOf<DayCoupons>(coupons),
  };
}

/** ① A row a day: issued, charged, used, taken back, expired, and what is left, with the identity that they must fit. */
export const daily = summed(REPORT_COLUMNS.daily, async (db, scope, names) => {
  const to = lastDateOf(scope);
  return dailyOf(await readDaily(db, scope, to), scope.from, to).map((day) => rowOf(day, names));
});

function rowOf(day: Day, { programme, unitWord }: Names): Summed {
  return {
    key: [day.date],
    cells: [
      day.date,
      programme,
      day.issuedCount,
      day.issuedYen,
      day.cancelledCount,
      day.cancelledYen,
      day.grantedYen,
      day.chargedCount,
      day.chargedYen,
      day.usedCount,
      day.usedYen,
      day.reversedCount,
      day.reversedYen,
      day.expiredYen,
      day.liveYen,
      day.transitYen,
      day.differenceYen,
      unitWord,
    ],
  };
}
