import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { pageJa } from "./page-ja.ts";

/** Words of the page that says how things stand, in plain Japanese (やさしい日本語). */
export const pageEasy: Translation<typeof pageJa> = {
  title: "今の ようす",
  asked: ({ time }) => `${time}の ようす`,
  well: "いつもと おなじように つかえます。",
  somewhere: "ある 地域で",
  since: ({ day, time }) => `${day} ${time}から`,
  books: "きろくと ちょうぼ",
  lag: "きろくまでの 時間",
  seconds: ({ n }) => `だいたい ${n}秒`,
  minutes: ({ n }) => `だいたい ${n}分`,
  noRecords: "まだ きろくが ありません",
  waiting: "まっている きろく",
  aside: "しらべている きろく",
  none: "ありません",
  count: ({ n }) => `${n}件`,
  audit: "ちょうぼの てんけん",
  auditHeld: ({ day, time }) => `${day} ${time}、1円まで 合っていました`,
  auditFailed: ({ day, time }) => `${day} ${time}、合わないところが ありました。しらべています`,
  auditNever: "まだ していません",
  sealed: "きまった 日",
  sealedThrough: ({ day }) => `${day}まで`,
  unread: "今は きろくを 読めません。のこりの お金は なくなりません。",
  again: "もう一度 しらべる",
};
