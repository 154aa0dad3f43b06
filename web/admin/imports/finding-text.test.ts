import { expect, test } from "vitest";
import { columnLetter, faultOf, faultText, findingText } from "./finding-text.ts";

test("columns are called as a spreadsheet calls them", () => {
  expect([1, 26, 27, 52, 53, 100].map(columnLetter)).toEqual(["A", "Z", "AA", "AZ", "BA", "CV"]);
});

test("IMP-3: a finding says where, what, and what stands there", () => {
  const file = { kind: "stores", headings: ["会社", "お店"] } as const;
  const finding = { code: "not-kana", field: "kana", column: 2, value: "港食堂" } as const;
  expect(findingText(finding, { ...file, headings: [...file.headings] }, "bad")).toBe(
    "B列「お店」：カナで書いてください（港食堂）",
  );
  const missing = { code: "missing", field: "kana", column: null, value: "" } as const;
  expect(findingText(missing, { ...file, headings: [] }, "bad")).toBe("カナ：書かれていません");
  const differs = { code: "differs", field: "accepts", column: 1, value: "mpm" } as const;
  expect(findingText(differs, { ...file, headings: [...file.headings] }, "changed")).toBe(
    "A列「会社」：登録は「アプリのみ」です",
  );
  expect(findingText(differs, { ...file, headings: [] }, "rewritten")).toContain(
    "もとは「アプリのみ」でした",
  );
  const repeats = { code: "repeats-row", field: null, column: null, value: "12" } as const;
  expect(findingText(repeats, { ...file, headings: [] }, "duplicate")).toContain("12行目と同じ");
});

test("IMP-1: a refused upload names its fault and line", () => {
  const fault = faultOf([{ path: "line 17", message: "quote-never-closed" }]);
  expect(fault).toEqual({ code: "quote-never-closed", line: 17 });
  expect(fault && faultText(fault)).toContain("17行目");
  expect(faultOf([{ path: "file", message: "empty" }])).toEqual({ code: "empty", line: null });
  expect(faultOf([])).toBeUndefined();
});
