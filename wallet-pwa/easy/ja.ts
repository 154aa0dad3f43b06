/** Words of the easy mode, in Japanese. */
export const ja = {
  mode: "画面のかたち",
  standard: "ふつう",
  easy: "かんたん",
  modeHint: "かんたんにすると、字とボタンが大きくなり、よく使うものだけが出ます。",
  toEasy: "かんたんモードにする",
  toStandard: "ふつうの画面にする",
  pay: "支払う・チャージする",
  payHow: "QRを読み取ります",
  code: "コードを見せる",
  codeHow: "お店で読み取ります",
  money: "残高と履歴",
  actions: "できること",
  until: ({ amount }: { amount: string }) => `このうち ${amount}は、つぎの日まで`,
  which: "お使いになるPay",
  call: "電話で聞く",
  help: "困ったとき",
};
