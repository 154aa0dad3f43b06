import { COLUMN_TYPES, type ColumnType, type ReportColumn } from "../../schema/report-columns.ts";
import { cellText } from "./cell-text.ts";
import { type CsvEncoding, csvCell, missingInShiftJis } from "./csv.ts";
import type { RowWriter, TellCell } from "./file-format.ts";
import type { Cell } from "./report.ts";

/** Names come again and again; what is remembered of them is forgotten when it is this much. */
const MAX_REMEMBERED = 50_000;

/** Writes rows of these columns as lines of CSV, and tells each cell that the encoding has no characters for (RPT-3). */
export function csvRows(columns: readonly ReportColumn[], encoding: CsvEncoding, told: TellCell): RowWriter {
  const cells = columns.map((column) => cellWriter(COLUMN_TYPES[column]));
  const missing = encoding === "shift_jis" ? remembered(missingInShiftJis) : null;
  return (row, line) => {
    let text = "";
    for (let at = 0; at < cells.length; at++) {
      const cell = row[at] as Cell;
      if (at > 0) text += ",";
      if (cell === null) continue;
      const write = cells[at] as (cell: string | number) => string;
      text += write(cell);
      if (missing === null || typeof cell === "number") continue;
      const characters = missing(cell);
      if (characters !== "")
        told({ line, column: columns[at] as ReportColumn, what: "characters", characters });
    }
    return `${text}\r\n`;
  };
}

function cellWriter(type: ColumnType): (cell: string | number) => string {
  switch (type) {
    case "text":
      return remembered((cell) => csvCell(cell));
    case "word":
      return remembered((cell) => csvCell(cellText(type, cell)));
    case "id":
      return csvCell;
    default:
      // Dates, times and numbers of our own making have nothing to escape.
      return String;
  }
}

function remembered<From, To>(make: (from: From) => To): (from: From) => To {
  const known = new Map<From, To>();
  return (from) => {
    const before = known.get(from);
    if (before !== undefined) return before;
    if (known.size >= MAX_REMEMBERED) known.clear();
    const made = make(from);
    known.set(from, made);
    return made;
  };
}
