import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_CELL_CHARACTERS, MAX_IMPORT_COLUMNS } from "../../schema/api/imports.ts";
import { CsvReader, type CsvRecord } from "./csv-reader.ts";

function read(...pieces: readonly string[]): readonly CsvRecord[] {
  const reader = new CsvReader();
  const rows = pieces.flatMap((piece) => reader.push(piece));
  const last = reader.end();
  if (!last.ok) throw new Error(`${last.error.code} on line ${last.error.line}`);
  return [...rows, ...last.value];
}
const cellsOf = (...pieces: readonly string[]) => read(...pieces).map((record) => record.cells);

describe("IMP-1: a file is read as RFC 4180 says", () => {
  test("quotes hold commas, quotes and line breaks", () => {
    expect(cellsOf('店名,"港, 本店"\r\n"二""重","上\n下"\r\n')).toEqual([
      ["店名", "港, 本店"],
      ['二"重', "上\n下"],
    ]);
  });

  test("CR, LF and CRLF end a row, the last one may be missing", () => {
    expect(cellsOf("a,b\rc,d\ne,f\r\ng,h")).toEqual([
      ["a", "b"],
      ["c", "d"],
      ["e", "f"],
      ["g", "h"],
    ]);
  });

  test("rows are counted as a spreadsheet does, lines as an editor does, empty rows included", () => {
    const rows = read('a,b\r\n\r\n,\r\n"1\r\n2\r\n3",x\r\nlast,y\r\n');
    expect(rows.map(({ row, line }) => [row, line])).toEqual([
      [1, 1],
      [4, 4],
      [5, 7],
    ]);
  });

  test("an empty cell at the end of a row is a cell", () => {
    expect(cellsOf('a,\r\n"",b\r\n')).toEqual([
      ["a", ""],
      ["", "b"],
    ]);
  });

  test("a quote where none may stand is kept as text and named", () => {
    expect(read('x,5"管\r\n"a"b,y\r\nz,w')).toMatchObject([
      { cells: ["x", '5"管'], misplacedQuote: 1 },
      { cells: ["ab", "y"], misplacedQuote: 0 },
      { cells: ["z", "w"], misplacedQuote: null },
    ]);
  });

  test("a quote that is never closed names the line on which it opened", () => {
    expect(() => read('a,b\r\nc,"d\r\ne,f\r\n')).toThrow("quote-never-closed on line 2");
  });

  test("no cell and no row takes more memory than it may", () => {
    const [record] = read(`"${"あ".repeat(50_000)}",${",".repeat(5_000)}`);
    expect(record?.cells[0]).toHaveLength(MAX_CELL_CHARACTERS + 1);
    expect(record?.cells.length).toBe(MAX_IMPORT_COLUMNS + 1);
  });
});

const cell = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({ unit: fc.constantFrom(",", '"', "\r", "\n", " ", "あ", "𠮷", "x"), maxLength: 8 }),
);
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const printed = (text: string, always: boolean) => (always || /[",\r\n]/.test(text) ? quoted(text) : text);

/** Whatever rows with some text in each, however they are quoted and ended. */
const file = fc.record({
  rows: fc.array(
    fc
      .array(cell, { minLength: 1, maxLength: 5 })
      .filter((cells) => cells.some((text) => text.trim() !== "")),
    { maxLength: 8 },
  ),
  always: fc.boolean(),
  ending: fc.constantFrom("\r\n", "\n", "\r"),
});

test("IMP-1: what is printed is read again, wherever the text is cut", () => {
  fc.assert(
    fc.property(file, fc.array(fc.nat(), { maxLength: 12 }), ({ rows, always, ending }, cuts) => {
      const text = rows.map((cells) => cells.map((one) => printed(one, always)).join(",") + ending).join("");
      const places = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b);
      const pieces = places.slice(1).map((end, i) => text.slice(places[i], end));
      const got = read(...pieces);
      expect(got.map((record) => record.cells)).toEqual(rows);
      expect(got.map((record) => record.row)).toEqual(rows.map((_, i) => i + 1));
      expect(got).toEqual(read(text));
    }),
    { numRuns: 500 },
  );
});
