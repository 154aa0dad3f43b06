import Encoding from "encoding-japanese";

/** What Excel in Japan opens without asking, and what older accounting programs need. */
export type CsvEncoding = "utf-8" | "shift_jis";

/** Tells Excel that the file is UTF-8. */
const BYTE_ORDER_MARK = "\uFEFF";

export type CsvCell = string | number | null;

/**
 * One line of CSV (RFC 4180): CRLF at the end, quotes where needed. A text that a spreadsheet would take for a formula
 * (`= + - @`, in full width too, tab, carriage return, NUL) is prefixed with an apostrophe; numbers are written as they
 * are. Every CSV is written here (SEC-4).
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

// Excel in Japan takes a full-width sign for the sign.
const FORMULA = /^[=+\-@\t\r\0＝＋－＠]/;
const NOT_PLAIN = new RegExp(`${FORMULA.source}|[",\\r\\n]`);

/** A cell as it stands in a line of {@link csvLine}. */
export function csvCell(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  if (!NOT_PLAIN.test(cell)) return cell;
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What a file of this encoding starts with. */
export function csvStart(encoding: CsvEncoding): string {
  return encoding === "utf-8" ? BYTE_ORDER_MARK : "";
}

/**
 * The bytes of a text. Shift_JIS is Windows-31J; a character it lacks becomes its HTML number, so that nothing is lost.
 */
export function encodeCsv(text: string, encoding: CsvEncoding): Uint8Array {
  return encoding === "utf-8" ? new TextEncoder().encode(text) : shiftJis(text);
}

/** The characters of a text that Shift_JIS lacks, in their order. */
export function missingInShiftJis(text: string): string {
  let missing = "";
  for (const character of text)
    if (character > "\u007f" && convertToShiftJis(character).length > 2) missing += character;
  return missing;
}

/** Bytes of UTF-16 units met so far, each as its number plus this, so that none reads as unknown. */
const KNOWN = 0x1_0000;
let shiftJisUnits: Uint32Array | undefined;

/** As `convert` gives it, character by character, but each character is asked for once: it is slow, files are long. */
function shiftJis(text: string): Uint8Array {
  shiftJisUnits ??= new Uint32Array(0x1_0000);
  // A unit gives at most two bytes; what becomes an HTML number is more, and rare.
  let bytes = new Uint8Array(text.length * 2);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    let known = shiftJisUnits[unit] as number;
    if (known === 0) {
      const isPair = unit >= 0xd800 && unit < 0xdc00 && at + 1 < text.length;
      const codes = convertToShiftJis(text.slice(at, at + (isPair ? 2 : 1)));
      if (codes.length > 2) {
        const wider = new Uint8Array(bytes.length + codes.length);
        wider.set(bytes.subarray(0, length));
        wider.set(codes, length);
        bytes = wider;
        length += codes.length;
        if (isPair) at += 1;
        continue;
      }
      known =
        KNOWN +
        (codes.length === 2 ? ((codes[0] as number) << 8) | (codes[1] as number) : (codes[0] as number));
      shiftJisUnits[unit] = known;
    }
    const code = known - KNOWN;
    if (code > 0xff) bytes[length++] = code >> 8;
    bytes[length++] = code & 0xff;
  }
  return bytes.subarray(0, length);
}

function convertToShiftJis(character: string): readonly number[] {
  return Encoding.convert(Encoding.stringToCode(character), {
    to: "SJIS",
    from: "UNICODE",
    fallback: "html-entity",
  });
}
