import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about what is disturbed, in Korean. */
export const ko: Translation<typeof ja> = {
  payments: "지금은 결제와 충전을 할 수 없습니다.",
  paymentsWorks: "잔액은 그대로이며, 잔액과 내역은 볼 수 있습니다. 급하시면 현금 등으로 결제해 주세요.",
  records: "지금은 일부 기능을 사용할 수 없습니다.",
  recordsWorks:
    "잔액 확인과 매장 QR 결제는 할 수 있습니다. 충전, 코드 표시, 로그인, 매장 찾기는 안 될 수 있습니다.",
  messages: "지금은 SMS와 전화를 보낼 수 없습니다.",
  messagesWorks:
    "로그인하신 분은 평소처럼 사용할 수 있습니다. 새 로그인과 전화번호 변경은 잠시 기다려 주세요.",
  late: "기록 반영이 늦어지고 있습니다.",
  lateWorks: "결제, 충전, 잔액은 평소와 같습니다. 취소와 환불 표시는 늦게 나올 수 있습니다.",
  slow: "지금 이용이 많습니다.",
  slowWorks: "사용할 수 있지만 시간이 걸릴 수 있습니다. 버튼은 한 번만 누르고 기다려 주세요.",
};
