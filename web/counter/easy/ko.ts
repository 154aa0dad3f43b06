import type { Translation } from "../../shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words of the till's easy mode, in Korean. */
export const ko: Translation<typeof ja> = {
  title: "간편 모드",
  explained: "글자와 버튼이 커지고, 할 일은 세 가지만 남습니다. 어느 계산대에서나 똑같이 적용됩니다.",
  toEasy: "간편 모드로 바꾸기",
  toStandard: "일반 화면으로 바꾸기",
  actions: "할 수 있는 일",
  scanUnder: "종이 쿠폰, 고객님의 코드",
  arrived: "앱 결제 확인",
  arrivedTitle: "앱 결제",
  newest: "가장 최근 결제",
  nothing: "아직 없습니다",
  today: "오늘 매출",
  wrong: "잘못했을 때(결제 취소)",
  call: "전화로 문의",
  help: "도움말",
};
