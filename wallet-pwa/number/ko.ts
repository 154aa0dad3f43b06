import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about changing the telephone number, in Korean. */
export const ko: Translation<typeof ja> = {
  title: "전화번호 바꾸기",
  lead: "새 전화번호를 입력해 주세요. 잔액도 내역도 그대로 이어집니다.",
  newNumber: "새 전화번호",
  oldFirst: "먼저 지금 번호를 확인합니다.",
  oldGone:
    "지금 번호로 SMS를 받을 수 없을 때는 사무국에 전화해 주세요. 본인임을 확인한 뒤 번호를 바꿔 드립니다. 그동안에도 이 스마트폰으로 결제와 충전을 할 수 있습니다.",
  help: "도움말",
  proven: "계속",
  change: "번호 바꾸기",
  changing: "바꾸는 중입니다",
  others: "번호를 바꾸면 다른 기기에서는 로그아웃됩니다. 이전 번호에는 SMS로 알려 드립니다.",
  done: "전화번호가 바뀌었습니다",
  doneText: (v) => `앞으로는 끝 4자리가 ${v.digits}인 번호로 로그인합니다. 잔액은 그대로입니다.`,
  home: "홈으로",

  waitTitle: "전화번호가 곧 바뀝니다",
  waitText: (v) => `사무국의 처리에 따라 끝 4자리가 ${v.digits}인 번호로 바뀝니다. 바뀌는 일시:`,
  waitAsk: "본인이 신청하셨다면 그대로 기다려 주세요. 짐작 가는 일이 없으면 바로 멈춰 주세요.",
  waitStop: "본인 아님, 멈추기",
  waitStopping: "멈추는 중입니다",
  waitStopped: "전화번호 변경을 멈추었습니다.",
  confirmTitle: "이 번호로 바꾸기",
  confirmText:
    "사무국에 전화번호 변경을 요청하셨습니까? ‘예’를 누르면 24시간 뒤에 사용 중인 지갑의 전화번호가 이 번호로 바뀝니다. 요청하지 않으셨다면 이 화면을 닫아 주세요.",
  confirmYes: "예, 이 번호로 바꿉니다",
  confirmDone: "접수했습니다",
  confirmDoneText: (v) => `끝 4자리가 ${v.digits}인 번호로 로그인할 수 있게 되는 일시:`,
  confirmDoneWhy:
    "다른 사람이 마음대로 바꾸는 것이 아닌지 확인하기 위해 24시간 기다려 주시기 바랍니다. 잔액은 그대로 이어집니다.",
  stopTitle: "번호 변경 멈추기",
  stopText: "사용 중인 지갑의 전화번호가 다른 번호로 바뀌려고 합니다. 본인의 신청이 아니면 멈춰 주세요.",
  stopDoneText: "전화번호는 지금 그대로입니다. 만일을 위해 사무국에 전화해 주세요.",
  linkBusy: "보내는 중입니다",
};
