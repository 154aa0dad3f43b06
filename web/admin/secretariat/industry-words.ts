import { t } from "./words.ts";

const DIVISIONS = [
  "A",
  "B",
  "C",
  "D",
  "E",
  "F",
  "G",
  "H",
  "I",
  "J",
  "K",
  "L",
  "M",
  "N",
  "O",
  "P",
  "Q",
  "R",
  "S",
  "T",
] as const;
type Division = (typeof DIVISIONS)[number];

/** What a division of the Japanese industry classification (14th revision) is called; its letter where there is none. */
export function divisionWord(division: string): string {
  const known = DIVISIONS.find((one): one is Division => one === division);
  return known ? t(`division${known}`) : division;
}
