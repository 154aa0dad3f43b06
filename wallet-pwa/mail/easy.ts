import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words of the pages that links in mails open, in plain Japanese. */
export const easy: Translation<typeof ja> = {
  confirmTitle: "メールを もらうか どうか",
  confirmText: "この メールアドレスで、事務局（じむきょく）の メールを もらいますか。",
  confirmYes: "もらう",
  confirmDone: "これから メールが とどきます",
  doneFor: (v) => `${v.region}の 事務局（じむきょく）・${v.office}`,
  leaveTitle: "メールを やめる",
  leaveText: "この メールアドレスに くる、事務局（じむきょく）の メールを やめますか。",
  leaveYes: "やめる",
  leaveDone: "メールを やめました",
  leaveAgain: "また もらいたい ときは、お店や 会社の 人が、画面（がめん）で アドレスを 入れて ください。",
  busy: "おくって います",
  ended: "この リンクは つかえません。時間が すぎたか、リンクが とちゅうで きれて います。",
};
