import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about the phones and browsers one is signed in on, in Chinese. */
export const zh: Translation<typeof ja> = {
  devices: "使用中的手机和电脑",
  devicesLead: (v) => `以下是已登录的设备。最多可使用${v.most}台。如有您不认识的设备，请将其退出登录。`,
  device: (v) => `${v.system}（${v.browser}）`,
  deviceUnknown: "类型不明的设备",
  here: "本设备",
  signedInAt: "登录时间",
  lastSeenOn: "上次使用日期",
  end: "使其退出登录",
  endOf: (v) => `使其退出登录：${v.device}`,
  ending: "正在退出登录",
  endTitle: "要让此设备退出登录吗？",
  endText: (v) => `${v.device}在重新登录之前将无法使用。余额不会消失。`,
  ended: "已使其退出登录。",
  endOthers: "退出其他所有设备的登录",
  endOthersTitle: "要退出其他所有设备的登录吗？",
  endOthersText: "只有您现在使用的这台设备保持登录。余额不会消失。",
  onlyHere: "没有在其他设备上登录。",

  newsTitle: "有新设备登录",
  newsEnded: "该设备现已退出登录。",
  newsAsk: "如果不是您本人，请让该设备退出登录。",
  newsMine: "是我本人",
  newsLook: "查看设备",
  newsArrived: "有新设备登录。请在首页确认。",
};
