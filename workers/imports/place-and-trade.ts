import type { Cell } from "./cells.ts";
import { comparable } from "./cells.ts";

/** A municipality of the region, by its code of six digits. */
export interface Municipality {
  readonly code: string;
  readonly name: string;
}

/**
 * A municipality of the region, by name or by code: six digits, five without the check digit, or with the leading zero that
 * spreadsheets take away. A six-digit code whose check digit doesn't fit was mistyped.
 */
export function municipalityCell(raw: string | undefined, region: readonly Municipality[]): Cell<string> {
  const text = comparable(raw ?? "");
  if (text === "") return { fault: "missing" };
  const fits = region.filter(
    ({ code, name }) =>
      code === text || code.slice(0, 5) === text || code === `0${text}` || comparable(name) === text,
  );
  const [only] = fits;
  if (only && fits.length === 1) return { value: only.code };
  return {
    fault: /^\d{6}$/.test(text) && !hasCheckDigit(text) ? "municipality-mistyped" : "municipality-unknown",
  };
}

/** Whether the sixth digit of a municipal code fits: Σ(d × 6,5,4,3,2) mod 11, the last digit of 11 less that (総務省). */
export function hasCheckDigit(code: string): boolean {
  let sum = 0;
  for (let i = 0; i < 5; i++) sum += Number(code[i]) * (6 - i);
  return (11 - (sum % 11)) % 10 === Number(code[5]);
}

/** The first and last division (two digits) of each section of the 日本標準産業分類, revision of July 2023. */
const SECTIONS: readonly (readonly [letter: string, from: number, to: number])[] = [
  ["A", 1, 2],
  ["B", 3, 4],
  ["C", 5, 5],
  ["D", 6, 8],
  ["E", 9, 32],
  ["F", 33, 36],
  ["G", 37, 41],
  ["H", 42, 49],
  ["I", 50, 61],
  ["J", 62, 67],
  ["K", 68, 70],
  ["L", 71, 74],
  ["M", 75, 77],
  ["N", 78, 80],
  ["O", 81, 82],
  ["P", 83, 85],
  ["Q", 86, 87],
  ["R", 88, 96],
  ["S", 97, 98],
  ["T", 99, 99],
];

/**
 * An industry: two to four digits, with their section's letter or without; the letter follows from the digits. A leading
 * zero that a spreadsheet took away can't be told from a shorter code, so that three digits are read as they stand.
 */
export function industryCell(raw: string | undefined): Cell<string> {
  const text = comparable(raw ?? "").toUpperCase();
  if (text === "") return { fault: "missing" };
  const [, letter, digits] = /^([A-T]?)(\d{2,4})$/.exec(text) ?? [];
  const division = Number(digits?.slice(0, 2));
  const section = SECTIONS.find(([, from, to]) => division >= from && division <= to)?.[0];
  if (section === undefined || (letter && letter !== section)) return { fault: "industry-unknown" };
  return { value: `${section}${digits}` };
}
