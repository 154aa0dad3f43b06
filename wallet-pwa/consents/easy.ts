import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about what residents accept and are asked, in plain Japanese (やさしい日本語). */
export const easy: Translation<typeof ja> = {
  consentTitle: "きまりのかくにん",
  consentLead:
    "つかう 前に、つぎの 文を 読んで ください。そして、同意（どうい）して ください。同意（どうい）は、「これで いいです」と こたえる ことです。",
  consentAgainLead:
    "文が 新しく なりました。読んで、同意（どうい）して ください。同意（どうい）する 前でも、はらう ことが できます。",
  terms: "つかうきまり",
  privacy: "あなたのデータのきまり",
  ofTegata: "Tegata",
  textName: (v) => `${v.of}　${v.name}`,
  versionFrom: (v) => `${v.of}・バージョン${v.version}（${v.day}から）`,
  versionOf: (v) => `バージョン${v.version}`,
  neededFrom: (v) => `${v.day}から、同意（どうい）しないと チャージできません。はらう ことは できます。`,
  agree: "ぜんぶ読みました。どういします",
  agreeMissing: "「どういします」に しるしを つけると、つぎに 行けます。",
  agreeButton: "どういしてつぎへ",
  sending: "おくっています",
  accepted: "同意（どうい）しました。",
  given: "どういした文",
  givenEmpty: "まだ ありません。",
  addTitle: (v) => `${v.pay}をはじめる`,
  asksTitle: "教えて ください（こたえなくても つかえます）",
  asksWhy: "聞くりゆう",
  asksKept:
    "こたえは、ほかの 人が 読めない ように して しまって おきます。この Payの ためだけに つかいます。あとから 直す ことも、けす ことも できます。",
  municipality: "すんでいる市・町・村",
  elsewhere: (v) => `${v.region}ではないところ`,
  birthYear: "生まれた 年（せいれき）",
  birthYearHint: "れい：1950",
  birthYearWrong: "西暦（せいれき）の 数字を 4こ 入れて ください。",
  sex: "せいべつ",
  female: "女の人",
  male: "男の人",
  other: "そのほか",
  noAnswer: "こたえない",
  proceed: "つぎへ",
  save: "ほぞんする",
  answersSaved: "ほぞんしました。",
  answersTitle: "こたえを直す",
  takeBack: "こたえをけす",
  takenBack: "こたえを けしました。",
};
