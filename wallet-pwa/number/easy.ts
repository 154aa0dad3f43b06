import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about changing the telephone number, in plain Japanese (やさしい日本語). */
export const easy: Translation<typeof ja> = {
  title: "電話の ばんごうを かえる",
  lead: "新しい 電話の ばんごうを 入れて ください。お金も きろくも、そのままです。",
  newNumber: "新しい電話のばんごう",
  oldFirst: "はじめに、今の ばんごうを たしかめます。",
  oldGone:
    "今の ばんごうで SMSを うけとれない ときは、事務局（じむきょく）に 電話して ください。あなたかどうかを たしかめてから、ばんごうを かえます。その 間も、この スマホで はらったり チャージしたり できます。",
  help: "こまったとき",
  proven: "つづける",
  change: "ばんごうをかえる",
  changing: "かえています",
  others:
    "ばんごうを かえると、ほかの スマホや パソコンでは ログアウトに なります。前の ばんごうには、SMSで 知らせます。",
  done: "電話のばんごうがかわりました",
  doneText: (v) =>
    `これからは、さいごの 4つが ${v.digits}の ばんごうで ログインします。お金は そのままです。`,
  home: "ホームへ",

  waitTitle: "電話の ばんごうが もうすぐ かわります",
  waitText: (v) =>
    `事務局（じむきょく）で 手つづきが ありました。さいごの 4つが ${v.digits}の ばんごうに かわります。かわる 日と 時間：`,
  waitAsk:
    "あなたが たのみましたか。たのんだ ときは、そのまま まって ください。たのんで いない ときは、すぐに 止めて ください。",
  waitStop: "わたしではないので、止める",
  waitStopping: "止めています",
  waitStopped: "ばんごうを かえる ことを 止めました。",
  confirmTitle: "このばんごうにかえる",
  confirmText:
    "事務局（じむきょく）に、電話の ばんごうを かえて ほしいと たのみましたか。「はい」を おすと、24時間 あとに、あなたの ウォレットの 電話の ばんごうが この ばんごうに かわります。たのんで いない ときは、この 画面（がめん）を とじて ください。",
  confirmYes: "はい、このばんごうにかえます",
  confirmDone: "うけつけました",
  confirmDoneText: (v) => `さいごの 4つが ${v.digits}の ばんごうで ログインできる 日と 時間：`,
  confirmDoneWhy:
    "ほかの 人が かってに かえて いないか たしかめます。だから、24時間 まって ください。お金は、そのままです。",
  stopTitle: "ばんごうを かえるのを 止める",
  stopText:
    "あなたの ウォレットの 電話の ばんごうが、もうすぐ ほかの ばんごうに かわります。あなたが たのんで いない ときは、止めて ください。",
  stopDoneText:
    "電話の ばんごうは、今の ままです。あんしんの ために、事務局（じむきょく）に 電話して ください。",
  linkBusy: "おくっています",
};
