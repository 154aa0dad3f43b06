import type { Translation } from "../../shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about setting a hand-held reader up, in Chinese. */
export const zh: Translation<typeof ja> = {
  title: "设置扫码枪",
  lead: "请用扫码枪扫描一次下面的二维码。此设备会记住扫码枪的特点。",
  testQr: "测试二维码",
  waiting: "正在等待扫描",
  learnt: "已记住。再扫描一次即可确认。",
  again: ({ count }) => `已正确读取${count}次。`,
  ends: "最后发送的内容",
  end_enter: "Enter",
  end_tab: "Tab",
  end_none: "无",
  before: "前面附加的内容",
  after: "后面附加的内容",
  nothing: "无",
  layout: "字符差异",
  layoutFixed: ({ count }) => `修正${count}个字符`,
  speed: "速度",
  speedUsual: "正常",
  speedSlow: ({ ms }) => `较慢（最多等待${ms}毫秒）`,
  fault_lost: "字符不完整。请将输入法切换为半角英数，再扫描一次。",
  "fault_caps-lock": "大小写颠倒。请关闭键盘的CapsLock，再扫描一次。",
  "fault_too-slow": "字符到达太慢。请取消扫码枪的字符间隔时间，再扫描一次。",
  fault_other: "收到的字符与测试二维码不同。请确认扫码枪的键盘类型（日语、英语），再扫描一次。",
  forget: "恢复初始设置",
  forgotten: "已恢复初始设置。",
  stateLearnt: "此设备已记住扫码枪。",
  stateUsual: "普通的扫码枪可直接使用。读取不正常时请进行设置。",
  open: "设置扫码枪",
};
