import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about the code that a shop scans, in Korean. */
export const ko: Translation<typeof ja> = {
  title: "코드 보여 주기",
  lead: "매장 직원에게 스캔을 부탁해 주세요.",
  codeFor: ({ pay }) => `${pay} 결제 코드`,
  untilNew: "새 코드까지",
  seconds: ({ count }) => `${count}초`,
  dontSend: "이 화면을 사진으로 찍거나 다른 사람에게 보내지 말아 주세요.",
  brighter: "읽히지 않을 때는 화면을 밝게 해 주세요.",
  refused: "매장에서 처리되지 않았습니다. 돈은 빠져나가지 않았습니다. 새 코드를 띄웠습니다.",
  nothing: "잔액이 없어 코드를 띄울 수 없습니다.",
  otherPay: "다른 Pay 사용",
  show: "코드 보여 주기",
};
