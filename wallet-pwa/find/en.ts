import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about finding a Pay to add, in English. */
export const en: Translation<typeof ja> = {
  title: "Find a Pay",
  lead: "Choose the Pay of the region you want to use. You can add more later.",
  search: "Search by name, region or town",
  ofRegion: ({ region }) => `Pays of ${region}`,
  runBy: ({ name }) => `Run by ${name}`,
  inTowns: ({ towns }) => `Good in ${towns}`,
  inWholeRegion: ({ region }) => `Good in all of ${region}`,
  andMore: ({ towns, count }) => `${towns} and ${count} more`,
  ends: "Ends",
  found: ({ count, more }) => `${more ? "More than " : ""}${count} found.`,
  have: "Chosen",
  none: "There is no Pay to choose now.",
  notFound: ({ text }) => `No Pay was found for “${text}”.`,
  tryThis: "This may help",
  tryShorter: "Use a shorter word",
  tryRegion: "Search by prefecture, city, town or village",
  tryKana: "Write it as it sounds, in hiragana or Latin letters",
  tryScan: "If you have a paper coupon, scan its QR: it finds its Pay by itself",
  showAll: "Show all Pays",
  scan: "Scan a paper coupon’s QR",
};
