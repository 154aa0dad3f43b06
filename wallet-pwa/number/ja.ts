/** Words about changing the telephone number, in Japanese: the source of the keys. */
export const ja = {
  title: "電話番号を変える",
  lead: "新しい電話番号を入れてください。残高も履歴も、そのまま引きつがれます。",
  newNumber: "新しい電話番号",
  oldFirst: "はじめに、いまの番号を確かめます。",
  oldGone:
    "いまの番号でSMSを受け取れないと、ここでは番号を変えられません。そのあいだも、このスマホでお支払いとチャージはできます。",
  help: "困ったとき",
  proven: "続ける",
  change: "番号を変える",
  changing: "変えています",
  others: "番号を変えると、ほかの端末ではログアウトになります。前の番号には、SMSでお知らせします。",
  done: "電話番号が変わりました",
  doneText: (v: { digits: string }) =>
    `これからは、下4けたが${v.digits}の番号でログインします。残高はそのままです。`,
  home: "ホームへ",
} as const;
