import Encoding from "encoding-japanese";
import { describe, expect, test } from "vitest";
import { csvLine, csvStart, encodeCsv } from "./csv.ts";

describe("a CSV file", () => {
  test("S5: quotes commas, quotes and line breaks, and ends lines with CRLF", () => {
    expect(csvLine(["a", 'b "c", d', "e\nf", null, -5])).toBe('a,"b ""c"", d","e\nf",,-5\r\n');
  });

  test.each(["=1+1", "+81", "-2", "@SUM(A1)", "\tx"])("S5: %j can't become a formula", (text) => {
    expect(csvLine([text])).toBe(`'${text}\r\n`);
  });

  test("S5: UTF-8 starts with the mark Excel looks for, Shift_JIS with nothing", () => {
    expect([...encodeCsv(csvStart("utf-8"), "utf-8")]).toEqual([0xef, 0xbb, 0xbf]);
    expect(csvStart("shift_jis")).toBe("");
  });

  test("S5: Shift_JIS has the bytes of Windows-31J, and a character it lacks isn't lost", () => {
    expect([...encodeCsv("決済①ア", "shift_jis")]).toEqual([0x8c, 0x88, 0x8d, 0xcf, 0x87, 0x40, 0x83, 0x41]);
    expect(new TextDecoder().decode(encodeCsv("🍊", "shift_jis"))).toBe("&#127818;");
    expect(new TextDecoder().decode(encodeCsv("a🍊b한🍊", "shift_jis"))).toBe("a&#127818;b&#54620;&#127818;");
  });

  test("S5: every character has the same bytes in Shift_JIS alone, in a text, and when it comes again", () => {
    for (let from = 0; from < 0x1_0000; from += 0x1_000) {
      const text = String.fromCharCode(
        ...Array.from({ length: 0x1_000 }, (_, i) => from + i).filter(
          (unit) => unit < 0xd800 || unit > 0xdfff,
        ),
      );
      const expected = Encoding.convert(Encoding.stringToCode(text), {
        to: "SJIS",
        from: "UNICODE",
        fallback: "html-entity",
      });
      for (let time = 1; time <= 2; time++)
        expect(Buffer.from(encodeCsv(text, "shift_jis")).equals(Buffer.from(expected))).toBe(true);
    }
  });
});
