import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words of the easy mode, in plain Japanese (やさしい日本語). */
export const easy: Translation<typeof ja> = {
  mode: "がめんのかたち",
  standard: "ふつう",
  easy: "かんたん",
  modeHint: "かんたんに すると、字と ボタンが 大きく なります。よく つかう ものだけ 出ます。",
  toEasy: "かんたんモードにする",
  toStandard: "ふつうのがめんにする",
  pay: "はらう・チャージする",
  payHow: "QRを読みます",
  code: "コードを見せる",
  codeHow: "お店の人が読みます",
  money: "のこりのお金ときろく",
  actions: "できること",
  until: ({ amount }) => `この中の ${amount}は、つぎの日まで`,
  which: "つかうPay",
  call: "電話で聞く",
  help: "こまったとき",
};
