import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about finding a Pay to add, in Korean. */
export const ko: Translation<typeof ja> = {
  title: "Pay 찾기",
  lead: "사용할 지역의 Pay를 선택해 주세요. 나중에 추가할 수 있습니다.",
  search: "Pay 이름·지역·시정촌으로 찾기",
  ofRegion: ({ region }) => `${region}의 Pay`,
  runBy: ({ name }) => `운영: ${name}`,
  inTowns: ({ towns }) => `사용 지역: ${towns}`,
  inWholeRegion: ({ region }) => `사용 지역: ${region} 전역`,
  andMore: ({ towns, count }) => `${towns} 외 ${count}곳`,
  ends: "종료:",
  found: ({ count, more }) => `${count}건${more ? " 이상" : ""} 찾았습니다.`,
  have: "선택됨",
  none: "지금 선택할 수 있는 Pay가 없습니다.",
  notFound: ({ text }) => `‘${text}’의 Pay를 찾지 못했습니다.`,
  tryThis: "이렇게 하면 찾을 수도 있습니다",
  tryShorter: "검색어를 짧게 하기(예: ‘시’나 ‘현’ 빼기)",
  tryRegion: "현이나 시정촌 이름으로 찾기",
  tryKana: "히라가나나 로마자로 찾기",
  tryScan: "종이 쿠폰이 있으면 QR을 스캔하기. 해당 Pay가 자동으로 선택됩니다",
  showAll: "모든 Pay 보기",
  scan: "종이 쿠폰의 QR 스캔",
};
