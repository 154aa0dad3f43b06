import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about one's own data and about leaving, in Chinese. */
export const zh: Translation<typeof ja> = {
  title: "我的数据、注销账号",
  dataTitle: "我的数据",
  dataText: "我们保存的您的信息和所有Pay的记录，可以作为一个文件下载。",
  take: "下载文件",
  taking: ({ count }) => `正在收集… ${count}条`,
  taken: "文件已下载。",
  cutOff: ({ count }) => `每个Pay的记录最多包含最新的${count}条。`,
  closeTitle: "注销账号",
  closeText:
    "您的电话号码、回答、设备、指纹和面容登记会立即删除。支付记录只以编号保留（用于店铺和资金的账簿）。注销后无法恢复。",
  moneyLeft: ({ amount }) => `您还可以使用${amount}。注销后将不能再使用。`,
  giveUp: ({ amount }) => `我同意放弃${amount}`,
  begin: "前往注销",
  sure: "我们会再次验证您的电话号码。验证通过后，将立即注销账号。",
  close: "注销账号",
  closed: "账号已注销。感谢您的使用。",
  back: "取消",
};
