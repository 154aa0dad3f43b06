import type { Translation } from "../i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about passkeys that the wallet, the counter and the back offices share, in English. */
export const en: Translation<typeof ja> = {
  madeOn: (v) => `Registered ${v.day}`,
  usedOn: (v) => `Last used ${v.day}`,
  goesAlong: "Works on your other phones too",
  rename: "Name it",
  name: "Name",
  nameMissing: "Enter a name.",
  save: "Save",
  saving: "Saving",
  named: "The name is saved.",
  remove: "Remove",
  removeTitle: "Remove it?",
  removing: "Removing",
  removed: "Removed.",
  title: "Passkeys",
  what: "With fingerprint, face, screen lock or a security key you sign in without ID and password. It also stands for the code of the app.",
  none: "None yet.",
  nameHint: "For example: the office computer, my phone",
  removeText: (v) => `"${v.name}" can no longer sign in. Other places are signed out.`,
  add: "Make a passkey",
  adding: "Making it",
  added: "The passkey is registered",
  atMost: (v) => `You can register up to ${v.most}. Remove one that you don't use.`,
  cannot: "This browser can't use passkeys.",
  signIn: "Use a passkey",
  confirm: "Use a passkey",
  checking: "Checking",
  or: "or",
  orSetUp: "A passkey in place of the app",
};
