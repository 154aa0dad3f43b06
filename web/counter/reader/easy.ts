import type { Translation } from "../../shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about setting a hand-held reader up, in plain Japanese (やさしい日本語). */
export const easy: Translation<typeof ja> = {
  title: "読みとりきのせってい",
  lead: "下の QRを、読みとりきで 1回 読んで ください。この きかいが 読みとりきの くせを おぼえます。",
  testQr: "ためしのQR",
  waiting: "まって います",
  learnt: "おぼえました。もう1回 読むと、たしかめられます。",
  again: ({ count }) => `${count}回、正しく 読めました。`,
  ends: "さいごに おくるもの",
  end_enter: "Enter",
  end_tab: "Tab",
  end_none: "なし",
  before: "前に つくもの",
  after: "後に つくもの",
  nothing: "なし",
  layout: "文字の ちがい",
  layoutFixed: ({ count }) => `${count}こ 直します`,
  speed: "はやさ",
  speedUsual: "ふつう",
  speedSlow: ({ ms }) => `ゆっくり（${ms}ミリびょうまで まちます）`,
  fault_lost:
    "文字が 足りません。文字入力（もじにゅうりょく）を 「半角英数（はんかくえいすう）」に して、もう1回 読んで ください。",
  "fault_caps-lock":
    "大文字と 小文字が ぎゃくです。キーボードの CapsLockを 切って、もう1回 読んで ください。",
  "fault_too-slow":
    "文字が とどくのが おそいです。読みとりきの 「文字の 間の まち時間」を なくして、もう1回 読んで ください。",
  fault_other:
    "ちがう 文字が とどきました。読みとりきの キーボードの しゅるい（日本語か 英語）を たしかめて、もう1回 読んで ください。",
  forget: "はじめのせっていにもどす",
  forgotten: "はじめの せっていに もどしました。",
  stateLearnt: "この きかいは 読みとりきを おぼえて います。",
  stateUsual: "ふつうの 読みとりきは そのまま つかえます。うまく 読めないときに せっていして ください。",
  open: "読みとりきをせっていする",
};
