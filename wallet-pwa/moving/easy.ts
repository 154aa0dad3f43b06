import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about moving to another phone, in plain Japanese (やさしい日本語). */
export const easy: Translation<typeof ja> = {
  title: "新しい スマホに うつす",
  sameNumber: "同じ電話のばんごうをつかうとき",
  sameNumberText:
    "新しい スマホで、同じ 電話の ばんごうで ログインして ください。それだけです。お金も きろくも そのまま 出ます。ここでは 何も しなくて いいです。",
  noNumber: "新しいスマホで、まだばんごうをつかえないとき",
  noNumberText:
    "この スマホに QRを 出します。新しい スマホで それを 読みます。5分の 間、1回だけ つかえます。",
  start: "QRを出す",
  starting: "じゅんびしています",
  scanWith: "新しい スマホの カメラで、この QRを 読んで ください。",
  qrLabel: "新しいスマホで読むQR",
  orType:
    "カメラで 読めない ときは、新しい スマホの ログインの 画面（がめん）で「前のスマホからうつす」を えらんで ください。そして、この 数字を 入れて ください。",
  digits: "10この数字",
  leftLabel: "QRをつかえるのこりの時間",
  noOther: "この QRと 数字を、ほかの 人に 見せたり、教えたり しないで ください。",
  stop: "やめる",
  claimedTitle: "この スマホに うつしますか",
  claimedText: (v) => `${v.device}が 読みました。`,
  checkText: "新しい スマホに 出て いる 2この 数字と、同じですか。たしかめて ください。",
  check: "かくにんの数字",
  confirm: "同じなので、うつす",
  confirming: "うつしています",
  refuse: "ちがうので、やめる",
  confirmedTitle: "新しい スマホに うつして います",
  confirmedText: "新しい スマホの 画面（がめん）を、そのまま ひらいて おいて ください。",
  doneTitle: "新しい スマホに うつりました",
  doneText:
    "この スマホも、まだ つかえます。人に あげたり すてたり する ときは、「せってい」で ログアウトして ください。",
  toSettings: "せっていへ",
  endedTitle: "うつすのはおわりました",
  endedText: "時間が すぎたか、やめたので、何も うつして いません。お金は そのままです。",
  again: "もういちどQRを出す",

  takeLink: "前のスマホからうつす",
  takeTitle: "前のスマホからうつす",
  takeText:
    "前の スマホの「せってい」で「新しい スマホに うつす」を えらんで ください。出て きた 10この 数字を、ここに 入れて ください。この スマホの カメラで QRを 読む ことも できます。",
  takeShort: "10この 数字を、ぜんぶ 入れて ください。",
  take: "つぎへ",
  taking: "たしかめています",
  waitTitle: "前の スマホで たしかめて ください",
  waitText:
    "前の スマホにも、同じ 数字が 出て います。前の スマホで「同じなので、うつす」を おして ください。",
  waiting: "前のスマホをまっています",
  takeEnded: "うつせませんでした",
  takeEndedText: "時間が すぎたか、前の スマホで やめました。前の スマホで、新しい QRを 出して ください。",
  takeAgain: "もういちど数字を入れる",
  signInInstead: "電話のばんごうでログインする",
};
