import type { Translation } from "../../shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about setting a hand-held reader up, in Korean. */
export const ko: Translation<typeof ja> = {
  title: "스캐너 설정",
  lead: "아래 QR을 스캐너로 한 번 읽어 주세요. 이 기기가 스캐너의 특성을 기억합니다.",
  testQr: "테스트 QR",
  waiting: "스캔을 기다리고 있습니다",
  learnt: "기억했습니다. 한 번 더 읽으면 확인할 수 있습니다.",
  again: ({ count }) => `${count}번 바르게 읽었습니다.`,
  ends: "마지막에 보내는 것",
  end_enter: "Enter",
  end_tab: "Tab",
  end_none: "없음",
  before: "앞에 붙는 것",
  after: "뒤에 붙는 것",
  nothing: "없음",
  layout: "문자 차이",
  layoutFixed: ({ count }) => `${count}자를 바로잡습니다`,
  speed: "속도",
  speedUsual: "보통",
  speedSlow: ({ ms }) => `느림(최대 ${ms}밀리초 기다립니다)`,
  fault_lost: "문자가 모자랍니다. 입력을 반각 영숫자로 바꾸고 다시 읽어 주세요.",
  "fault_caps-lock": "대문자와 소문자가 바뀌었습니다. 키보드의 CapsLock을 끄고 다시 읽어 주세요.",
  "fault_too-slow": "문자가 너무 느리게 들어옵니다. 스캐너의 문자 간격을 없애고 다시 읽어 주세요.",
  fault_other:
    "테스트 QR과 다른 문자가 들어왔습니다. 스캐너의 키보드 종류(일본어·영어)를 확인하고 다시 읽어 주세요.",
  forget: "처음 설정으로 되돌리기",
  forgotten: "처음 설정으로 되돌렸습니다.",
  stateLearnt: "이 기기는 스캐너를 기억하고 있습니다.",
  stateUsual: "보통 스캐너는 그대로 쓸 수 있습니다. 잘 읽히지 않을 때 설정해 주세요.",
  open: "스캐너 설정하기",
};
