import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words of the easy mode, in Korean. */
export const ko: Translation<typeof ja> = {
  mode: "화면 종류",
  standard: "일반",
  easy: "간편",
  modeHint: "간편 화면은 글자와 버튼이 크고, 자주 쓰는 것만 나옵니다.",
  toEasy: "간편 모드로 바꾸기",
  toStandard: "일반 화면으로 바꾸기",
  pay: "결제・충전",
  payHow: "QR을 스캔합니다",
  code: "코드 보여 주기",
  codeHow: "매장에서 스캔합니다",
  money: "잔액과 내역",
  actions: "할 수 있는 일",
  until: ({ amount }) => `이 중 ${amount}의 기한`,
  which: "사용할 Pay",
  call: "전화로 문의",
  help: "도움말",
};
