import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { pageJa } from "./page-ja.ts";

/** Words of the page that says how things stand, in Chinese. */
export const pageZh: Translation<typeof pageJa> = {
  title: "当前状况",
  asked: ({ time }) => `截至${time}`,
  well: "一切照常，可以正常使用。",
  somewhere: "部分地区",
  since: ({ day, time }) => `自${day} ${time}起`,
  books: "记录与账簿",
  lag: "写入记录所需时间",
  seconds: ({ n }) => `约${n}秒`,
  minutes: ({ n }) => `约${n}分钟`,
  noRecords: "还没有记录",
  waiting: "等待到达的记录",
  aside: "正在核实的记录",
  none: "没有",
  count: ({ n }) => `${n}条`,
  audit: "账簿检查",
  auditHeld: ({ day, time }) => `${day} ${time}，一日元不差`,
  auditFailed: ({ day, time }) => `${day} ${time}，有不符之处，正在调查`,
  auditNever: "尚未进行",
  sealed: "已确定的日期",
  sealedThrough: ({ day }) => `到${day}为止`,
  unread: "现在无法读取记录。余额不会减少。",
  again: "重新确认",
};
