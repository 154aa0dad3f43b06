/** Words about the code that a shop scans. */
export const ja = {
  title: "コードを見せる",
  lead: "お店の人に、読み取ってもらってください。",
  codeFor: ({ pay }: { pay: string }) => `${pay}のお支払い用コード`,
  untilNew: "新しいコードまで",
  seconds: ({ count }: { count: number }) => `${count}秒`,
  dontSend: "この画面を写真にとったり、人に送ったりしないでください。",
  brighter: "読み取れないときは、画面を明るくしてください。",
  refused: "お店で受けつけられませんでした。お金は動いていません。新しいコードを出しました。",
  nothing: "残高がないので、コードを出せません。",
  otherPay: "ほかのPayにする",
  show: "コードを見せる",
};
