/** Words about letters of stores, in Japanese. */
export const ja = {
  name: "お店だより",
  storePage: "お店のページを見る",
  muteStore: "このお店のお店だよりを止める",
  muteAll: "すべてのお店だよりを止める",
  mutedStore: "このお店のお店だよりは止めています。フォローは続いています。",
  mutedAll: "すべてのお店だよりを止めています。フォローは続いています。",
  again: "また受け取る",
  saving: "送っています",
  nowMuted: "止めました。フォローは続いています。",
  nowAgain: "また届くようにしました。",
  allHint: "フォローしているお店からのお便りです。「受け取らない」にすると、お知らせの画面にも届きません。",
  receive: "受け取る",
  none: "受け取らない",
} as const;
