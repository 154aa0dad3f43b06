import type { ReportFormat } from "../../schema/api/reports.ts";
import type { ReportColumn } from "../../schema/report-columns.ts";
import { COLUMN_WORDS } from "../../schema/report-words.ts";
import { type CsvEncoding, csvLine, csvStart, encodeCsv } from "./csv.ts";
import { csvRows } from "./csv-rows.ts";
import { LineParts } from "./line-parts.ts";
import type { Cell } from "./report.ts";
import type { ToldCell } from "./told-cells.ts";
import { XlsxParts, xlsxRows, xlsxStart } from "./xlsx.ts";

/** A row as its file writes it; `line` is its number there, the headings being line 1. */
export type RowWriter = (cells: readonly Cell[], line: number) => string;
/** Is told each cell that the file can't hold as it is. */
export type TellCell = (cell: ToldCell) => void;

/** Lines that become parts of exactly {@link PART_BYTES}. */
export interface FileParts<State = unknown> {
  /** Whether a part is there to be taken. */
  readonly isFull: boolean;
  /** Adds lines from one on until they end or the part is full. Returns how many it took. */
  fill(lines: readonly string[], from: number): number;
  /** The full part. Its bytes stay as they are until the next call. */
  take(): Uint8Array;
  /** The bytes that are in no part yet. */
  rest(): Uint8Array;
  /** What a next worker must know besides {@link rest}; JSON. */
  state(): State;
  /** Adds what a file ends with. */
  end(): void;
}

/** One way to write a report into a file. The same rows give the same bytes: no time and no name of a maker is in them. */
export interface FileFormat {
  readonly extension: "csv" | "xlsx";
  readonly contentType: string;
  readonly rows: (columns: readonly ReportColumn[], told: TellCell) => RowWriter;
  /** What a file begins with, the headings and the lines of `head` in it. */
  readonly start: (
    columns: readonly ReportColumn[],
    head: readonly string[],
  ) => { readonly bytes: Uint8Array; readonly state: unknown };
  readonly parts: (rest: Uint8Array, state: unknown) => FileParts;
}

function csv(encoding: CsvEncoding, charset: string): FileFormat {
  return {
    extension: "csv",
    contentType: `text/csv; charset=${charset}`,
    rows: (columns, told) => csvRows(columns, encoding, told),
    start: (columns, head) => {
      const headings = csvLine(columns.map((column) => COLUMN_WORDS[column]));
      return { bytes: encodeCsv([csvStart(encoding), headings, ...head].join(""), encoding), state: null };
    },
    parts: (rest) => new LineParts(encoding, rest),
  };
}

export const FORMATS: { readonly [F in ReportFormat]: FileFormat } = {
  csv: csv("utf-8", "utf-8"),
  "csv-shift-jis": csv("shift_jis", "Shift_JIS"),
  xlsx: {
    extension: "xlsx",
    contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    rows: xlsxRows,
    start: xlsxStart,
    parts: (rest, state) => new XlsxParts(rest, state as ConstructorParameters<typeof XlsxParts>[1]),
  },
};
