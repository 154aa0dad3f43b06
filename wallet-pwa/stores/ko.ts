import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about finding a store, in Korean. */
export const ko: Translation<typeof ja> = {
  view: "보기",
  which: "필터",
  list: "목록",
  map: "지도",
  near: "가까운 순",
  openNow: "영업 중",
  paper: "종이 OK",
  pays: "쓸 Pay",
  allPays: "모든 Pay",
  kind_eat: "음식",
  kind_buy: "쇼핑",
  kind_stay: "숙박",
  kind_play: "놀이",
  kind_bathe: "목욕·미용",
  kind_ride: "교통",
  until: ({ time }) => `${time}까지`,
  closedNow: "지금은 닫았습니다",
  findingYou: "현재 위치를 찾는 중입니다…",
  "place-denied":
    "현재 위치를 쓸 수 없습니다. 스마트폰 설정에서 위치 정보를 허용해 주세요. 매장 이름으로는 검색할 수 있습니다.",
  "place-unknown": "현재 위치를 알 수 없었습니다. 잠시 후 다시 시도해 주세요.",
  placeStays: "현재 위치는 이 스마트폰 안에서만 사용합니다.",
  tryAgain: "다시 시도",
  byName: "이름으로 검색",
  nearEmpty: "근처에서 매장을 찾지 못했습니다.",
  inView: ({ count }) => `지도 안의 매장 ${count}곳`,
  inViewMany: ({ count }) => `지도 안에 매장이 ${count}곳 있습니다. 확대하면 매장이 보입니다.`,
  inViewNone: "지도 안에 매장이 없습니다. 지도를 움직이거나 축소해 주세요.",
  mapName: "매장 지도",
  mapFailed: "이 기기에서는 지도를 열 수 없습니다. 목록에서 찾을 수 있습니다.",
  hereIAm: "현재 위치",
  toMyPlace: "현재 위치로",
  groupOf: ({ count }) => `매장 ${count} 곳. 확대하기`,
};
