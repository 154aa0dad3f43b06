import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about letters of stores, in Chinese. */
export const zh: Translation<typeof ja> = {
  name: "店铺来信",
  storePage: "查看店铺页面",
  muteStore: "停收此店铺的来信",
  muteAll: "停收所有店铺的来信",
  mutedStore: "已停收此店铺的来信。仍在关注该店铺。",
  mutedAll: "已停收所有店铺的来信。仍在关注各店铺。",
  again: "重新接收",
  saving: "正在发送",
  nowMuted: "已停收。仍在关注该店铺。",
  nowAgain: "今后会再次收到来信。",
  allHint: "这是您关注的店铺发来的信息。选择“不接收”后，通知页面也不会显示。",
  receive: "接收",
  none: "不接收",
};
