import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { helpJa } from "./help-ja.ts";

/** Help in the wallet, in English. */
export const helpEn: Translation<typeof helpJa> = {
  paidTitle: "You don't know whether you have paid",
  paid1: "Open the app again. It finds out by itself and tells you whether you have paid or not.",
  paid2:
    "While it says that it is not known yet, don't pay again. Press “Check again” where you have a connection.",
  paid3: "A payment that is reported as not made will never be made later.",
  wrongTitle: "You paid a wrong amount",
  wrong1: "Tell the store the receipt number at once. The store can void it on the same day.",
  wrong2:
    "Later, the store's head office or the secretariat refunds it. Money that comes back keeps its expiry.",
  lostTitle: "You lost your phone",
  lost1: "Your balance is not in the phone. It is kept with your phone number and is not lost.",
  lost2: "Call the secretariat at once to have its use stopped.",
  lost3:
    "Sign in on a new phone with the same number to use it again. If your number changes, ask the secretariat.",
  paperTitle: "You want to use the coupon on paper",
  paper1: "Hand the paper coupon to the store; no charge and no phone are needed.",
  paper2: "The store sees the balance on scanning. So do you with any phone's camera.",
  paper3: "“App only” stores can't take paper. Check the list of stores.",
  paperLostTitle: "You lost or damaged a paper coupon",
  paperLost1:
    "Whoever holds a paper coupon can use it. If you lose it, tell the place where you received it, or the secretariat, at once. They may be able to replace what is left.",
  paperLost2: "If the QR can't be read, the 20 digits work too.",
  scanTitle: "A QR can't be scanned",
  scan1:
    "Go to a bright place and get the whole QR into the frame. If the camera is not allowed, follow the words on the screen.",
  scan2: "Without a camera, choose a photo or type the number.",
  offlineTitle: "There is no connection",
  offline1: "Balance and history show what was last seen. You can't pay or charge.",
  offline2: "If you are in a hurry, pay with a paper coupon or in cash.",
  expiryTitle: "About expiry",
  expiry1: "It can be used until 23:59 of the day. What expires first is used first, by itself.",
  expiry2: "What has expired can't be used. Only the secretariat can extend it.",
  contactTitle: "If nothing helps",
  contact1:
    "Ask the place where you received the coupon, or the region's secretariat. The receipt number or operation number in the history helps to find it quickly.",
};
