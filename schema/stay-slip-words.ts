/** What stands on the slip before a stay's sheets: Japanese in every language of the screen (LNG-2), like receipts. */
export const SLIP_JA = {
  title: "予約の仕切り",
  reference: "予約番号",
  guest: "お名前",
  noReference: "番号なし",
  row: "一覧の行",
  rowNumber: (row: string) => `${row}行目`,
  checkIn: "チェックイン",
  coupons: "枚数",
  count: (count: string) => `${count}枚`,
  amount: "合計",
  numbers: "印刷",
  numbersOf: (v: { from: string; to: string; of: string }) => `${v.of}枚のうち ${v.from}〜${v.to}枚目`,
  serials: "クーポン番号",
  rest: "この紙はクーポンではありません。お客さまには渡さないでください。",
  next: "この紙のうしろの券を、この予約の方にお渡しします。",
} as const;
