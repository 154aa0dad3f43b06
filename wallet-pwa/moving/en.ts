import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about moving to another phone, in English. */
export const en: Translation<typeof ja> = {
  title: "Move to a new phone",
  sameNumber: "With the same phone number",
  sameNumberText:
    "Just sign in on the new phone with the same number. Your balance and history are there. There is nothing to do here.",
  noNumber: "When the new phone has no number yet",
  noNumberText: "Show a QR here and read it with the new phone. It is good once, for five minutes.",
  start: "Show the QR",
  starting: "Getting ready",
  scanWith: "Read this QR with the camera of the new phone.",
  qrLabel: "QR for the new phone to read",
  orType:
    "If the camera can't read it, choose “Take over from my old phone” where the new phone asks you to sign in, and enter these digits.",
  digits: "10 digits",
  leftLabel: "Time left for the QR",
  noOther: "Don't show or tell the QR and the digits to anybody else.",
  stop: "Stop",
  claimedTitle: "Move to this phone?",
  claimedText: (v) => `It was read by: ${v.device}.`,
  checkText: "Check that the new phone shows the same two digits.",
  check: "Digits to compare",
  confirm: "They are the same: move",
  confirming: "Moving",
  refuse: "They differ: stop",
  confirmedTitle: "Moving to the new phone",
  confirmedText: "Please leave the screen of the new phone open.",
  doneTitle: "You have moved to the new phone",
  doneText: "This phone still works too. Sign out in its settings before you give it away.",
  toSettings: "Settings",
  endedTitle: "The move has ended",
  endedText: "Time ran out or it was stopped, so nothing was moved. Your balance is as it was.",
  again: "Show another QR",

  takeLink: "Take over from my old phone",
  takeTitle: "Take over from my old phone",
  takeText:
    "On the old phone choose “Move to a new phone” in the settings and enter the 10 digits here. You can also read the QR with this phone's camera.",
  takeShort: "Enter all 10 digits.",
  take: "Go on",
  taking: "Checking",
  waitTitle: "Please confirm on the old phone",
  waitText: "The old phone shows the same digits. Press “They are the same: move” there.",
  waiting: "Waiting for the old phone",
  takeEnded: "It could not be taken over",
  takeEndedText: "Time ran out or it was stopped on the old phone. Show a new QR there.",
  takeAgain: "Enter digits again",
  signInInstead: "Sign in with a phone number",
};
