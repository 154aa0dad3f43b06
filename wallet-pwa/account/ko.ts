import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about one's own data and about leaving, in Korean. */
export const ko: Translation<typeof ja> = {
  title: "내 데이터·탈퇴",
  dataTitle: "내 데이터",
  dataText: "보관하고 있는 내용과 모든 Pay의 내역을 파일 하나로 받을 수 있습니다.",
  take: "파일 받기",
  taking: ({ count }) => `모으는 중입니다… ${count}건`,
  taken: "파일을 받았습니다.",
  cutOff: ({ count }) => `내역은 Pay마다 최근 ${count}건까지입니다.`,
  closeTitle: "탈퇴하기",
  closeText:
    "전화번호·답변·기기·지문과 얼굴 등록을 바로 삭제합니다. 결제 기록은 번호로만 남습니다(매장과 돈의 장부를 위해). 되돌릴 수 없습니다.",
  moneyLeft: ({ amount }) => `아직 ${amount} 남아 있습니다. 탈퇴하면 쓸 수 없게 됩니다.`,
  giveUp: ({ amount }) => `잔액 ${amount} 포기에 동의합니다`,
  begin: "탈퇴 진행",
  sure: "전화번호를 한 번 더 확인합니다. 번호가 맞으면 바로 탈퇴됩니다.",
  close: "탈퇴하기",
  closed: "탈퇴했습니다. 이용해 주셔서 감사합니다.",
  back: "그만두기",
};
