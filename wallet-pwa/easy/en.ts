import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words of the easy mode, in English. */
export const en: Translation<typeof ja> = {
  mode: "Kind of screen",
  standard: "Standard",
  easy: "Easy",
  modeHint: "The easy screen has larger letters and buttons, and only what is used most.",
  toEasy: "Easy screen",
  toStandard: "Standard screen",
  pay: "Pay or charge",
  payHow: "Scan a QR",
  code: "Show my code",
  codeHow: "The shop scans it",
  money: "Balance and history",
  actions: "What you can do",
  until: ({ amount }) => `${amount} of this until`,
  which: "Pay to use",
  call: "Ask by phone",
  help: "Help",
};
