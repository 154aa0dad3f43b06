import type { Translation } from "../../shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words of the page where sheets that were printed ahead are handed over, in English. */
export const en: Translation<typeof ja> = {
  heading: "Hand sheets over by scanning",
  about: "Sheets that were printed ahead can be spent once they have been scanned here.",
  mode: "How",
  modeEach: "One by one",
  modeRange: "A run of numbers",
  hintEach: "Scan a sheet, and this one can be spent at once.",
  hintRange: "Scan the first and the last sheet, and every number between them can be spent.",
  text: "Scan the QR code, or type the 20 digits",
  read: "Read",
  reading: "Looking",
  camera: "Use the camera",
  cameraOff: "Close the camera",
  first: "First",
  last: "Last",
  none: "Not scanned yet",
  handRange: (v) => `Hand over ${v.count}`,
  handing: "Handing over",
  again: "Scan again",
  otherIssue: "This sheet is of another issue than the first. Please scan one of the same issue.",
  notACoupon: "This is not the QR code of a coupon sheet.",
  done: "Handed over on this screen",
  number: (v) => `No. ${v.serial}`,
  numbers: (v) => `No. ${v.from} to ${v.to}`,
  handed: (v) => `${v.count} can be spent now`,
  already: "It was handed over before",
  notReady: "It is not ready to be printed yet",
  gone: "Its issue was withdrawn or stopped, and can't be handed over",
  left: (v) => `${v.handed} of ${v.count} handed over`,
};
