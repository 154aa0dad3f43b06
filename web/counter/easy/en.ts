import type { Translation } from "../../shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words of the till's easy mode, in English. */
export const en: Translation<typeof ja> = {
  title: "Easy screen",
  explained: "Larger letters and buttons, and three things to do. It goes with you to any till.",
  toEasy: "Easy screen",
  toStandard: "Standard screen",
  actions: "What you can do",
  scanUnder: "Paper coupon or customer’s code",
  arrived: "Check app payments",
  arrivedTitle: "App payments",
  newest: "The newest",
  nothing: "None yet",
  today: "Sales today",
  wrong: "A mistake? (void)",
  call: "Ask by phone",
  help: "Help",
};
