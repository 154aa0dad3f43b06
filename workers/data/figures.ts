import { type BusinessDate, compareDates } from "../../schema/calendar.ts";
import type { ProgrammeId, RegionId } from "../../schema/ids.ts";

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

/** The stores of a programme that took most, and how many are shown. */
export const MAX_FIGURE_STORES = 50;

/** Everything the dashboard shows of a programme, from the projection (S18). */
export async function programmeFigures(
  db: D1Database,
  regionId: RegionId,
  programmeId: ProgrammeId,
  today: BusinessDate,
) {
  const [totals, stores, counts, issues] = await db.batch([
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
    db
      .prepare(
        `select d.store_id as storeId, s.name, m.name as town,
                sum(d.paper_yen + d.app_yen - d.paper_reversed_yen - d.app_reversed_yen) as paidYen,
                sum(d.paper_count + d.app_count) as payments
           from store_day d
           join store s on s.id = d.store_id
           join municipality m on m.region_id = s.region_id and m.code = s.municipality
          where d.programme_id = ?1 and d.region_id = ?2
          group by d.store_id order by paidYen desc, d.store_id limit ${MAX_FIGURE_STORES}`,
      )
      .bind(programmeId, regionId),
    db
      .prepare(
        `select coalesce(sum(paper_count + app_count), 0) as payments,
                coalesce(sum(case when book_date = ?3 then paper_count + app_count end), 0) as today
           from store_day where programme_id = ?1 and region_id = ?2`,
      )
      .bind(programmeId, regionId, today),
    db
      .prepare(
        `select coalesce(sum(count), 0) as count from issue
          where programme_id = ?1 and region_id = ?2 and state in ('ready', 'active', 'stopped', 'withdrawn')`,
      )
      .bind(programmeId, regionId),
  ]);
  const yen = figuresFrom((totals?.results ?? []) as TotalRow[], today);
  const count = (counts?.results[0] ?? { payments: 0, today: 0 }) as { payments: number; today: number };
  return {
    ...yen,
    issuedCount: ((issues?.results[0] ?? { count: 0 }) as { count: number }).count,
    payments: count.payments,
    paymentsToday: count.today,
    stores: (stores?.results ?? []) as {
      storeId: string;
      name: string;
      town: string;
      paidYen: number;
      payments: number;
    }[],
  };
}
