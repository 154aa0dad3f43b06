import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words of the pages that links in mails open, in Chinese. */
export const zh: Translation<typeof ja> = {
  confirmTitle: "确认接收邮件的地址",
  confirmText: "是否用此邮箱接收事务局的邮件？",
  confirmYes: "接收",
  confirmDone: "已设为接收",
  doneFor: (v) => `${v.region}事务局・${v.office}`,
  leaveTitle: "不再接收邮件",
  leaveText: "是否停止向此邮箱发送事务局的邮件？",
  leaveYes: "停止",
  leaveDone: "已停止发送邮件",
  leaveAgain: "如需再次接收，请由事业者的负责人在页面上添加邮箱。",
  busy: "正在发送",
  ended: "此链接无法使用。可能已过期，或链接不完整。",
};
