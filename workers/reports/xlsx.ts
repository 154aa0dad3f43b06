import { type BusinessDate, dayNumber } from "../../schema/calendar.ts";
import { COLUMN_TYPES, type ColumnType, type ReportColumn } from "../../schema/report-columns.ts";
import { COLUMN_WORDS } from "../../schema/report-words.ts";
import { cellText, isNumber } from "./cell-text.ts";
import type { FileParts, RowWriter, TellCell } from "./file-format.ts";
import type { Cell } from "./report.ts";
import { EMPTY_ZIP, ZipParts, type ZipState } from "./zip-parts.ts";

/** Rows of one sheet of Excel, less the headings. */
export const MAX_XLSX_ROWS = 1_048_575;
/** Characters of one cell of Excel. */
const MAX_CELL_CHARACTERS = 32_767;
/** Text that is gathered before it is compressed: cut by content alone, so that the bytes depend on nothing else. */
const PIECE_CHARACTERS = 256 * 1_024;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Numbers of the formats in `styles.xml`. */
const STYLES: { readonly [T in ColumnType | "heading"]: number } = {
  text: 0,
  word: 0,
  id: 0,
  time: 0,
  yen: 1,
  balance: 1,
  count: 1,
  date: 2,
  percent: 3,
  heading: 4,
};

/** The files of a workbook but its sheet, the least that ECMA-376 asks for. */
const AROUND: readonly (readonly [name: string, xml: string])[] = [
  [
    "[Content_Types].xml",
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/></Types>`,
  ],
  [
    "_rels/.rels",
    `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
  [
    "xl/workbook.xml",
    `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
  [
    "xl/_rels/workbook.xml.rels",
    `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
  ],
  [
    "xl/styles.xml",
    `<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="0.0"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Yu Gothic"/></font><font><b/><sz val="11"/><name val="Yu Gothic"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf xfId="0"/><xf numFmtId="3" applyNumberFormat="1" xfId="0"/><xf numFmtId="164" applyNumberFormat="1" xfId="0"/><xf numFmtId="165" applyNumberFormat="1" xfId="0"/><xf fontId="1" applyFont="1" xfId="0"/></cellXfs></styleSheet>`,
  ],
];
const SHEET = "xl/worksheets/sheet1.xml";

/** What a worker must know of a workbook besides the bytes that are in no part yet. */
interface SheetState {
  readonly zip: ZipState;
  /** Not compressed yet. */
  readonly text: string;
}

/** The bytes with which a workbook of these columns begins, and where its sheet stands then. */
export function xlsxStart(
  columns: readonly ReportColumn[],
  head: readonly string[],
): { readonly bytes: Uint8Array; readonly state: SheetState } {
  const zip = new ZipParts(new Uint8Array(0), EMPTY_ZIP);
  for (const [name, xml] of AROUND) zip.add(name, XML + xml);
  zip.begin(SHEET);
  const headings = columns.map((column) => textCell(COLUMN_WORDS[column], STYLES.heading)).join("");
  return {
    bytes: zip.rest(),
    state: {
      zip: zip.state(),
      text:
        `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">` +
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
        `<sheetData><row>${headings}</row>${head.join("")}`,
    },
  };
}

/** Writes rows of these columns as rows of a sheet; text in cells is text, whatever it begins with (SEC-4). */
export function xlsxRows(columns: readonly ReportColumn[], told: TellCell): RowWriter {
  const types = columns.map((column) => COLUMN_TYPES[column]);
  return (row, line) => {
    let xml = "<row>";
    for (let at = 0; at < types.length; at++) {
      const type = types[at] as ColumnType;
      const cell = row[at] as Cell;
      if (cell === null || cell === "") xml += "<c/>";
      else if (typeof cell === "number" && isNumber(type)) xml += numberCell(cell, STYLES[type]);
      else if (type === "date") xml += numberCell(serialOf(cell as BusinessDate), STYLES.date);
      else {
        const { text, what, characters } = holdable(cellText(type, cell));
        xml += textCell(text, STYLES[type]);
        if (what) told({ line, column: columns[at] as ReportColumn, what, characters });
      }
    }
    return `${xml}</row>`;
  };
}

/** The rows of a workbook becoming parts, as {@link LineParts} does it for text. */
export class XlsxParts implements FileParts<SheetState> {
  readonly #zip: ZipParts;
  #text: string;

  constructor(rest: Uint8Array, state: SheetState) {
    this.#zip = new ZipParts(rest, state.zip);
    this.#text = state.text;
  }

  get isFull(): boolean {
    return this.#zip.isFull;
  }

  fill(lines: readonly string[], from: number): number {
    for (let at = from; at < lines.length; at++) {
      this.#text += lines[at];
      if (this.#text.length < PIECE_CHARACTERS) continue;
      this.#pack();
      if (this.isFull) return at + 1 - from;
    }
    return lines.length - from;
  }

  take(): Uint8Array {
    return this.#zip.take();
  }

  rest(): Uint8Array {
    return this.#zip.rest();
  }

  state(): SheetState {
    return { zip: this.#zip.state(), text: this.#text };
  }

  end(): void {
    this.#text += "</sheetData></worksheet>";
    this.#pack();
    this.#zip.end();
    this.#zip.close();
  }

  #pack(): void {
    this.#zip.write(this.#text);
    this.#text = "";
  }
}

/** Days since 30 December 1899, as Excel counts them. */
function serialOf(date: BusinessDate): number {
  return dayNumber(date) + 25_569;
}

function numberCell(value: number, style: number): string {
  return `<c s="${style}"><v>${value}</v></c>`;
}

function textCell(text: string, style: number): string {
  return `<c s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

const MARKUP: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
function escaped(text: string): string {
  // A carriage return would be read as a line feed.
  return text.replace(/[&<>]/g, (sign) => MARKUP[sign] as string).replaceAll("\r", "&#13;");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 has no place for
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** A text as a sheet can hold it, and what of it that left out. */
function holdable(text: string): {
  readonly text: string;
  readonly what?: "characters" | "too-long";
  readonly characters: string;
} {
  const missing = text.match(NOT_IN_XML);
  const clean = missing ? text.replace(NOT_IN_XML, "\ufffd") : text;
  if (clean.length > MAX_CELL_CHARACTERS)
    return { text: clean.slice(0, MAX_CELL_CHARACTERS), what: "too-long", characters: "" };
  if (missing)
    return {
      text: clean,
      what: "characters",
      characters: missing.map((sign) => `U+${sign.charCodeAt(0).toString(16).padStart(4, "0")}`).join(" "),
    };
  return { text: clean, characters: "" };
}
