import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about the phones and browsers one is signed in on, in plain Japanese (やさしい日本語). */
export const easy: Translation<typeof ja> = {
  devices: "つかっているスマホ・パソコン",
  devicesLead: (v) =>
    `ログインして いる スマホや パソコンです。${v.most}台まで つかえます。知らない ものが あったら、ログアウトさせて ください。`,
  device: (v) => `${v.system}（${v.browser}）`,
  deviceUnknown: "しゅるいがわからないもの",
  here: "今つかっている",
  signedInAt: "ログインした日と時間",
  lastSeenOn: "さいごにつかった日",
  end: "ログアウトさせる",
  endOf: (v) => `${v.device}をログアウトさせる`,
  ending: "ログアウトさせています",
  endTitle: "これを ログアウト させますか",
  endText: (v) => `${v.device}では、もういちど ログインするまで つかえなく なります。お金は なくなりません。`,
  ended: "ログアウトさせました。",
  endOthers: "ほかをぜんぶログアウトさせる",
  endOthersTitle: "ほかを ぜんぶ ログアウト させますか",
  endOthersText: "今 つかって いる スマホか パソコンだけが のこります。お金は なくなりません。",
  onlyHere: "ほかの スマホや パソコンでは、ログインして いません。",

  newsTitle: "新しい スマホか パソコンで ログインが ありました",
  newsEnded: "その スマホか パソコンは、今は ログアウトして います。",
  newsAsk: "あなたでは ない ときは、その スマホか パソコンを ログアウトさせて ください。",
  newsMine: "わたしです",
  newsLook: "たしかめる",
  newsArrived: "新しい スマホか パソコンで ログインが ありました。「ホーム」で たしかめて ください。",
};
