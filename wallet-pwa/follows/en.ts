import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about following a store, in English. */
export const en: Translation<typeof ja> = {
  follow: "Follow this store",
  followed: "You follow this store",
  unfollow: "Stop following",
  saving: "Sending",
  nowFollowing: "You follow this store. You find it in the list of stores under “Following”.",
  noLonger: "You no longer follow it.",
  onlyFollowed: "Following",
  empty: "You follow no store yet. Press “Follow this store” on a store's page, and it is listed here.",
  emptyNarrowed: "None of the stores you follow matches.",
  closed: "Takes no payments at present",
};
