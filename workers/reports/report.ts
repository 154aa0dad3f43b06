import type { CsvCell } from "./csv.ts";

/** Where a page of a report ends; the next one starts behind it. */
export interface Cursor {
  readonly bookDate: string;
  readonly position: number;
}

/**
 * A report is a query and its columns. Both statements take ?1 programme, ?2 region, ?3 last booking date, ?4 the last
 * position that counts, ?5 and ?6 the cursor; the page also ?7 the number of rows.
 */
export interface Report<Row extends { readonly book_date: string; readonly position: number }> {
  readonly headings: readonly string[];
  readonly count: string;
  readonly page: string;
  readonly cells: (row: Row) => readonly CsvCell[];
}
