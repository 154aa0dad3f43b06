import type { Translation } from "../i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about passkeys that the wallet, the counter and the back offices share, in plain Japanese (やさしい日本語). */
export const easy: Translation<typeof ja> = {
  madeOn: (v) => `とうろくした日 ${v.day}`,
  usedOn: (v) => `さいごにつかった日 ${v.day}`,
  goesAlong: "同じ アカウントの 電話でも つかえます",
  rename: "名前をつける",
  name: "名前",
  nameMissing: "名前を 入れて ください。",
  save: "ほぞんする",
  saving: "ほぞんしています",
  named: "名前を ほぞんしました。",
  remove: "けす",
  removeTitle: "とうろくをけしますか？",
  removing: "けしています",
  removed: "とうろくを けしました。",

  title: "パスキー",
  what: "IDと パスワードを 入れないで サインインできます。ゆび・顔・画面（がめん）の ロック、または セキュリティキーを つかいます。かくにんコードの かわりにも なります。",
  none: "まだ とうろくが ありません。",
  nameHint: "れい：じむしつのパソコン、わたしのスマホ",
  removeText: (v) =>
    `「${v.name}」では サインインできなく なります。ほかの スマホや パソコンは、サインアウトに なります。`,
  add: "パスキーを作る",
  adding: "作っています",
  added: "パスキーを とうろくしました",
  atMost: (v) => `とうろくできるのは ${v.most}こまでです。つかわない ものを けして ください。`,
  cannot: "この ブラウザでは パスキーを つかえません。",
  signIn: "パスキーをつかう",
  confirm: "パスキーでたしかめる",
  checking: "たしかめています",
  or: "または",
  orSetUp: "アプリのかわりにパスキーをつかう",
};
