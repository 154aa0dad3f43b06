import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { pageJa } from "./page-ja.ts";

/** Words of the page that says how things stand, in English. */
export const pageEn: Translation<typeof pageJa> = {
  title: "How things stand",
  asked: ({ time }) => `As of ${time}`,
  well: "Everything works as ever.",
  somewhere: "In some regions",
  since: ({ day, time }) => `Since ${day}, ${time}`,
  books: "Records and books",
  lag: "Time until recorded",
  seconds: ({ n }) => `About ${n} s`,
  minutes: ({ n }) => `About ${n} min`,
  noRecords: "No records yet",
  waiting: "Records on their way",
  aside: "Records being looked into",
  none: "None",
  count: ({ n }) => `${n}`,
  audit: "Last check of the books",
  auditHeld: ({ day, time }) => `${day}, ${time}: right to the yen`,
  auditFailed: ({ day, time }) => `${day}, ${time}: something didn't fit and is being looked into`,
  auditNever: "Not yet",
  sealed: "Final",
  sealedThrough: ({ day }) => `Up to ${day}`,
  unread: "The records can't be read just now. Your balance is safe.",
  again: "Check again",
};
