import type { Translation } from "../../shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words of charts and their tables, in English. */
export const en: Translation<typeof ja> = {
  asTable: "As a table",
  payments: "Payments",
  amount: "Amount",
  share: "Share",
  noneUsed: "Nothing used",
  from: (v) => `${v.amount} or more`,
};
