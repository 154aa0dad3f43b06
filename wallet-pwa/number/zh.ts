import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about changing the telephone number, in Chinese. */
export const zh: Translation<typeof ja> = {
  title: "更改电话号码",
  lead: "请输入新的电话号码。余额和记录都会保留。",
  newNumber: "新电话号码",
  oldFirst: "首先验证您现在的号码。",
  oldGone:
    "如果现在的号码收不到短信，请致电事务局。确认为本人后，会为您更改号码。在此期间，仍可用这部手机支付和充值。",
  help: "帮助",
  proven: "继续",
  change: "更改号码",
  changing: "正在更改",
  others: "更改号码后，其他设备会退出登录。我们会用短信通知原号码。",
  done: "电话号码已更改",
  doneText: (v) => `今后请用后4位为${v.digits}的号码登录。余额保持不变。`,
  home: "返回首页",

  waitTitle: "您的电话号码即将更改",
  waitText: (v) => `根据在事务局办理的手续，将更改为后4位为${v.digits}的号码。更改时间：`,
  waitAsk: "如果是您本人办理的，等待即可。如果不是，请立即停止更改。",
  waitStop: "不是我办理的，停止",
  waitStopping: "正在停止",
  waitStopped: "已停止更改电话号码。",
  confirmTitle: "改为此号码",
  confirmText:
    "您是否向事务局申请了更改电话号码？点“是”后，您的钱包的电话号码将在24小时后改为此号码。如果没有申请，请关闭此页面。",
  confirmYes: "是，改为此号码",
  confirmDone: "已受理",
  confirmDoneText: (v) => `可用后4位为${v.digits}的号码登录的时间：`,
  confirmDoneWhy: "为确认不是他人擅自更改，需要等待24小时。余额会照原样保留。",
  stopTitle: "停止更改号码",
  stopText: "您的钱包的电话号码即将改为其他号码。如果不是您本人办理的，请停止更改。",
  stopDoneText: "电话号码保持不变。为安全起见，请致电事务局。",
  linkBusy: "正在发送",
};
