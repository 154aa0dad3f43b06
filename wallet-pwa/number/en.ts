import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about changing the telephone number, in English. */
export const en: Translation<typeof ja> = {
  title: "Change my phone number",
  lead: "Enter your new phone number. Your balance and history stay as they are.",
  newNumber: "New phone number",
  oldFirst: "First we check your present number.",
  oldGone:
    "If SMS at your present number don't reach you, call the office: they check who you are and change it. You can go on paying and charging with this phone meanwhile.",
  help: "Help",
  proven: "Go on",
  change: "Change the number",
  changing: "Changing",
  others: "Your other devices are signed out by the change, and the old number is told by SMS.",
  done: "Your phone number has changed",
  doneText: (v) =>
    `From now on you sign in with the number ending in ${v.digits}. Your balance is as it was.`,
  home: "Home",

  waitTitle: "Your phone number is about to change",
  waitText: (v) => `The office was asked to change it to the number ending in ${v.digits}. It changes at:`,
  waitAsk: "If you asked for it, just wait. If you didn't, stop it now.",
  waitStop: "That wasn't me: stop it",
  waitStopping: "Stopping",
  waitStopped: "The change of your number was stopped.",
  confirmTitle: "Change to this number",
  confirmText:
    "Did you ask the office to change your phone number? Press yes, and in 24 hours your wallet moves to this number. If you didn't ask, close this page.",
  confirmYes: "Yes, change to this number",
  confirmDone: "We have it",
  confirmDoneText: (v) => `You can sign in with the number ending in ${v.digits} from:`,
  confirmDoneWhy:
    "The 24 hours are there so that nobody else can change your number behind your back. Your balance stays as it is.",
  stopTitle: "Stop the change of number",
  stopText: "Your wallet is about to move to another phone number. If you didn't ask for it, stop it.",
  stopDoneText: "Your number stays as it is. Please call the office, to be safe.",
  linkBusy: "Sending",
};
