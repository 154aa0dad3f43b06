/** Words of the till's easy mode, in Japanese. */
export const ja = {
  title: "かんたんモード",
  explained: "字とボタンが大きくなり、することは3つだけになります。あなたがどのレジに立っても同じです。",
  toEasy: "かんたんモードにする",
  toStandard: "ふつうの画面にする",
  actions: "できること",
  scanUnder: "紙のクーポン・お客様のコード",
  arrived: "アプリ払いをたしかめる",
  arrivedTitle: "アプリ払い",
  newest: "いちばん新しいもの",
  nothing: "まだありません",
  today: "きょうの売上",
  wrong: "まちがえたとき（取り消し）",
  call: "電話で聞く",
  help: "困ったとき",
};
