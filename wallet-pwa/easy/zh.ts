import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words of the easy mode, in Chinese. */
export const zh: Translation<typeof ja> = {
  mode: "画面样式",
  standard: "标准",
  easy: "简易",
  modeHint: "简易画面的文字和按钮更大，只显示最常用的功能。",
  toEasy: "切换到简易模式",
  toStandard: "切换到标准画面",
  pay: "支付、充值",
  payHow: "扫描二维码",
  code: "出示付款码",
  codeHow: "由店铺扫描",
  money: "余额和记录",
  actions: "可以做的事",
  until: ({ amount }) => `其中${amount}的有效期至`,
  which: "要使用的Pay",
  call: "打电话咨询",
  help: "帮助",
};
