import { SHEETS_PER_FULL_PART, SHEETS_PER_PART } from "../../schema/limits.ts";
import { type Paper, SHEETS_ON } from "../../schema/sheet-papers.ts";

/** A file of the package that is made by itself, encrypted, and so can be gone on from (PRN-5). */
export interface PackagePart {
  /** Where it stands in the ZIP. */
  readonly name: string;
  /** What of the issue is in it: the first sheet, counted from 0, and how many. */
  readonly from: number;
  readonly count: number;
  readonly kind: "codes" | "sheets";
}

/** The parts of an issue's package: one list of all codes, then its sheets, so many to a file that its pages are full. Pure. */
export function packageParts(sheets: number, paper: Paper): readonly PackagePart[] {
  const perPart = SHEETS_ON[paper] === 1 ? SHEETS_PER_PART : SHEETS_PER_FULL_PART;
  const digits = String(sheets).length;
  const number = (at: number) => String(at).padStart(digits, "0");
  const parts: PackagePart[] = [{ name: "codes.csv.age", from: 0, count: sheets, kind: "codes" }];
  for (let from = 0; from < sheets; from += perPart) {
    const count = Math.min(perPart, sheets - from);
    parts.push({
      name: `sheets/${number(from + 1)}-${number(from + count)}.pdf.age`,
      from,
      count,
      kind: "sheets",
    });
  }
  return parts;
}
