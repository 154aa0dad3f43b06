import { type Paper, SHEETS_ON } from "../../../schema/sheet-papers.ts";

/** The sheets page by page, in order. */
export function pagesOf<T>(sheets: readonly T[], paper: Paper): readonly (readonly T[])[] {
  const pages: T[][] = [];
  for (let i = 0; i < sheets.length; i += SHEETS_ON[paper]) pages.push(sheets.slice(i, i + SHEETS_ON[paper]));
  return pages;
}
