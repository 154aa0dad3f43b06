import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about one's own data and about leaving, in English. */
export const en: Translation<typeof ja> = {
  title: "My data, and leaving",
  dataTitle: "My data",
  dataText: "What we keep about you, and the history of all your Pays, in one file.",
  take: "Take the file",
  taking: ({ count }) => `Collecting… ${count}`,
  taken: "You have the file.",
  cutOff: ({ count }) => `Of each Pay the file has the newest ${count} entries.`,
  closeTitle: "Close my account",
  closeText:
    "Your number, answers, devices, fingerprint and face are erased at once. Records of payments stay, under a number that names nobody, since shops' books rest on them. It can't be undone.",
  moneyLeft: ({ amount }) => `You can still spend ${amount}. It is lost when you leave.`,
  giveUp: ({ amount }) => `I agree to lose ${amount}`,
  begin: "Go on to leave",
  sure: "We check your number once more. When it is right, the account is closed at once.",
  close: "Close my account",
  closed: "Your account is closed. Thank you for using it.",
  back: "Don't leave",
};
