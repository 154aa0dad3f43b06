import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { ReportColumn } from "../../schema/report-columns.ts";
import { PART_BYTES } from "./parts.ts";
import type { Cell } from "./report.ts";
import type { ToldCell } from "./told-cells.ts";
import { unzipped } from "./unzip.testing.ts";
import { XlsxParts, xlsxRows, xlsxStart } from "./xlsx.ts";

const COLUMNS: readonly ReportColumn[] = ["bookDate", "store", "storeId", "amount", "sharePercent", "kind"];

/** A workbook in parts. `stops` says after how many parts another worker goes on from what was kept. */
function workbook(rows: readonly (readonly Cell[])[], stops: readonly number[] = []) {
  const told: ToldCell[] = [];
  const write = xlsxRows(COLUMNS, (cell) => told.push(cell));
  const lines = rows.map((row, at) => write(row, at + 2));
  const start = xlsxStart(COLUMNS, []);
  let file = new XlsxParts(start.bytes, start.state);
  const parts: Uint8Array[] = [];
  const take = () => {
    parts.push(file.take());
    if (stops.includes(parts.length))
      file = new XlsxParts(file.rest(), JSON.parse(JSON.stringify(file.state())));
  };
  for (let at = 0; at < lines.length; ) {
    at += file.fill(lines, at);
    if (file.isFull) take();
  }
  file.end();
  while (file.isFull) take();
  parts.push(file.rest());
  return { parts, told, bytes: Buffer.concat(parts) };
}

const unzip = (zip: Buffer) =>
  new Map([...unzipped(zip)].map(([name, content]) => [name, new TextDecoder().decode(content)]));
const sheetOf = (zip: Buffer) => unzip(zip).get("xl/worksheets/sheet1.xml") ?? "";

describe("RPT-3: a workbook", () => {
  test("has the files that Excel asks for, and every one is what its checksum says", () => {
    const files = unzip(workbook([["2026-11-26", "港の食堂", "0012", -5, 12.5, "pay"]]).bytes);
    expect([...files.keys()]).toEqual([
      "[Content_Types].xml",
      "_rels/.rels",
      "xl/workbook.xml",
      "xl/_rels/workbook.xml.rels",
      "xl/styles.xml",
      "xl/worksheets/sheet1.xml",
    ]);
  });

  test("holds dates as dates, yen as numbers, ids with their zeros, codes as words, and nothing as nothing", () => {
    const sheet = sheetOf(workbook([["2026-11-26", "港の食堂", "0012", -5, 12.5, null]]).bytes);
    const [headings, row] = [...sheet.matchAll(/<row>(.*?)<\/row>/g)].map(([, cells]) => cells);
    expect(headings).toContain('<t xml:space="preserve">営業日</t>');
    // 26 November 2026 is day 46352 of Excel's.
    expect(row).toBe(
      '<c s="2"><v>46352</v></c><c s="0" t="inlineStr"><is><t xml:space="preserve">港の食堂</t></is></c>' +
        '<c s="0" t="inlineStr"><is><t xml:space="preserve">0012</t></is></c><c s="1"><v>-5</v></c><c s="3"><v>12.5</v></c><c/>',
    );
    expect(sheetOf(workbook([[null, null, null, null, null, "refund"]]).bytes)).toContain(">返金<");
  });

  test("SEC-4: text is text, whatever it begins with and whatever is in it", () => {
    const sheet = sheetOf(workbook([[null, '=HYPERLINK("x")<&>\r\n', null, null, null, null]]).bytes);
    expect(sheet).toContain(
      't="inlineStr"><is><t xml:space="preserve">=HYPERLINK("x")&lt;&amp;&gt;&#13;\n</t>',
    );
    expect(sheet).not.toContain("<f>");
  });

  test("what XML or a cell has no place for is told with its line and column", () => {
    const { told, bytes } = workbook([
      [null, "a\u0001b\ud800", null, null, null, null],
      [null, null, "長".repeat(32_768), null, null, null],
    ]);
    expect(told).toEqual([
      { line: 2, column: "store", what: "characters", characters: "U+0001 U+d800" },
      { line: 3, column: "storeId", what: "too-long", characters: "" },
    ]);
    expect(sheetOf(bytes)).toContain("a\ufffdb\ufffd");
    expect(sheetOf(bytes)).toContain(`${"長".repeat(32_767)}<`);
  });

  test("B13: its parts are equal but the last, and the same however often another worker went on", () => {
    // Ids of hashes don't compress well: parts fill up.
    const rows = Array.from({ length: 120_000 }, (_, at): readonly Cell[] => [
      "2026-11-26",
      `店${at}`,
      createHash("sha512").update(String(at)).digest("base64"),
      at,
      null,
      "pay",
    ]);
    const whole = workbook(rows);
    expect(whole.parts.length).toBeGreaterThan(1);
    expect(whole.parts.slice(0, -1).every((part) => part.length === PART_BYTES)).toBe(true);
    expect(workbook(rows, [1]).bytes.equals(whole.bytes)).toBe(true);
    expect(sheetOf(whole.bytes).match(/<row>/g)).toHaveLength(rows.length + 1);
  });
});
