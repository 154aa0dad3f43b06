import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about letters of stores, in Korean. */
export const ko: Translation<typeof ja> = {
  name: "가게 소식",
  storePage: "매장 페이지 보기",
  muteStore: "이 매장의 소식 그만 받기",
  muteAll: "모든 매장의 소식 그만 받기",
  mutedStore: "이 매장의 소식을 받지 않고 있습니다. 팔로우는 계속됩니다.",
  mutedAll: "모든 매장의 소식을 받지 않고 있습니다. 팔로우는 계속됩니다.",
  again: "다시 받기",
  saving: "보내는 중입니다",
  nowMuted: "그만 받기로 했습니다. 팔로우는 계속됩니다.",
  nowAgain: "다시 받습니다.",
  allHint: "팔로우하는 매장이 보내는 소식입니다. ‘받지 않기’로 하면 공지 화면에도 오지 않습니다.",
  receive: "받기",
  none: "받지 않기",
};
