import type { Translation } from "../../shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words of the office's easy mode, in English. */
export const en: Translation<typeof ja> = {
  actions: "What you can do",
  sales: "See sales",
  salesToday: "Today",
  salesMonth: "This month",
  salesLastMonth: "Last month",
  salesDays: "These 7 days",
  salesText: "What you took in coupons. Money given back is taken off.",
  yen: (v) => `${v.yen} yen`,
  count: (v) => (v.count === "1" ? "1 payment" : `${v.count} payments`),
  payout: "See the next payout",
  payoutComes: (v) => `arrives on ${v.day}`,
  payoutCame: (v) => `was paid on ${v.day}`,
  payoutNone: "none yet",
  payoutText: "Money that goes to your bank account.",
  payoutNoneText: "No payout is planned yet. It appears here after the closing.",
  payoutReturned: "A payout came back from the bank. Please ring us.",
  payoutPaper: "Statement (PDF)",
  payoutPaperOf: (v) => `Statement of ${v.store} (PDF), until ${v.day}`,
  payoutStores: "Statements by store",
  call: "Ask by telephone",
  callNone: "There is no telephone number yet.",
  back: "Back",
  toStandard: "To the usual screens",
  toEasy: "Easy mode",
  toTill: "The till",
  signOut: "Sign out",
};
