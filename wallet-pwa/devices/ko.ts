import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about the phones and browsers one is signed in on, in Korean. */
export const ko: Translation<typeof ja> = {
  devices: "사용 중인 스마트폰·컴퓨터",
  devicesLead: (v) => `로그인한 기기입니다. ${v.most}대까지 쓸 수 있습니다. 모르는 기기는 로그아웃해 주세요.`,
  device: (v) => `${v.system}(${v.browser})`,
  deviceUnknown: "종류를 알 수 없는 기기",
  here: "이 기기",
  signedInAt: "로그인한 일시",
  lastSeenOn: "마지막 사용일",
  end: "로그아웃시키기",
  endOf: (v) => `${v.device} 로그아웃시키기`,
  ending: "로그아웃하는 중입니다",
  endTitle: "이 기기를 로그아웃할까요?",
  endText: (v) => `${v.device}에서는 다시 로그인할 때까지 쓸 수 없게 됩니다. 잔액은 없어지지 않습니다.`,
  ended: "로그아웃했습니다.",
  endOthers: "다른 기기 모두 로그아웃",
  endOthersTitle: "다른 기기를 모두 로그아웃할까요?",
  endOthersText: "지금 쓰고 계신 이 기기만 남습니다. 잔액은 없어지지 않습니다.",
  onlyHere: "다른 기기에서는 로그인하지 않았습니다.",

  newsTitle: "새 기기에서 로그인이 있었습니다",
  newsEnded: "그 기기는 지금 로그아웃되어 있습니다.",
  newsAsk: "짐작 가는 일이 없으면 그 기기를 로그아웃해 주세요.",
  newsMine: "본인입니다",
  newsLook: "기기 확인",
  newsArrived: "새 기기에서 로그인이 있었습니다. 홈에서 확인해 주세요.",
};
