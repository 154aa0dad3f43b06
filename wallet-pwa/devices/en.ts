import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about the phones and browsers one is signed in on, in English. */
export const en: Translation<typeof ja> = {
  devices: "My phones and computers",
  devicesLead: (v) =>
    `You are signed in on these. Up to ${v.most} can be used. Sign out any that you don't know.`,
  device: (v) => `${v.system} (${v.browser})`,
  deviceUnknown: "Device of an unknown kind",
  here: "This device",
  signedInAt: "Signed in",
  lastSeenOn: "Last used",
  end: "Sign out",
  endOf: (v) => `Sign out ${v.device}`,
  ending: "Signing out",
  endTitle: "Sign this device out?",
  endText: (v) => `${v.device} can't be used until somebody signs in there again. Your balance stays.`,
  ended: "Signed out.",
  endOthers: "Sign out all other devices",
  endOthersTitle: "Sign out all other devices?",
  endOthersText: "Only the device in your hand stays signed in. Your balance stays.",
  onlyHere: "You are signed in on no other device.",

  newsTitle: "Somebody signed in on a new device",
  newsEnded: "That device is signed out now.",
  newsAsk: "If that wasn't you, sign the device out.",
  newsMine: "That was me",
  newsLook: "See my devices",
  newsArrived: "Somebody signed in on a new device. Please look at your home screen.",
};
