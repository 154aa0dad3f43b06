import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about following a store, in Chinese. */
export const zh: Translation<typeof ja> = {
  follow: "关注此店铺",
  followed: "已关注",
  unfollow: "取消关注",
  saving: "正在发送",
  nowFollowing: "已关注。可以在店铺列表的“关注中”查看。",
  noLonger: "已取消关注。",
  onlyFollowed: "关注中",
  empty: "您还没有关注的店铺。在店铺页面点“关注此店铺”，就会显示在这里。",
  emptyNarrowed: "在您关注的店铺中未找到。",
  closed: "目前不能用于支付",
};
