/** Words about the phones and browsers one is signed in on, in Japanese: the source of the keys. */
export const ja = {
  devices: "使っているスマホ・パソコン",
  devicesLead: (v: { most: string }) =>
    `ログインしている端末です。${v.most}台まで使えます。心当たりのない端末は、ログアウトさせてください。`,
  device: (v: { system: string; browser: string }) => `${v.system}（${v.browser}）`,
  deviceUnknown: "種類のわからない端末",
  here: "この端末",
  signedInAt: "ログインした日時",
  lastSeenOn: "最後に使った日",
  end: "ログアウトさせる",
  endOf: (v: { device: string }) => `${v.device}をログアウトさせる`,
  ending: "ログアウトさせています",
  endTitle: "この端末をログアウトさせますか",
  endText: (v: { device: string }) =>
    `${v.device}では、もう一度ログインするまで使えなくなります。残高はなくなりません。`,
  ended: "ログアウトさせました。",
  endOthers: "ほかの端末をすべてログアウトさせる",
  endOthersTitle: "ほかの端末をすべてログアウトさせますか",
  endOthersText: "いまお使いのこの端末だけが残ります。残高はなくなりません。",
  onlyHere: "ほかの端末では、ログインしていません。",

  newsTitle: "新しい端末でログインがありました",
  newsEnded: "この端末は、いまはログアウトしています。",
  newsAsk: "心当たりがないときは、その端末をログアウトさせてください。",
  newsMine: "自分です",
  newsLook: "端末を確かめる",
  newsArrived: "新しい端末でログインがありました。ホームで確かめてください。",
} as const;
