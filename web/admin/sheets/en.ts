import type { Translation } from "../../shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words of the print preview, in English. */
export const en: Translation<typeof ja> = {
  heading: "Print coupons",
  receipts: "Print receipts too",
  print: "Print",
  language: "Languages of the sheet",
  onlyJapanese: "Japanese only",
  sheets: "Coupons to print",
  shown: (v) => `${v.from} to ${v.to} of ${v.of}`,
  later: (v) => `Next ${v.count}`,
  earlier: (v) => `Previous ${v.count}`,
  slips: "A slip before each reservation",
  startAt: "Print from which sheet?",
  startAtGo: "Print again from here",
  startAtWrong: (v) => `Enter a number from 1 to ${v.of}`,
  overSome: (v) => `${v.count} sheets can't be printed.`,
  back: "To the issue",
  none: "There are no coupons to print.",
};
