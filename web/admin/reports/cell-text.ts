import { COLUMN_TYPES, type ReportColumn } from "../../../schema/report-columns.ts";
import { CODE_WORDS, type ReportCode } from "../../../schema/report-words.ts";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { codeWord } from "./words.ts";

export type Cell = string | number | null;

/** What a cell reads as on the screen: dates as dates, codes by their words, figures with their commas. Reactive. */
export function cellText(column: ReportColumn, cell: Cell): string {
  if (cell === null) return "";
  switch (COLUMN_TYPES[column]) {
    case "word":
      return typeof cell === "string" && cell in CODE_WORDS ? codeWord(cell as ReportCode) : String(cell);
    case "date":
      return dayText(String(cell), locale());
    case "yen":
    case "balance":
    case "count":
      return typeof cell === "number" ? formatNumber(cell) : cell;
    default:
      return String(cell);
  }
}

/** Whether a column's cells stand to the right. */
export function isFigure(column: ReportColumn): boolean {
  return ["yen", "balance", "count", "percent"].includes(COLUMN_TYPES[column]);
}
