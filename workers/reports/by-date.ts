import type { BusinessDate } from "../../schema/calendar.ts";
import type { Key, Page, Scope } from "./report.ts";

/** A row of the journal as a page gives it: its place among the rows of its date first, then the date. */
export type DatedRow = readonly [place: number, bookDate: BusinessDate, ...columns: readonly unknown[]];

/** The next date with rows of a programme: ?1 programme, ?2 the date before, ?3 the last date. */
const NEXT_DATE = `
select min(book_date) as date from journal where programme_id = ?1 and book_date > ?2 and book_date <= ?3`;

/**
 * Pages through a programme's journal in the order of (booking date, place). A page stays within one date: only then does
 * the index lead to its first row, however far into the file that is.
 *
 * @param sql takes ?1 programme, ?2 region, ?3 the last position that counts, ?4 the date, ?5 the place behind which the
 *   page starts, ?6 the number of rows, and what `more` gives from ?7 on
 */
export async function pageByDate<Row extends DatedRow>(
  db: D1Database,
  sql: string,
  scope: Scope,
  after: Key | null,
  limit: number,
  more: readonly string[] = [],
): Promise<Page<Row>> {
  const { programmeId, regionId, cut, from, to } = scope;
  const [date, place] = (after ?? [from, 0]) as readonly [string, number];
  const rows = await db
    .prepare(sql)
    .bind(programmeId, regionId, cut, date, place, limit, ...more)
    .raw<Row>();
  if (rows.length === limit) return { rows, next: keyOfDated(rows.at(-1) as Row) };
  const later = await db.prepare(NEXT_DATE).bind(programmeId, date, to).first<{ date: string | null }>();
  return { rows, next: later?.date ? [later.date, 0] : null };
}

/** The key of {@link pageByDate}. */
export function keyOfDated(row: DatedRow): Key {
  return [row[1], row[0]];
}
