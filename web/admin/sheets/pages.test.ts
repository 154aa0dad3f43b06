import { expect, test } from "vitest";
import { pagesOf } from "./pages.ts";

test("S9: A6 puts one coupon on a page, A4 four, and nobody's coupon is left out", () => {
  const sheets = Array.from({ length: 41 }, (_, i) => i);
  expect(pagesOf(sheets, "a6")).toHaveLength(41);
  const four = pagesOf(sheets, "a4");
  expect(four).toHaveLength(11);
  expect(four.at(-1)).toEqual([40]);
  expect(four.flat()).toEqual(sheets);
  expect(pagesOf([], "a4")).toEqual([]);
});
