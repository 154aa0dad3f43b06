import type { Translation } from "../i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about signing in that the counter and the back offices share, in English. */
export const en: Translation<typeof ja> = {
  newPassword: "New password",
  passwordHint: (v) => `At least ${v.least} characters. A few short words in a row are easy to remember`,
  passwordShort: (v) => `Use at least ${v.least} characters`,
  passwordSame: "Choose one that differs from the present one",
  passwordShow: "Show the password",
  passwordNow: "Present password",
  passwordNowMissing: "Enter the present password",
  passwordSave: "Change it",
  passwordSaving: "Changing",
  passwordChanged: "The password is changed",
  sessions: "Where you are signed in",
  sessionsLead: "If you don't know one of these, sign it out and change your password.",
  sessionDevice: "Device",
  sessionHere: "This device",
  sessionSeen: "Last used",
  sessionSince: "Signed in",
  sessionNetwork: (v) => `network ${v.network}`,
  sessionEnd: "Sign out",
  sessionEnding: "Signing out",
  sessionEnded: "Signed out",
  sessionsEndOthers: "Sign out everywhere else",
};
