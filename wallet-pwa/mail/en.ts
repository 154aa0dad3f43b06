import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words of the pages that links in mails open, in English. */
export const en: Translation<typeof ja> = {
  confirmTitle: "Newsletters at this address",
  confirmText: "Do you want the secretariat's newsletters at this mail address?",
  confirmYes: "Yes, send them",
  confirmDone: "Newsletters will be sent",
  doneFor: (v) => `Secretariat of ${v.region}, for ${v.office}`,
  leaveTitle: "No more newsletters",
  leaveText: "Stop the secretariat's newsletters to this mail address?",
  leaveYes: "Stop them",
  leaveDone: "No more newsletters will be sent",
  leaveAgain: "To get them again, the organisation's people add the address on their page.",
  busy: "Sending",
  ended: "This link doesn't work. Its time is over, or it was cut off.",
};
