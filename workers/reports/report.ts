import type { Names } from "./names.ts";

/** Where a page of a report ends; the next one starts behind it. */
export interface Cursor {
  readonly bookDate: string;
  readonly position: number;
}

/** A row of a page: its columns in the order of the query, the position first. */
export type ReportRow = readonly [position: number, ...columns: readonly unknown[]];

/**
 * A report is a query and its columns. A report of one account of the fund has the account as one parameter more, the
 * last. Both statements take ?1 programme and ?2 region. `count` takes ?3 and ?4, the
 * first and last booking date, and gives `figure`, the rows booked so far; `page` takes ?3 the last position that
 * counts, the date ?4, the position ?5 behind which it starts, and ?6 the number of rows. A page stays within one date:
 * only then does the index lead to its first row, however far into the file that is.
 */
export interface Report<Row extends ReportRow> {
  readonly headings: readonly string[];
  readonly count: string;
  readonly page: string;
  /**
   * Makes what writes a row booked on a date as a line of the file, its end included. What a thing is called comes from
   * `names` alone, never from the query: only then does a report as of a sealed date say what was true then (ASOF-1).
   */
  readonly writer: (names: Names, account: string) => (row: Row, bookDate: string) => string;
  /** Of a report of one account: what stood before its first date. */
  readonly ofAccount?: {
    /** Gives `figure`: ?1 programme, ?2 region, ?3 the last position that counts, ?4 the first date, ?5 the account. */
    readonly balance: string;
    readonly line: (names: Names, account: string, from: string, balanceYen: number) => string;
  };
}

/** The next date with rows of a programme: ?1 programme, ?2 the date before, ?3 the last date. */
export const NEXT_DATE = `
select min(book_date) as date from journal where programme_id = ?1 and book_date > ?2 and book_date <= ?3`;
