import Encoding from "encoding-japanese";

/** What Excel in Japan opens without asking, and what older accounting programs need. */
export type CsvEncoding = "utf-8" | "shift_jis";

/** Tells Excel that the file is UTF-8. */
const BYTE_ORDER_MARK = "\uFEFF";

export type CsvCell = string | number | null;

/**
 * One line of CSV (RFC 4180): CRLF at the end, quotes where needed. A text that a spreadsheet would take for a formula
 * (`= + - @`, tab, carriage return) is prefixed with an apostrophe; numbers are written as they are.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What a file of this encoding starts with. */
export function csvStart(encoding: CsvEncoding): string {
  return encoding === "utf-8" ? BYTE_ORDER_MARK : "";
}

/** The bytes of a text. Shift_JIS is Windows-31J; a character it lacks becomes its HTML number, so that nothing is lost. */
export function encodeCsv(text: string, encoding: CsvEncoding): Uint8Array {
  if (encoding === "utf-8") return new TextEncoder().encode(text);
  const units = Encoding.convert(Encoding.stringToCode(text), {
    to: "SJIS",
    from: "UNICODE",
    fallback: "html-entity",
  });
  return Uint8Array.from(units);
}
