import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about moving to another phone, in Korean. */
export const ko: Translation<typeof ja> = {
  title: "새 스마트폰으로 옮기기",
  sameNumber: "같은 전화번호를 쓸 때",
  sameNumberText:
    "새 스마트폰에서 같은 전화번호로 로그인하기만 하면 됩니다. 잔액도 내역도 그대로 나옵니다. 여기서 하실 일은 없습니다.",
  noNumber: "새 스마트폰에서 아직 번호를 쓸 수 없을 때",
  noNumberText: "이 스마트폰에 QR을 띄우고 새 스마트폰으로 스캔합니다. 5분 동안 한 번만 쓸 수 있습니다.",
  start: "QR 띄우기",
  starting: "준비하는 중입니다",
  scanWith: "새 스마트폰의 카메라로 이 QR을 스캔해 주세요.",
  qrLabel: "새 스마트폰으로 스캔할 QR",
  orType:
    "카메라로 읽을 수 없을 때는 새 스마트폰의 로그인 화면에서 ‘이전 스마트폰에서 이어받기’를 선택하고 이 번호를 입력합니다.",
  digits: "10자리 번호",
  leftLabel: "QR을 쓸 수 있는 남은 시간",
  noOther: "이 QR과 번호를 다른 사람에게 보여 주거나 알려 주지 말아 주세요.",
  stop: "그만두기",
  claimedTitle: "이 스마트폰으로 옮길까요?",
  claimedText: (v) => `스캔한 기기: ${v.device}`,
  checkText: "새 스마트폰에 나온 2자리 숫자와 같은지 확인해 주세요.",
  check: "확인 숫자",
  confirm: "같으니 옮기기",
  confirming: "옮기는 중입니다",
  refuse: "다르니 그만두기",
  confirmedTitle: "새 스마트폰으로 옮기는 중입니다",
  confirmedText: "새 스마트폰의 화면을 그대로 열어 두세요.",
  doneTitle: "새 스마트폰으로 옮겼습니다",
  doneText: "이 스마트폰에서도 아직 쓸 수 있습니다. 다른 사람에게 넘길 때는 설정에서 로그아웃해 주세요.",
  toSettings: "설정으로",
  endedTitle: "옮기기가 끝났습니다",
  endedText: "시간이 지났거나 그만두어 아무것도 옮기지 않았습니다. 잔액은 그대로입니다.",
  again: "QR 다시 띄우기",

  takeLink: "이전 스마트폰에서 이어받기",
  takeTitle: "이전 스마트폰에서 이어받기",
  takeText:
    "이전 스마트폰의 설정에서 ‘새 스마트폰으로 옮기기’를 선택하고, 나온 10자리 번호를 입력해 주세요. 이 스마트폰의 카메라로 QR을 스캔할 수도 있습니다.",
  takeShort: "10자리 번호를 모두 입력해 주세요.",
  take: "다음",
  taking: "확인하는 중입니다",
  waitTitle: "이전 스마트폰에서 확인해 주세요",
  waitText: "이전 스마트폰에도 같은 숫자가 나와 있습니다. 이전 스마트폰에서 ‘같으니 옮기기’를 눌러 주세요.",
  waiting: "이전 스마트폰의 확인을 기다리고 있습니다",
  takeEnded: "이어받지 못했습니다",
  takeEndedText: "시간이 지났거나 이전 스마트폰에서 그만두었습니다. 이전 스마트폰에서 새 QR을 띄워 주세요.",
  takeAgain: "번호 다시 입력",
  signInInstead: "전화번호로 로그인",
};
