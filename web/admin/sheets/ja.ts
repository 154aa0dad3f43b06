/** Words of the print preview, in Japanese: the source of the keys. */
export const ja = {
  heading: "クーポンの印刷",
  receipts: "受領書も印刷する",
  print: "印刷する",
  language: "台紙の言葉",
  onlyJapanese: "日本語だけ",
  sheets: "印刷するクーポン",
  shown: (v: { from: string; to: string; of: string }) => `${v.of}枚のうち${v.from}〜${v.to}枚目`,
  later: (v: { count: string }) => `次の${v.count}枚`,
  earlier: (v: { count: string }) => `前の${v.count}枚`,
  slips: "予約ごとに仕切りの紙を入れる",
  startAt: "何枚目から印刷しますか",
  startAtGo: "ここから印刷しなおす",
  startAtWrong: (v: { of: string }) => `1から${v.of}までの数を入れてください`,
  overSome: (v: { count: string }) => `${v.count}枚は印刷できません。`,
  back: "発行の画面へ",
  none: "印刷できるクーポンがありません。",
} as const;
