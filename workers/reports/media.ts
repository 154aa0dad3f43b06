import { addDays, type BusinessDate } from "../../schema/calendar.ts";
import { REPORT_COLUMNS } from "../../schema/report-columns.ts";
import { lastDateOf, percentOf, rowsOf, type Summed, summed } from "./report.ts";

interface MediaDay {
  readonly date: BusinessDate;
  readonly paperCount: number;
  readonly paperYen: number;
  readonly paperReversedCount: number;
  readonly paperReversedYen: number;
  readonly appCount: number;
  readonly appYen: number;
  readonly appReversedCount: number;
  readonly appReversedYen: number;
}

interface Received {
  readonly date: BusinessDate;
  readonly paperYen: number;
  readonly appYen: number;
}

const USED = `
select book_date as date, sum(paper_count) as paperCount, sum(paper_yen) as paperYen,
  sum(paper_reversed_count) as paperReversedCount, sum(paper_reversed_yen) as paperReversedYen,
  sum(app_count) as appCount, sum(app_yen) as appYen,
  sum(app_reversed_count) as appReversedCount, sum(app_reversed_yen) as appReversedYen
from store_day where programme_id = ?1 and region_id = ?2 and book_date between ?3 and ?4 group by book_date`;

/** What came onto paper is what was issued; what came into the app was charged or granted. */
const RECEIVED = `
select book_date as date,
  sum(case when class = 'fund' and kind = 'issue-ready' and part = 'issued' then amount_yen else 0 end) as paperYen,
  sum(case when class = 'wallet' and kind = 'credit' then amount_yen else 0 end) as appYen
from ledger_total where programme_id = ?1 and region_id = ?2 and book_date between ?3 and ?4 group by book_date`;

/** ④ Paper beside app, two rows a day; the share is of what was used that day, less what was taken back. */
export const media = summed(REPORT_COLUMNS.media, async (db, scope, { programme, unitWord }) => {
  const to = lastDateOf(scope);
  const of = [scope.programmeId, scope.regionId, scope.from, to] as const;
  const [used, received] = await db.batch([db.prepare(USED).bind(...of), db.prepare(RECEIVED).bind(...of)]);
  const days = new Map(rowsOf<MediaDay>(used).map((day) => [day.date, day]));
  const came = new Map(rowsOf<Received>(received).map((day) => [day.date, day]));
  const rows: Summed[] = [];
  for (let date = scope.from; date <= to; date = addDays(date, 1)) {
    const day = days.get(date);
    const paperNetYen = (day?.paperYen ?? 0) - (day?.paperReversedYen ?? 0);
    const appNetYen = (day?.appYen ?? 0) - (day?.appReversedYen ?? 0);
    const row = (medium: "paper" | "app", netYen: number): Summed => ({
      key: [date, medium],
      cells: [
        date,
        programme,
        medium,
        came.get(date)?.[`${medium}Yen`] ?? 0,
        day?.[`${medium}Count`] ?? 0,
        day?.[`${medium}Yen`] ?? 0,
        day?.[`${medium}ReversedCount`] ?? 0,
        day?.[`${medium}ReversedYen`] ?? 0,
        netYen,
        percentOf(netYen, paperNetYen + appNetYen),
        unitWord,
      ],
    });
    rows.push(row("paper", paperNetYen), row("app", appNetYen));
  }
  return rows;
});
