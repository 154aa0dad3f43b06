/** Words of charts and their tables, in Japanese: the source of the keys. */
export const ja = {
  asTable: "数字で見る",
  payments: "回数",
  amount: "金額",
  share: "割合",
  noneUsed: "使用なし",
  from: (v: { amount: string }) => `${v.amount}〜`,
} as const;
