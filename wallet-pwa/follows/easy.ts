import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about following a store, in plain Japanese (やさしい日本語). */
export const easy: Translation<typeof ja> = {
  follow: "このお店をフォローする",
  followed: "フォローしています",
  unfollow: "フォローをやめる",
  saving: "おくっています",
  nowFollowing: "フォローしました。お店の ページの「フォロー中」で 見られます。",
  noLonger: "フォローを やめました。",
  onlyFollowed: "フォロー中",
  empty:
    "フォローして いる お店は ありません。お店の ページで「このお店をフォローする」を おすと、ここに 出ます。",
  emptyNarrowed: "フォローして いる お店の 中に、ありませんでした。",
  closed: "今は つかえません",
};
