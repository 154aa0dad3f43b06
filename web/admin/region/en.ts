import type { Translation } from "../../shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words of the region's pages, in English. */
export const en: Translation<typeof ja> = {
  region: "Pages of the region",
  lead: "Everybody can read these pages. Publishing changes them at once; earlier versions are kept.",
  see: "See the public page",
  legalNotice: "Legal notice",
  legalHint: "Name and address of the issuer, where and until when coupons are good, where to turn to.",
  privacy: "Privacy",
  privacyHint: "What is collected, what for, where to turn to.",
  contact: "Call centre",
  text: "Text",
  textHint: "Leave a line empty between paragraphs. A line that begins with “# ” is a heading.",
  phone: "Telephone",
  phoneHint: "For example 0990-000-000",
  phoneWrong: "Enter a number such as 0990-000-000",
  hours: "Hours",
  hoursHint: "For example every day 9:00–18:00",
  missing: "Please enter this",
  publish: "Publish",
  publishing: "Publishing",
  published: "Published",
  notYet: "Not published yet.",
  current: (v) => `Public: version ${v.version}`,
  conflict: "Somebody else published first. Reload, then change it again.",
  reload: "Reload",
  unchanged: "This is what is public already",
  history: "Earlier versions",
  by: (v) => `Published by ${v.name}`,
  readOnly: "Who may only read can't publish.",
};
