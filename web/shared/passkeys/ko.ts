import type { Translation } from "../i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about passkeys that the wallet, the counter and the back offices share, in Korean. */
export const ko: Translation<typeof ja> = {
  madeOn: (v) => `${v.day} 등록`,
  usedOn: (v) => `마지막 사용일 ${v.day}`,
  goesAlong: "같은 계정을 쓰는 다른 전화에서도 쓸 수 있습니다",
  rename: "이름 붙이기",
  name: "이름",
  nameMissing: "이름을 입력해 주세요.",
  save: "저장",
  saving: "저장하는 중입니다",
  named: "이름을 저장했습니다.",
  remove: "삭제",
  removeTitle: "등록을 삭제할까요?",
  removing: "삭제하는 중입니다",
  removed: "등록을 삭제했습니다.",
  title: "패스키",
  what: "지문·얼굴·화면 잠금이나 보안 키로 ID와 비밀번호를 입력하지 않고 로그인할 수 있습니다. 인증 코드를 대신하기도 합니다.",
  none: "아직 등록된 것이 없습니다.",
  nameHint: "예: 사무실 컴퓨터, 내 스마트폰",
  removeText: (v) => `더 이상 ‘${v.name}’ 패스키로 로그인할 수 없습니다. 다른 곳은 로그아웃됩니다.`,
  add: "패스키 만들기",
  adding: "만드는 중입니다",
  added: "패스키를 등록했습니다",
  atMost: (v) => `최대 ${v.most}개까지 등록할 수 있습니다. 쓰지 않는 것을 삭제해 주세요.`,
  cannot: "이 브라우저에서는 패스키를 쓸 수 없습니다.",
  signIn: "패스키 사용",
  confirm: "패스키로 확인",
  checking: "확인하는 중입니다",
  or: "또는",
  orSetUp: "앱 대신 패스키 사용",
};
