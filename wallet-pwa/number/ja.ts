/** Words about changing the telephone number, in Japanese: the source of the keys. */
export const ja = {
  title: "電話番号を変える",
  lead: "新しい電話番号を入れてください。残高も履歴も、そのまま引きつがれます。",
  newNumber: "新しい電話番号",
  oldFirst: "はじめに、いまの番号を確かめます。",
  oldGone:
    "いまの番号でSMSを受け取れないときは、事務局へお電話ください。ご本人と確かめてから、番号を変えます。そのあいだも、このスマホでお支払いとチャージはできます。",
  help: "困ったとき",
  proven: "続ける",
  change: "番号を変える",
  changing: "変えています",
  others: "番号を変えると、ほかの端末ではログアウトになります。前の番号には、SMSでお知らせします。",
  done: "電話番号が変わりました",
  doneText: (v: { digits: string }) =>
    `これからは、下4けたが${v.digits}の番号でログインします。残高はそのままです。`,
  home: "ホームへ",

  waitTitle: "電話番号が変わろうとしています",
  waitText: (v: { digits: string }) =>
    `事務局での手続きにより、下4けた${v.digits}の番号に変わります。変わる日時：`,
  waitAsk: "ご自分の手続きなら、そのままお待ちください。心当たりがないときは、すぐに止めてください。",
  waitStop: "自分ではないので、止める",
  waitStopping: "止めています",
  waitStopped: "電話番号の変更を止めました。",
  confirmTitle: "この番号に変える",
  confirmText:
    "事務局に、電話番号の変更を頼みましたか。「はい」を押すと、24時間後に、お使いのウォレットの電話番号がこの番号に変わります。頼んでいないときは、この画面を閉じてください。",
  confirmYes: "はい、この番号に変えます",
  confirmDone: "受け付けました",
  confirmDoneText: (v: { digits: string }) => `下4けた${v.digits}の番号でログインできるようになる日時：`,
  confirmDoneWhy:
    "ほかの人が勝手に変えていないかを確かめるため、24時間お待ちいただきます。残高は、そのまま引きつがれます。",
  stopTitle: "番号の変更を止める",
  stopText:
    "お使いのウォレットの電話番号が、ほかの番号に変わろうとしています。ご自分の手続きでなければ、止めてください。",
  stopDoneText: "電話番号は、いまのままです。念のため、事務局へお電話ください。",
  linkBusy: "送っています",
} as const;
