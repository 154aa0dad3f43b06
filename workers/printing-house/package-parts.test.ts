import { expect, test } from "vitest";
import { SHEETS_ON } from "../../schema/sheet-papers.ts";
import { packageParts } from "./package-parts.ts";

test("PRN-5: on paper with several sheets every page but the last of all is full", () => {
  for (const paper of ["a4-two", "a4-four"] as const) {
    const sheets = packageParts(1_000, paper).filter(({ kind }) => kind === "sheets");
    expect(sheets.slice(0, -1).every(({ count }) => count <= 50 && count % SHEETS_ON[paper] === 0)).toBe(
      true,
    );
    expect(sheets.reduce((sum, { count }) => sum + count, 0)).toBe(1_000);
  }
});

test("PRN-5: on A6 the parts are what they were before there was a choice, so that a package under way goes on", () => {
  expect(packageParts(120, "a6").map(({ name }) => name)).toEqual([
    "codes.csv.age",
    "sheets/001-050.pdf.age",
    "sheets/051-100.pdf.age",
    "sheets/101-120.pdf.age",
  ]);
});
