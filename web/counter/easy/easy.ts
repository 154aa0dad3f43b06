import type { Translation } from "../../shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words of the till's easy mode, in plain Japanese (やさしい日本語). */
export const easy: Translation<typeof ja> = {
  title: "かんたんモード",
  explained: "字と ボタンが 大きく なります。することは 3つだけです。どの レジでも 同じです。",
  toEasy: "かんたんモードにする",
  toStandard: "ふつうのがめんにする",
  actions: "できること",
  scanUnder: "紙クーポン・おきゃくさまのコード",
  arrived: "アプリのしはらいを見る",
  arrivedTitle: "アプリのしはらい",
  newest: "いちばん新しいもの",
  nothing: "まだありません",
  today: "今日うれたお金",
  wrong: "まちがえたとき（とりけし）",
  call: "電話で聞く",
  help: "こまったとき",
};
