import { expect, test } from "vitest";
import { readMunicipalities } from "./region-municipalities.ts";

test("S24: municipalities are read with or without BOM, headings and empty lines", () => {
  expect(
    readMunicipalities("\uFEFFコード,名前\r\n990019,白岬市,シラサキシ\r\n\r\n990027, 浜名瀬町\r\n"),
  ).toEqual([
    { code: "990019", name: "白岬市", kana: "シラサキシ" },
    { code: "990027", name: "浜名瀬町" },
  ]);
});

test.each([
  ["990019,白岬市\n99002,町", "line 2"],
  ["990019", "line 1"],
  ["990018,白岬市", "check digit of 990018"],
  ["990019,白岬市\n990019,町", "line 2: 990019 stands in line 1"],
])("S24: %j is refused, and the line is named", (text, words) => {
  expect(() => readMunicipalities(text)).toThrow(words);
});
