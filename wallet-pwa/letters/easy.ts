import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about letters of stores, in plain Japanese (やさしい日本語). */
export const easy: Translation<typeof ja> = {
  name: "お店だより",
  storePage: "お店の ページを 見る",
  muteStore: "この お店の お店だよりを 止める",
  muteAll: "ぜんぶの お店だよりを 止める",
  mutedStore: "この お店の お店だよりは 止めています。フォローは つづいて います。",
  mutedAll: "ぜんぶの お店だよりを 止めています。フォローは つづいて います。",
  again: "また もらう",
  saving: "おくっています",
  nowMuted: "止めました。フォローは つづいて います。",
  nowAgain: "また とどきます。",
  allHint:
    "フォローして いる お店からの 手紙（てがみ）です。「もらわない」に すると、お知らせの 画面（がめん）にも とどきません。",
  receive: "もらう",
  none: "もらわない",
};
