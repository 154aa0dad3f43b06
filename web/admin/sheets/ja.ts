/** Words of the print preview, in Japanese: the source of the keys. */
export const ja = {
  heading: "クーポンの印刷",
  receipts: "受領書も印刷する",
  print: "印刷する",
  language: "台紙の言葉",
  onlyJapanese: "日本語だけ",
  sheets: "印刷するクーポン",
  shown: (v: { from: string; to: string; of: string }) => `${v.of}枚のうち${v.from}〜${v.to}枚目`,
  later: "次の40枚",
  earlier: "前の40枚",
  back: "発行の画面へ",
  none: "印刷できるクーポンがありません。",
} as const;
