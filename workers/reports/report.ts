import { type BusinessDate, businessDate, compareDates } from "../../schema/calendar.ts";
import type { ProgrammeId, RegionId } from "../../schema/ids.ts";
import type { ReportColumn } from "../../schema/report-columns.ts";
import type { Names } from "./names.ts";

/** What stands in a cell: text, a code whose word is shown, a date as `2026-11-26`, or a whole number (percents have one decimal). */
export type Cell = string | number | null;

/** What a report is of, and where what belongs to it ends: nothing that comes later changes it (RPT-2). */
export interface Scope {
  readonly programmeId: ProgrammeId;
  readonly regionId: RegionId;
  /** Business dates, both inclusive. */
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  /** The sealed date whose books and names it has (ASOF-1); null for those of now. */
  readonly asOf: BusinessDate | null;
  /** Of a report of one account of the fund. */
  readonly account: string | null;
  /** Rows of the journal behind this position don't count. */
  readonly cut: number;
  /** What was written down from this moment on doesn't count: the end of the sealed date, or when it was begun. */
  readonly endMs: number;
}

/** The last date that a report may tell of: that of its seal, or the day on which it was begun. */
export function lastDateOf(scope: Pick<Scope, "to" | "endMs">): BusinessDate {
  const known = businessDate(scope.endMs - 1);
  return compareDates(scope.to, known) < 0 ? scope.to : known;
}

/** Where a page begins: behind the row with this key. */
export type Key = readonly (string | number)[];

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Behind which key the next page begins; null after the last. */
  readonly next: Key | null;
}

/**
 * One report (RPT-1): its columns, the order of its rows, and how it is read. Its columns are in `schema/report-columns.ts`
 * under its kind. What things are called comes from `names` alone, never from a query: only then does a report as of a
 * sealed date say what was true then.
 */
export interface Report<Row> {
  readonly columns: readonly ReportColumn[];
  /** Gives `figure`, the rows to come; null where only making tells. */
  readonly count: ((db: D1Database, scope: Scope) => D1PreparedStatement) | null;
  /** A page in the order of the keys. Throws where D1 is away. */
  readonly page: (
    db: D1Database,
    scope: Scope,
    names: Names,
    after: Key | null,
    limit: number,
  ) => Promise<Page<Row>>;
  readonly keyOf: (row: Row) => Key;
  /** Makes what gives a row's cells, one for each column. */
  readonly cells: (names: Names, scope: Scope) => (row: Row) => readonly Cell[];
  /** Lines before the first row, as what stood on an account before. */
  readonly head?: (db: D1Database, scope: Scope, names: Names) => Promise<readonly (readonly Cell[])[]>;
}

/** A report whose rows are few enough to be reckoned at once: dates, offices, shops. Each row carries its key. */
export interface Summed {
  readonly key: Key;
  readonly cells: readonly Cell[];
}

/** More rows than this a summed report never has: every shop of a prefecture. */
export const MAX_SUMMED_ROWS = 50_000;

/** A report that is reckoned whole and handed out page by page, in the order of `rows`. */
export function summed(
  columns: readonly ReportColumn[],
  rows: (db: D1Database, scope: Scope, names: Names) => Promise<readonly Summed[]>,
): Report<Summed> {
  return {
    columns,
    count: null,
    page: async (db, scope, names, after, limit) => {
      const all = await rows(db, scope, names);
      if (all.length > MAX_SUMMED_ROWS)
        throw new Error(`${all.length} rows are more than a summed report has`);
      const begin = after === null ? 0 : all.findIndex(({ key }) => sameKey(key, after)) + 1;
      const shown = all.slice(begin, begin + limit);
      const last = shown.at(-1);
      return { rows: shown, next: last && begin + limit < all.length ? last.key : null };
    },
    keyOf: (row) => row.key,
    cells: () => (row) => row.cells,
  };
}

function sameKey(one: Key, other: Key): boolean {
  return one.length === other.length && one.every((part, at) => part === other[at]);
}

/** One of several numbers as per cent with one decimal; null of nothing. */
export function percentOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part * 1_000) / whole) / 10;
}

/** The rows that one statement of a batch gave. */
export function rowsOf<Row>(result: D1Result | undefined): readonly Row[] {
  return (result?.results ?? []) as Row[];
}
