import type { Paper } from "../issuing/paper.ts";

/** Coupons on one page of each paper. */
const PER_PAGE: { readonly [P in Paper]: number } = { a6: 1, a4: 4 };

/** The sheets page by page, in order. */
export function pagesOf<T>(sheets: readonly T[], paper: Paper): readonly (readonly T[])[] {
  const pages: T[][] = [];
  for (let i = 0; i < sheets.length; i += PER_PAGE[paper]) pages.push(sheets.slice(i, i + PER_PAGE[paper]));
  return pages;
}
