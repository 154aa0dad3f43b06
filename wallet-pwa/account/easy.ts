import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about one's own data and about leaving, in plain Japanese (やさしい日本語). */
export const easy: Translation<typeof ja> = {
  title: "わたしのデータ・たいかい",
  dataTitle: "わたしのデータ",
  dataText:
    "わたしたちが もって いる あなたの データと、ぜんぶの Payの きろくを、1つの ファイルで うけとれます。",
  take: "ファイルをうけとる",
  taking: ({ count }) => `あつめています… ${count}こ`,
  taken: "ファイルを うけとりました。",
  cutOff: ({ count }) => `きろくは、1つの Payで 新しい ものから ${count}こまでです。`,
  closeTitle: "たいかいする",
  closeText:
    "退会（たいかい）は、Tegataを やめる ことです。電話の ばんごう・こたえ・スマホや パソコン・ゆびや 顔の とうろくを、すぐに けします。はらった きろくは、名前の ない ばんごうだけで のこります（お店や お金の きろくの ため）。もとには もどせません。",
  moneyLeft: ({ amount }) => `まだ ${amount} つかえます。退会（たいかい）すると、つかえなく なります。`,
  giveUp: ({ amount }) => `${amount}がつかえなくなってもいいです`,
  begin: "たいかいへ",
  sure: "もういちど、電話の ばんごうを たしかめます。数字が 合うと、すぐに 退会（たいかい）に なります。",
  close: "たいかいする",
  closed: "退会（たいかい）しました。ありがとう ございました。",
  back: "やめない",
};
