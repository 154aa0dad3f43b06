import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { pageJa } from "./page-ja.ts";

/** Words of the page that says how things stand, in Korean. */
export const pageKo: Translation<typeof pageJa> = {
  title: "현재 상황",
  asked: ({ time }) => `${time} 현재`,
  well: "평소처럼 사용하실 수 있습니다.",
  somewhere: "일부 지역에서",
  since: ({ day, time }) => `${day} ${time}부터`,
  books: "기록과 장부",
  lag: "기록까지 걸리는 시간",
  seconds: ({ n }) => `약 ${n} 초`,
  minutes: ({ n }) => `약 ${n} 분`,
  noRecords: "아직 기록이 없습니다",
  waiting: "도착을 기다리는 기록",
  aside: "확인 중인 기록",
  none: "없습니다",
  count: ({ n }) => `${n} 건`,
  audit: "장부 점검",
  auditHeld: ({ day, time }) => `${day} ${time}, 1엔까지 맞았습니다`,
  auditFailed: ({ day, time }) => `${day} ${time}, 맞지 않는 곳이 있어 조사하고 있습니다`,
  auditNever: "아직 하지 않았습니다",
  sealed: "확정된 날",
  sealedThrough: ({ day }) => `${day}까지`,
  unread: "지금은 기록을 읽을 수 없습니다. 잔액은 그대로입니다.",
  again: "다시 확인하기",
};
