import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about finding a store, in plain Japanese (やさしい日本語). */
export const easy: Translation<typeof ja> = {
  view: "見かた",
  which: "えらんで見る",
  list: "リスト",
  map: "地図",
  near: "近くから",
  openNow: "今あいている",
  paper: "紙OK",
  pays: "つかうPay",
  allPays: "ぜんぶのPay",
  kind_eat: "食べる",
  kind_buy: "買う",
  kind_stay: "とまる",
  kind_play: "あそぶ",
  kind_bathe: "おふろ・びよう",
  kind_ride: "のる",
  until: ({ time }) => `${time}まで`,
  closedNow: "今はしまっています",
  findingYou: "今いるところをしらべています…",
  "place-denied":
    "あなたが 今 いる ところが わかりません。スマホの 設定（せってい）で、位置情報（いちじょうほう）を 許可（きょか）して ください。お店の 名前で さがす ことも できます。",
  "place-unknown": "今 いる ところが わかりませんでした。少し まってから、もういちど して ください。",
  placeStays: "あなたが 今 いる ところは、この スマホの 中だけで つかいます。",
  tryAgain: "もういちど",
  byName: "名前でさがす",
  nearEmpty: "近くに お店が ありませんでした。",
  inView: ({ count }) => `地図の中のお店 ${count}けん`,
  inViewMany: ({ count }) =>
    `地図の 中に お店が ${count}けん あります。地図を 大きく すると、お店が 見えます。`,
  inViewNone: "地図の 中に お店が ありません。地図を うごかすか、小さく して ください。",
  mapName: "お店の地図",
  mapFailed: "この スマホでは 地図を ひらけません。リストで さがせます。",
  hereIAm: "今いるところ",
  toMyPlace: "今いるところへ",
  groupOf: ({ count }) => `お店${count}けん。大きくする`,
};
