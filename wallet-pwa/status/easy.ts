import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about what is disturbed, in plain Japanese (やさしい日本語). */
export const easy: Translation<typeof ja> = {
  payments: "今、お金を はらうことと チャージが できません。",
  paymentsWorks:
    "のこりの お金は なくなりません。のこりの お金と きろくは 見ることが できます。いそぐときは、げんきんで はらってください。",
  records: "今、つかえないものが あります。",
  recordsWorks:
    "のこりの お金を 見ること、お店の QRで はらうことは できます。チャージ、コード、ログイン、お店を さがすことは、できないときが あります。",
  messages: "今、SMSと 電話を おくることが できません。",
  messagesWorks:
    "ログインしている人は、いつもと おなじように つかえます。新しい ログインと 電話番号を かえることは、すこし まってください。",
  late: "きろくが おくれています。",
  lateWorks:
    "はらうこと、チャージ、のこりの お金は、いつもと おなじです。とりけしや 返金の しるしは、おそく 出るときが あります。",
  slow: "今、つかう人が とても 多いです。",
  slowWorks: "つかえますが、時間が かかるときが あります。ボタンは 1回だけ おして、まってください。",
};
