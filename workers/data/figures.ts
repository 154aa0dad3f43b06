import { addDays, type BusinessDate, compareDates } from "../../schema/calendar.ts";
import type { ProgrammeId, RegionId } from "../../schema/ids.ts";
import { LATEST_PAYMENTS } from "../../schema/limits.ts";
import { foldHours, type HourTotal, hoursBetween } from "./hour-totals.ts";

/** Rows of the projection's totals, as {@link figuresFrom} adds them up. */
export interface TotalRow {
  readonly bookDate: string;
  readonly expiresOn: string;
  readonly actorClass: string;
  readonly kind: string;
  readonly part: string;
  readonly amountYen: number;
}

/** Yen of a programme by what became of it (AUD-2). */
export interface YenFigures {
  readonly issuedYen: number;
  readonly cancelledYen: number;
  /** Credited to wallets by the fund itself. */
  readonly grantedYen: number;
  readonly chargedYen: number;
  readonly paidPaperYen: number;
  readonly paidAppYen: number;
  readonly reversedYen: number;
  readonly expiredYen: number;
  readonly liveYen: number;
  readonly issuedTodayYen: number;
  readonly paidTodayYen: number;
}

/**
 * Adds a programme's totals up. A face enters its expiry's bucket with its issue, `open` adds nothing (EXP-1), and
 * whatever is live in a bucket whose date has passed has expired. Pure.
 */
export function figuresFrom(rows: readonly TotalRow[], today: BusinessDate): YenFigures {
  const sum = (keep: (row: TotalRow) => boolean) =>
    rows.reduce((total, row) => total + (keep(row) ? row.amountYen : 0), 0);
  const issued = (row: TotalRow) =>
    row.actorClass === "fund" && row.kind === "issue-ready" && row.part === "issued";
  // A whole issue taken back before its hand-over (FND-6); as a cancelled coupon's yen, it leaves its bucket.
  const withdrawn = (row: TotalRow) =>
    row.actorClass === "fund" && row.kind === "withdraw" && row.part === "cancelled";
  // What a balance still holds, less the faces that came in with `open`: those are counted as issued.
  const moved = (row: TotalRow) => row.actorClass !== "fund" && row.kind !== "open";
  const held = (row: TotalRow) => issued(row) || withdrawn(row) || moved(row);
  const passed = (row: TotalRow) =>
    row.expiresOn !== "" && compareDates(row.expiresOn as BusinessDate, today) < 0;
  const paid = (row: TotalRow) => row.actorClass !== "fund" && (row.kind === "pay" || row.kind === "reverse");
  return {
    issuedYen: sum(issued),
    cancelledYen: 0 - sum((row) => withdrawn(row) || (row.actorClass === "coupon" && row.kind === "cancel")),
    grantedYen: sum((row) => row.actorClass === "wallet" && row.kind === "credit" && row.part !== "charge"),
    chargedYen: sum((row) => row.actorClass === "wallet" && row.kind === "credit" && row.part === "charge"),
    paidPaperYen: 0 - sum((row) => paid(row) && row.actorClass === "coupon"),
    paidAppYen: 0 - sum((row) => paid(row) && row.actorClass === "wallet"),
    reversedYen: sum((row) => row.actorClass !== "fund" && row.kind === "reverse"),
    expiredYen: sum((row) => held(row) && passed(row)),
    liveYen: sum((row) => held(row) && !passed(row)),
    issuedTodayYen: sum((row) => issued(row) && row.bookDate === today),
    paidTodayYen: 0 - sum((row) => paid(row) && row.bookDate === today),
  };
}

/** One of a programme's last payments or reversals: when, where, how much and how, never whose (DSH-3). */
export interface LatestPayment {
  readonly atMs: number;
  readonly kind: "payment" | "reversal";
  readonly storeId: string;
  readonly storeName: string;
  readonly amountYen: number;
  readonly way: "paper" | "app";
}

/** Rows of the journal that are looked at for the last payments; other movements may have come after them. */
const LATEST_AMONG_ROWS = 400;

const LATEST = `
with recent as materialized (
  select position, actor, class, kind, operation_id, line, at_ms, store_id from journal
  where programme_id = ?1 and region_id = ?2
  order by book_date desc, position desc limit ${LATEST_AMONG_ROWS}
)
select r.at_ms as atMs, iif(r.kind = 'pay', 'payment', 'reversal') as kind, r.store_id as storeId, s.name as storeName,
  (select abs(sum(j.amount_yen)) from journal j
   where j.operation_id = r.operation_id and j.actor = r.actor and j.kind = r.kind) as amountYen,
  iif(r.class = 'coupon', 'paper', 'app') as way
from recent r join store s on s.id = r.store_id
where r.line = 0 and r.kind in ('pay', 'reverse')
order by r.position desc limit ${LATEST_PAYMENTS}`;

/** Everything the dashboard's live part shows of a programme, from the projection (S18, DSH-1, DSH-3). */
export async function programmeFigures(
  db: D1Database,
  regionId: RegionId,
  programmeId: ProgrammeId,
  today: BusinessDate,
) {
  const of = { programmeId, regionId };
  await foldHours(db);
  const [totals, hours, counts, issues, latest, cases] = await db.batch([
    // Dates times expiries times kinds are tens of thousands of rows by a season's end; what figuresFrom tells apart is
    // today or not, passed or not, and of each the latest date stands for all.
    db
      .prepare(
        `select max(book_date) as bookDate, max(expires_on) as expiresOn, class as actorClass, kind, part,
                sum(amount_yen) as amountYen
           from ledger_total where programme_id = ?1 and region_id = ?2
          group by class, kind, part, book_date = ?3, expires_on <> '' and expires_on < ?3`,
      )
      .bind(programmeId, regionId, today),
    hoursBetween(db, of, { from: addDays(today, -1), to: today }),
    db
      .prepare(
        `select coalesce(sum(paper_count + app_count), 0) as payments,
                coalesce(sum(case when book_date = ?3 then paper_count + app_count end), 0) as today
           from hour_total where programme_id = ?1 and region_id = ?2`,
      )
      .bind(programmeId, regionId, today),
    db
      .prepare(
        `select coalesce(sum(count), 0) as count from issue
          where programme_id = ?1 and region_id = ?2 and state in ('ready', 'active', 'stopped', 'withdrawn')`,
      )
      .bind(programmeId, regionId),
    db.prepare(LATEST).bind(programmeId, regionId),
    db
      .prepare("select count(*) as open from fraud_case where region_id = ?1 and state = 'open'")
      .bind(regionId),
  ]);
  const yen = figuresFrom((totals?.results ?? []) as TotalRow[], today);
  const count = (counts?.results[0] ?? { payments: 0, today: 0 }) as { payments: number; today: number };
  return {
    ...yen,
    issuedCount: ((issues?.results[0] ?? { count: 0 }) as { count: number }).count,
    payments: count.payments,
    paymentsToday: count.today,
    hours: (hours?.results ?? []) as HourTotal[],
    latest: (latest?.results ?? []) as LatestPayment[],
    openCases: ((cases?.results[0] ?? { open: 0 }) as { open: number }).open,
  };
}
