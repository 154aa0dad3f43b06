import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about the code that a shop scans, in English. */
export const en: Translation<typeof ja> = {
  title: "Show my code",
  lead: "Let the shop scan it.",
  codeFor: ({ pay }) => `Payment code of ${pay}`,
  untilNew: "Until the next code",
  seconds: ({ count }) => `${count} s`,
  dontSend: "Don't take a picture of this screen, and don't send it to anybody.",
  brighter: "If it can't be read, make the screen brighter.",
  refused: "The shop could not take it. No money has moved. Here is a new code.",
  nothing: "There is no balance to show a code for.",
  otherPay: "Use another Pay",
  show: "Show my code",
};
