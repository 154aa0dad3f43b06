import type { Translation } from "../../shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words of the office's easy mode, in plain Japanese. */
export const easy: Translation<typeof ja> = {
  actions: "できること",
  sales: "売上（うりあげ）を 見る",
  salesToday: "きょう",
  salesMonth: "今月（こんげつ）",
  salesLastMonth: "先月（せんげつ）",
  salesDays: "この 7日間（なのかかん）",
  salesText: "クーポンで もらった お金です。返（かえ）した お金は ひいて あります。",
  yen: (v) => `${v.yen}円`,
  count: (v) => `${v.count}件（けん）`,
  payout: "つぎの 振込（ふりこみ）を 見る",
  payoutComes: (v) => `${v.day} に お金が 入（はい）ります`,
  payoutCame: (v) => `${v.day} に お金を 入（い）れました`,
  payoutNone: "まだ ありません",
  payoutText: "銀行（ぎんこう）に 入（はい）る お金です。",
  payoutNoneText: "お金が 入る 日は、まだ きまって いません。きまったら、ここに 出ます。",
  payoutReturned: "銀行（ぎんこう）から もどった お金が あります。電話（でんわ）で 聞いて ください。",
  payoutPaper: "明細（めいさい・PDF）",
  payoutPaperOf: (v) => `${v.store}の 明細（めいさい・PDF）${v.day} まで`,
  payoutStores: "店（みせ）ごとの 明細（めいさい）",
  call: "電話（でんわ）で 聞く",
  callNone: "電話番号（でんわばんごう）は、まだ ありません。",
  back: "もどる",
  toStandard: "ふつうの 画面（がめん）に する",
  toEasy: "かんたんモードに する",
  toTill: "レジの 画面（がめん）",
  signOut: "おわる（サインアウト）",
};
