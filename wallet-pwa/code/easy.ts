import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about the code that a shop scans, in plain Japanese (やさしい日本語). */
export const easy: Translation<typeof ja> = {
  title: "コードを見せる",
  lead: "お店の 人に 見せて、読んで もらって ください。",
  codeFor: ({ pay }) => `${pay}ではらうコード`,
  untilNew: "新しいコードまで",
  seconds: ({ count }) => `${count}びょう`,
  dontSend:
    "この 画面（がめん）の 写真（しゃしん）を とらないで ください。ほかの 人に おくらないで ください。",
  brighter: "お店の 人が 読めない ときは、画面（がめん）を 明るく して ください。",
  refused: "お店で うけつけられませんでした。お金は うごいて いません。新しい コードを 出しました。",
  nothing: "のこりの お金が ないので、コードを 出せません。",
  otherPay: "ほかのPayにする",
  show: "コードを見せる",
};
