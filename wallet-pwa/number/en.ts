import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about changing the telephone number, in English. */
export const en: Translation<typeof ja> = {
  title: "Change my phone number",
  lead: "Enter your new phone number. Your balance and history stay as they are.",
  newNumber: "New phone number",
  oldFirst: "First we check your present number.",
  oldGone:
    "Without SMS at your present number it can't be changed here. You can go on paying and charging with this phone meanwhile.",
  help: "Help",
  proven: "Go on",
  change: "Change the number",
  changing: "Changing",
  others: "Your other devices are signed out by the change, and the old number is told by SMS.",
  done: "Your phone number has changed",
  doneText: (v) =>
    `From now on you sign in with the number ending in ${v.digits}. Your balance is as it was.`,
  home: "Home",
};
