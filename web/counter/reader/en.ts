import type { Translation } from "../../shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about setting a hand-held reader up, in English. */
export const en: Translation<typeof ja> = {
  title: "Set up the reader",
  lead: "Scan the QR below once with the reader. This device learns how the reader types.",
  testQr: "Test QR",
  waiting: "Waiting for a scan",
  learnt: "Learnt. Scan once more to make sure.",
  again: ({ count }) => `Read right ${count} times.`,
  ends: "Sends last",
  end_enter: "Enter",
  end_tab: "Tab",
  end_none: "Nothing",
  before: "Sends before",
  after: "Sends after",
  nothing: "Nothing",
  layout: "Other characters",
  layoutFixed: ({ count }) => `${count} put right`,
  speed: "Speed",
  speedUsual: "As usual",
  speedSlow: ({ ms }) => `Slow (waits up to ${ms} ms)`,
  fault_lost: "Some characters are missing. Turn the input method off (half-width letters) and scan again.",
  "fault_caps-lock": "Capitals and small letters are swapped. Turn CapsLock off and scan again.",
  "fault_too-slow":
    "The characters come too slowly. Take away the reader's delay between characters and scan again.",
  fault_other:
    "Other characters arrived than those of the test QR. Check the reader's keyboard layout (Japanese or English) and scan again.",
  forget: "Back to how it was",
  forgotten: "It is back to how it was.",
  stateLearnt: "This device has learnt a reader.",
  stateUsual: "A usual reader works as it is. Set it up when scans go wrong.",
  open: "Set up the reader",
};
