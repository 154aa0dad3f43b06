import type { Translation } from "../../shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words of the part of an issue's page that is about a printing house, in English. */
export const en: Translation<typeof ja> = {
  heading: "Have it printed",
  about:
    "The list of codes and the sheets as PDF become one file that opens with a passphrase. The coupons can't be spent before they are handed over at the desk.",
  noEmblem: "PDFs can't show this Pay's emblem. Ask the secretariat to choose the picture again.",
  seconds: "Languages of the sheet",
  onlyJapanese: "Japanese only",
  withEnglish: "Japanese and English",
  begin: "Make the file",
  locking: "Making the key",
  passphrase: "Passphrase",
  passphraseOnce:
    "This passphrase is shown only now. Write it down, and tell it to the printing house by another way than the file.",
  writtenDown: "I have written the passphrase down",
  tickFirst: "Tick the box once it is written down",
  send: "Make it with this passphrase",
  sending: "Starting",
  cancel: "Cancel",
  queued: "Waiting its turn",
  drawing: "Drawing the sheets",
  packing: "Packing",
  failed: "It could not be made. Please try again.",
  madeBy: (v) => `Made by ${v.name}`,
  download: "Download",
  size: (v) => `${v.count} sheets, ${v.size} MB`,
  keptUntil: (v) => `Kept until ${v.date}`,
  gone: "Its time is over, the file is gone",
  linkHint: "This makes an address that is good for 10 minutes. Who took the file, and when, is logged.",
};
