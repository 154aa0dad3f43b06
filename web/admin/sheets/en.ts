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
  later: "Next 40",
  earlier: "Previous 40",
  back: "To the issue",
  none: "There are no coupons to print.",
};
