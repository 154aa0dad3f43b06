import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about the code that a shop scans, in Chinese. */
export const zh: Translation<typeof ja> = {
  title: "出示付款码",
  lead: "请让店员扫描。",
  codeFor: ({ pay }) => `${pay}的付款码`,
  untilNew: "距更新付款码",
  seconds: ({ count }) => `${count}秒`,
  dontSend: "请不要拍摄此画面，也不要发给他人。",
  brighter: "无法读取时，请调亮屏幕。",
  refused: "店铺未能受理。没有资金变动。已显示新的付款码。",
  nothing: "没有余额，无法显示付款码。",
  otherPay: "换用其他Pay",
  show: "出示付款码",
};
