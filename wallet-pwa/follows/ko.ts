import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about following a store, in Korean. */
export const ko: Translation<typeof ja> = {
  follow: "이 매장 팔로우하기",
  followed: "팔로우 중입니다",
  unfollow: "팔로우 끊기",
  saving: "보내는 중입니다",
  nowFollowing: "팔로우했습니다. 매장 목록의 ‘팔로우 중’에서 볼 수 있습니다.",
  noLonger: "팔로우를 끊었습니다.",
  onlyFollowed: "팔로우 중",
  empty: "팔로우하는 매장이 없습니다. 매장 페이지에서 ‘이 매장 팔로우하기’를 누르면 여기에 나옵니다.",
  emptyNarrowed: "팔로우하는 매장 중에서 찾지 못했습니다.",
  closed: "지금은 결제에 쓸 수 없습니다",
};
