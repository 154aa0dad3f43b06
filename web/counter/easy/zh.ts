import type { Translation } from "../../shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words of the till's easy mode, in Chinese. */
export const zh: Translation<typeof ja> = {
  title: "简易模式",
  explained: "文字和按钮变大，只保留三项操作。无论您在哪个收银台都一样。",
  toEasy: "切换到简易模式",
  toStandard: "切换到标准画面",
  actions: "可以做的事",
  scanUnder: "纸质券、顾客的付款码",
  arrived: "查看应用支付",
  arrivedTitle: "应用支付",
  newest: "最新一笔",
  nothing: "暂无",
  today: "今日销售额",
  wrong: "弄错时（撤销）",
  call: "打电话咨询",
  help: "帮助",
};
