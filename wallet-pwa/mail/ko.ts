import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words of the pages that links in mails open, in Korean. */
export const ko: Translation<typeof ja> = {
  confirmTitle: "소식지 받을 주소 확인",
  confirmText: "이 메일 주소로 사무국의 소식지를 받으시겠습니까?",
  confirmYes: "받기",
  confirmDone: "받도록 설정했습니다",
  doneFor: (v) => `${v.region} 사무국・${v.office}`,
  leaveTitle: "소식지 그만 받기",
  leaveText: "이 메일 주소로 오는 사무국의 소식지를 중지하시겠습니까?",
  leaveYes: "중지",
  leaveDone: "소식지를 중지했습니다",
  leaveAgain: "다시 받으려면 사업자 담당자가 화면에서 주소를 추가해 주세요.",
  busy: "보내는 중입니다",
  ended: "이 링크는 사용할 수 없습니다. 기한이 지났거나 링크가 잘렸습니다.",
};
