import type { Translation } from "../i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about passkeys that the wallet, the counter and the back offices share, in Chinese. */
export const zh: Translation<typeof ja> = {
  madeOn: (v) => `登记于${v.day}`,
  usedOn: (v) => `上次使用：${v.day}`,
  goesAlong: "同一账号的其他手机也可使用",
  rename: "命名",
  name: "名称",
  nameMissing: "请输入名称。",
  save: "保存",
  saving: "正在保存",
  named: "名称已保存。",
  remove: "删除",
  removeTitle: "要删除此登记吗？",
  removing: "正在删除",
  removed: "登记已删除。",
  title: "通行密钥",
  what: "可用指纹、面容、屏幕锁定或安全密钥登录，无需输入ID和密码，也可代替验证码。",
  none: "尚无登记。",
  nameHint: "例：办公室的电脑、我的手机",
  removeText: (v) => `“${v.name}”将无法再用于登录。其他位置会退出登录。`,
  add: "创建通行密钥",
  adding: "正在创建",
  added: "通行密钥已登记",
  atMost: (v) => `最多可登记${v.most}个。请删除不再使用的登记。`,
  cannot: "此浏览器无法使用通行密钥。",
  signIn: "使用通行密钥",
  confirm: "用通行密钥验证",
  checking: "正在验证",
  or: "或",
  orSetUp: "改用通行密钥代替应用",
};
