/** Words about following a store. */
export const ja = {
  follow: "このお店をフォローする",
  followed: "フォロー中です",
  unfollow: "フォローをやめる",
  saving: "送っています",
  nowFollowing: "フォローしました。お店の一覧の「フォロー中」で見られます。",
  noLonger: "フォローをやめました。",
  onlyFollowed: "フォロー中",
  empty:
    "フォローしているお店はありません。お店のページで「このお店をフォローする」を押すと、ここに並びます。",
  emptyNarrowed: "フォローしているお店の中に、見つかりませんでした。",
  closed: "いまはお支払いに使えません",
} as const;
