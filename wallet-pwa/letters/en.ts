import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about letters of stores, in English. */
export const en: Translation<typeof ja> = {
  name: "Letters of stores",
  storePage: "See the store's page",
  muteStore: "Stop letters of this store",
  muteAll: "Stop letters of all stores",
  mutedStore: "Letters of this store are stopped. You still follow it.",
  mutedAll: "Letters of all stores are stopped. You still follow them.",
  again: "Receive them again",
  saving: "Sending",
  nowMuted: "Stopped. You still follow the store.",
  nowAgain: "Letters will come again.",
  allHint:
    "Letters of stores that you follow. With “Don't receive” they don't come into your notices either.",
  receive: "Receive",
  none: "Don't receive",
};
