import type { ColumnType } from "../../schema/report-columns.ts";
import { CODE_WORDS } from "../../schema/report-words.ts";
import type { Cell } from "./report.ts";

const WORDS: Readonly<Record<string, string>> = CODE_WORDS;

/** What a cell reads as in a file: a code's word, every other text and number as it is. */
export function cellText(type: ColumnType, cell: Cell): string {
  if (cell === null) return "";
  return type === "word" ? (WORDS[cell] ?? String(cell)) : String(cell);
}

/** Whether a column's cells are numbers that a spreadsheet may reckon with. */
export function isNumber(type: ColumnType): boolean {
  return type === "yen" || type === "balance" || type === "count" || type === "percent";
}

/** Whether a column's figures add up down the file (RPT-1). */
export function addsUp(type: ColumnType): boolean {
  return type === "yen" || type === "count";
}
