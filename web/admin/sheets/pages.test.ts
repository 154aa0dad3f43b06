import { expect, test } from "vitest";
import { PAPERS, SHEETS_ON } from "../../../schema/sheet-papers.ts";
import { pagesOf } from "./pages.ts";

test("S9, PRN-4: each paper puts its number of coupons on a page, and nobody's coupon is left out", () => {
  const sheets = Array.from({ length: 41 }, (_, i) => i);
  for (const paper of PAPERS) {
    const pages = pagesOf(sheets, paper);
    expect(pages).toHaveLength(Math.ceil(41 / SHEETS_ON[paper]));
    expect(pages.at(-1)).toEqual([40]);
    expect(pages.flat()).toEqual(sheets);
    expect(pagesOf([], paper)).toEqual([]);
  }
});
