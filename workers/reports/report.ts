import type { CsvCell } from "./csv.ts";

/** Where a page of a report ends; the next one starts behind it. */
export interface Cursor {
  readonly bookDate: string;
  readonly position: number;
}

/**
 * A report is a query and its columns. Both statements take ?1 programme and ?2 region, and ?3 the last position that
 * counts. `count` takes ?4 and ?5, the first and last booking date; `page` takes the date ?4, the position ?5 behind
 * which it starts, and ?6 the number of rows. A page stays within one date: only then does the index lead to its first
 * row, however far into the file that is. `pageAsOf` takes ?7 too, a sealed date, and calls stores, tills, organisations
 * and programmes what they were called then (ASOF-1).
 */
export interface Report<Row extends { readonly book_date: string; readonly position: number }> {
  readonly headings: readonly string[];
  readonly count: string;
  readonly page: string;
  readonly pageAsOf: string;
  readonly cells: (row: Row) => readonly CsvCell[];
}

/** The next date with rows of a programme: ?1 programme, ?2 the date before, ?3 the last date. */
export const NEXT_DATE = `
select min(book_date) as date from journal where programme_id = ?1 and book_date > ?2 and book_date <= ?3`;
