import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about finding a Pay to add, in Chinese. */
export const zh: Translation<typeof ja> = {
  title: "查找Pay",
  lead: "请选择要使用的地区的Pay。以后可以再添加。",
  search: "按Pay名称、地区或市町村查找",
  ofRegion: ({ region }) => `${region}的Pay`,
  runBy: ({ name }) => `运营：${name}`,
  inTowns: ({ towns }) => `可用范围：${towns}`,
  inWholeRegion: ({ region }) => `可用范围：${region}全境`,
  andMore: ({ towns, count }) => `${towns}，另有${count}处`,
  ends: "结束：",
  found: ({ count, more }) => `找到${more ? "超过" : ""}${count}个。`,
  have: "已选择",
  none: "目前没有可选择的Pay。",
  notFound: ({ text }) => `没有找到“${text}”的Pay。`,
  tryThis: "可以试试这样做",
  tryShorter: "缩短关键词（例如去掉“市”或“县”）",
  tryRegion: "用县或市町村的名称查找",
  tryKana: "用平假名或罗马字查找",
  tryScan: "如有纸质券，扫描二维码即可自动选择对应的Pay",
  showAll: "查看所有Pay",
  scan: "扫描纸质券的二维码",
};
