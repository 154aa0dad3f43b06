import type { ProblemDictionary } from "./problem-words.ts";

/** Refusals and troubles in Korean. */
export const problemsKo: ProblemDictionary = {
  "insufficient-balance": {
    what: "잔액이 부족합니다.",
    next: "금액을 줄이거나, 부족한 금액은 현금 등으로 결제해 주세요.",
  },
  "outside-unit": {
    what: "이 금액으로는 사용할 수 없습니다.",
    next: "사용 단위에 맞춰 금액을 다시 입력해 주세요.",
  },
  "outside-scope": {
    what: "이 매장에서는 사용할 수 없습니다.",
    next: "사용할 수 있는 지역이나 업종에 속하지 않는 매장입니다. 사용 가능한 매장은 매장 목록에서 볼 수 있습니다.",
  },
  expired: { what: "사용 기한이 지났습니다.", next: "이 잔액은 사용할 수 없습니다." },
  frozen: { what: "이용이 정지되었습니다.", next: "사무국에 전화로 문의해 주세요." },
  "not-handed-over": {
    what: "아직 전달 절차가 끝나지 않은 쿠폰입니다.",
    next: "발행한 창구에서 전달 절차를 받아 주세요. 결제되지 않았습니다.",
  },
  "not-yet-valid": {
    what: "아직 사용할 수 없습니다.",
    next: "사용 시작일 전입니다. 발행한 곳에 확인해 주세요.",
  },
  "charge-in-progress": {
    what: "앱으로 충전하는 중입니다.",
    next: "잠시 후 다시 시도해 주세요.",
  },
  charged: { what: "이 쿠폰은 이미 앱에 충전되었습니다.", next: "잔액은 앱에서 사용해 주세요." },
  cancelled: { what: "이 쿠폰은 취소되었습니다.", next: "발행한 곳에 문의해 주세요." },
  "over-limit": { what: "정해진 한도를 넘었습니다.", next: "금액을 줄여 다시 시도해 주세요." },
  "confirmation-needed": {
    what: "지문·얼굴 확인이 필요합니다.",
    next: "확인하면 다음으로 진행됩니다.",
  },
  "wallet-full": {
    what: "이 지갑에는 더 이상 넣을 수 없습니다.",
    next: "잔액을 사용한 뒤 다시 시도해 주세요.",
  },
  "cpm-not-accepted": {
    what: "이 매장에서는 종이 쿠폰과 코드 스캔을 사용할 수 없습니다.",
    next: "앱으로 매장 QR을 스캔해 결제해 주세요.",
  },
  "store-suspended": {
    what: "이 매장은 현재 이용이 중지되어 있습니다.",
    next: "사무국에 문의해 주세요.",
  },
  "store-qr-replaced": {
    what: "이 QR은 새 QR로 교체되었습니다.",
    next: "매장 직원에게 새 QR을 보여 달라고 해 주세요.",
  },
  "signature-invalid": {
    what: "이 QR은 사용할 수 없습니다.",
    next: "올바른 QR인지 매장 직원에게 확인해 주세요.",
  },
  "handle-expired": { what: "스캔한 뒤 시간이 지났습니다.", next: "다시 스캔해 주세요." },
  "programme-closed": { what: "이 사업은 지금 이용할 수 없습니다.", next: "공지를 확인해 주세요." },
  "other-programme": { what: "다른 사업의 것입니다.", next: "해당하는 Pay나 쿠폰을 다시 선택해 주세요." },
  "nothing-left": { what: "잔액이 없습니다.", next: "다른 쿠폰이나 Pay를 사용해 주세요." },
  "payment-not-found": { what: "해당 결제를 찾을 수 없습니다.", next: "접수 번호를 확인해 주세요." },
  "reversal-exceeds-payment": {
    what: "결제한 금액보다 많이 돌려줄 수 없습니다.",
    next: "돌려줄 금액을 확인해 주세요.",
  },
  "return-exceeds-payout": {
    what: "이체한 금액보다 많이 되돌릴 수 없습니다.",
    next: "되돌아온 금액을 확인해 주세요.",
  },
  "void-window-closed": {
    what: "취소할 수 있는 시간이 지났습니다.",
    next: "환불은 본사나 사무국에 요청해 주세요.",
  },
  "other-store": { what: "다른 매장의 결제입니다.", next: "결제를 받은 매장에서 처리해 주세요." },
  "expiry-not-allowed": {
    what: "이 날짜까지 기한을 연장할 수 없습니다.",
    next: "오늘부터 사업 마지막 날 사이의 날짜를 선택해 주세요.",
  },
  "insufficient-allotment": {
    what: "발행할 수 있는 배분이 부족합니다.",
    next: "매수를 줄이거나 사무국에 배분을 요청해 주세요.",
  },
  "evidence-missing": {
    what: "이 발행에는 증빙 서류가 필요합니다.",
    next: "서류를 첨부한 뒤 전달해 주세요.",
  },
  "evidence-closed": {
    what: "지금은 이 발행에 서류를 첨부하거나 뺄 수 없습니다.",
    next: "화면을 새로 고쳐 상태를 확인해 주세요.",
  },
  "stay-issued-before": {
    what: "이 예약에는 이미 발행했습니다.",
    next: "발행하지 않았습니다. 다시 발행하려면 이유를 선택해 주세요.",
  },
  "insufficient-fund": { what: "재원이 부족합니다.", next: "입금을 확인한 뒤 다시 시도해 주세요." },
  "issue-not-found": { what: "해당 발행을 찾을 수 없습니다.", next: "발행 번호를 확인해 주세요." },
  "issue-state": {
    what: "지금 상태에서는 이 처리를 할 수 없습니다.",
    next: "화면을 새로고침해 상태를 확인해 주세요.",
  },
  "issue-mismatch": { what: "발행 내용이 맞지 않습니다.", next: "사무국에 알려 주세요." },
  "operation-abandoned": {
    what: "이 처리는 중단되었습니다.",
    next: "금액 변동은 없습니다. 처음부터 다시 시도해 주세요.",
  },
  "operation-conflict": {
    what: "같은 처리가 다른 내용으로 도착했습니다.",
    next: "내역을 확인한 뒤 처음부터 다시 시도해 주세요.",
  },
  "wrong-holder": {
    what: "이 처리는 다른 잔액의 것입니다.",
    next: "스캔부터 다시 시도해 주세요.",
  },
  "try-again": { what: "이용이 몰리고 있습니다.", next: "잠시 후 다시 시도해 주세요." },
  "coupon-state-lost": {
    what: "이 쿠폰의 상태를 확인하고 있습니다.",
    next: "얼마 후 다시 시도해 주세요.",
  },
  "coupon-unknown": {
    what: "이 코드의 쿠폰을 찾을 수 없습니다.",
    next: "20자리 번호를 확인해 주세요.",
  },
  "invalid-request": { what: "입력 내용에 수정할 곳이 있습니다.", next: "표시된 칸을 확인해 주세요." },
  "malformed-json": { what: "제대로 보내지 못했습니다.", next: "화면을 새로고침하고 다시 시도해 주세요." },
  "body-too-large": { what: "보내는 데이터가 너무 큽니다.", next: "나누어 보내 주세요." },
  "unsupported-media-type": {
    what: "이 형식은 받을 수 없습니다.",
    next: "파일 종류를 확인해 주세요.",
  },
  "not-found": { what: "찾을 수 없습니다.", next: "이전 화면으로 돌아가 다시 선택해 주세요." },
  "method-not-allowed": {
    what: "이 작업은 받을 수 없습니다.",
    next: "화면을 새로고침하고 다시 시도해 주세요.",
  },
  "not-signed-in": { what: "로그인하지 않았습니다.", next: "로그인한 뒤 다시 시도해 주세요." },
  "session-expired": {
    what: "시간이 지나 로그아웃되었습니다.",
    next: "다시 로그인해 주세요.",
  },
  forbidden: { what: "이 작업은 할 수 없습니다.", next: "권한이 있는 분에게 부탁해 주세요." },
  csrf: { what: "안전을 위해 처리하지 않았습니다.", next: "화면을 새로고침하고 다시 시도해 주세요." },
  "credentials-wrong": {
    what: "ID 또는 비밀번호가 맞지 않습니다.",
    next: "확인하고 다시 입력해 주세요.",
  },
  "account-stopped": {
    what: "이 계정은 정지되었습니다.",
    next: "관리자에게 문의해 주세요.",
  },
  "password-common": {
    what: "이 비밀번호는 다른 사람이 짐작하기 쉽습니다.",
    next: "서로 관계없는 단어를 서너 개 이어 보세요.",
  },
  "factor-required": {
    what: "인증 코드가 아직 입력되지 않았습니다.",
    next: "앱에 나온 6자리 숫자를 입력해 주세요.",
  },
  "factor-set-up-required": {
    what: "이 계정은 인증 코드를 준비해야 합니다.",
    next: "화면 순서에 따라 앱을 등록해 주세요.",
  },
  "factor-wrong": {
    what: "인증 코드가 맞지 않습니다.",
    next: "앱의 표시를 보고 다시 입력해 주세요.",
  },
  "factor-used": {
    what: "이 인증 코드는 이미 사용했습니다.",
    next: "앱의 숫자가 바뀌면 새 숫자를 입력해 주세요.",
  },
  "factor-ticket-ended": {
    what: "시간이 지나 처음부터 다시 합니다.",
    next: "새 QR 코드를 스캔해 주세요.",
  },
  "proof-needed": {
    what: "비밀번호를 한 번 더 입력해 주세요.",
    next: "로그인 방법을 바꿀 때는 다시 여쭤봅니다.",
  },
  "key-refused": {
    what: "이 키는 사용할 수 없습니다.",
    next: "매장 관리 화면에서 계산대 연동 키를 확인하거나 새로 만들어 주세요.",
  },
  "till-locked": {
    what: "이 기기는 잠겨 있습니다.",
    next: "PIN이나 비밀번호로 잠금을 해제해 주세요.",
  },
  "pin-wrong": {
    what: "PIN이 맞지 않습니다.",
    next: "천천히 다시 입력해 주세요. 잊었을 때는 비밀번호로 해제할 수 있습니다.",
  },
  "pin-obvious": {
    what: "다른 사람이 짐작하기 쉬운 번호입니다.",
    next: "같은 숫자의 반복, 이어지는 숫자, 태어난 해 등은 피하고 다른 4자리로 정해 주세요.",
  },
  "invitation-ended": {
    what: "이 링크는 더 이상 사용할 수 없습니다.",
    next: "초대한 사람에게 다시 보내 달라고 부탁해 주세요.",
  },
  "password-change-required": {
    what: "아직 처음 비밀번호 그대로입니다.",
    next: "나만 아는 비밀번호로 바꿔 주세요.",
  },
  "away-too-long": {
    what: "한동안 이용하지 않으셔서 전화번호를 확인합니다.",
    next: "SMS로 보내 드리는 6자리 인증번호를 입력하면 계속할 수 있습니다.",
  },
  "terms-not-accepted": {
    what: "아직 약관에 동의하지 않았습니다.",
    next: "약관을 읽고 동의해 주세요.",
  },
  "picture-not-readable": {
    what: "사진으로 읽을 수 없습니다.",
    next: "JPEG, PNG, WebP 사진을 선택해 주세요.",
  },
  "already-decided": {
    what: "이미 결정되었습니다.",
    next: "화면을 새로고침해 확인해 주세요.",
  },
  "pin-outside-region": {
    what: "지도의 위치가 이 지역 밖입니다.",
    next: "매장이 있는 곳에 다시 놓아 주세요.",
  },
  "changed-meanwhile": {
    what: "다른 분이 먼저 바꾸었습니다.",
    next: "쓰신 내용을 따로 적어 두고 화면을 새로고침해 주세요.",
  },
  "code-wrong": { what: "인증번호가 맞지 않습니다.", next: "SMS의 6자리 인증번호를 확인해 주세요." },
  "code-expired": { what: "인증번호의 유효 시간이 지났습니다.", next: "새 인증번호를 받아 주세요." },
  "move-ended": {
    what: "이 번호로는 이어받을 수 없습니다.",
    next: "이전 스마트폰에서 새 QR을 띄워 주세요. 번호는 5분 동안 한 번만 쓸 수 있습니다.",
  },
  "number-check-ended": {
    what: "이 링크는 더 이상 사용할 수 없습니다.",
    next: "기한이 지났거나 중단되었습니다. 계속하려면 사무국에 전화해 주세요.",
  },
  "number-silent": {
    what: "이 번호의 지갑은 1년 넘게 사용되지 않았습니다.",
    next: "본인의 지갑이라면 사무국에 전화해 주세요. 본인임을 확인한 뒤 쓰실 수 있게 해 드립니다.",
  },
  "number-in-use": {
    what: "이 번호는 다른 지갑에서 사용 중입니다.",
    next: "이 번호로 로그인하면 그 지갑을 쓸 수 있습니다. 두 지갑을 하나로 합칠 수는 없습니다.",
  },
  "code-locked": {
    what: "맞지 않는 인증번호가 이어져 잠시 멈추었습니다.",
    next: "시간을 두고 다시 시도해 주세요.",
  },
  "code-needed": {
    what: "본인임을 새 인증번호로 확인하겠습니다.",
    next: "휴대전화로 6자리 인증번호를 보냅니다. 받은 인증번호를 입력해 주세요.",
  },
  "passkey-not-accepted": {
    what: "지문·얼굴로 확인하지 못했습니다.",
    next: "다시 시도해 주세요. 안 될 때는 다른 방법으로 로그인해 주세요.",
  },
  "messages-stopped": {
    what: "지금은 인증번호를 보내 드릴 수 없습니다.",
    next: "시간을 두고 다시 시도해 주세요. 종이 쿠폰은 그대로 쓸 수 있습니다.",
  },
  "phone-not-mobile": {
    what: "이 전화번호로는 SMS를 보낼 수 없습니다.",
    next: "휴대전화 번호를 입력해 주세요.",
  },
  "too-many-requests": {
    what: "짧은 시간에 여러 번 시도되었습니다.",
    next: "잠시 후 다시 시도해 주세요.",
  },
  "code-incomplete": { what: "번호가 20자리가 아닙니다.", next: "20자리를 모두 입력해 주세요." },
  "code-check-digit": {
    what: "번호에 틀린 곳이 있습니다.",
    next: "쿠폰을 보면서 다시 확인해 주세요.",
  },
  "payment-code-unknown": {
    what: "이 코드를 찾을 수 없습니다.",
    next: "고객님께 앱에서 코드를 다시 띄워 달라고 부탁해 주세요.",
  },
  "payment-code-over": {
    what: "이 코드는 더 이상 사용할 수 없습니다.",
    next: "고객님께 앱에서 새 코드를 띄워 달라고 부탁해 주세요.",
  },
  "coupon-not-found": {
    what: "이 코드의 쿠폰을 찾을 수 없습니다.",
    next: "20자리 번호를 확인해 주세요.",
  },
  "store-not-found": { what: "매장을 찾을 수 없습니다.", next: "매장 QR을 다시 스캔해 주세요." },
  conflict: {
    what: "다른 사람의 변경과 겹쳤습니다.",
    next: "화면을 새로고침하고 다시 시도해 주세요.",
  },
  "history-too-long": {
    what: "이 기간의 이용 내역이 너무 많아 파일 하나에 담을 수 없습니다.",
    next: "기간을 줄여서 다시 시도해 주세요.",
  },
  "sales-too-long": {
    what: "이 기간의 매출이 너무 많아 파일 하나에 담을 수 없습니다.",
    next: "기간을 줄이거나 집계 방법을 바꿔서 다시 시도해 주세요.",
  },
  "push-refused": {
    what: "이 브라우저에서는 알림을 받을 수 없습니다.",
    next: "브라우저를 업데이트하거나 다른 브라우저를 이용해 주세요. 소식은 “알림” 화면에서 볼 수 있습니다.",
  },
  "too-many-follows": {
    what: "팔로우할 수 있는 매장 수를 넘었습니다.",
    next: "다른 매장의 팔로우를 끊고 다시 시도해 주세요.",
  },
  "limit-exceeded": {
    what: "한 번에 처리할 수 있는 수를 넘었습니다.",
    next: "수를 줄여 다시 시도해 주세요.",
  },
  "file-not-ready": {
    what: "파일을 아직 만드는 중입니다.",
    next: "완성될 때까지 잠시 기다려 주세요.",
  },
  "report-too-long-for-xlsx": {
    what: "행이 너무 많아 Excel 시트 하나에 들어가지 않습니다.",
    next: "CSV를 선택하거나 기간을 줄여 주세요.",
  },
  "report-file-gone": {
    what: "파일 보관 기간이 지났습니다.",
    next: "같은 기간과 확정일로 다시 만들면 같은 파일이 됩니다.",
  },
  "download-link-over": {
    what: "다운로드 링크가 만료되었습니다.",
    next: "보고서 화면에서 다시 다운로드해 주세요.",
  },
  "issue-not-ready": {
    what: "발행이 아직 진행 중입니다.",
    next: "완성될 때까지 잠시 기다려 주세요.",
  },
  "programme-state": {
    what: "사업의 지금 상태에서는 할 수 없습니다.",
    next: "화면을 새로고침해 상태를 확인해 주세요.",
  },
  "programme-incomplete": {
    what: "아직 부족한 것이 있습니다.",
    next: "‘부족한 것’ 목록을 봐 주세요.",
  },
  "picture-unreadable": {
    what: "이 파일은 이미지로 사용할 수 없습니다.",
    next: "PNG·JPEG·WebP 이미지를 선택해 주세요.",
  },
  "sound-unreadable": {
    what: "이 파일은 소리로 사용할 수 없습니다.",
    next: "소리가 들어 있는 MP3·M4A·WAV·OGG 파일을 선택해 주세요.",
  },
  "notice-state": {
    what: "이 공지는 더 이상 수정할 수 없습니다.",
    next: "내린 뒤 새로 작성해 주세요.",
  },
  "letter-state": {
    what: "이 가게 소식은 지금 그 작업을 할 수 없습니다.",
    next: "화면을 다시 열어 현재 상태를 확인해 주세요.",
  },
  "letters-this-month": {
    what: "이 가게는 이번 달에 더 이상 소식을 보낼 수 없습니다.",
    next: "다음 달에 다시 보낼 수 있습니다.",
  },
  "file-unreadable": {
    what: "이 파일은 읽을 수 없습니다.",
    next: "스프레드시트에서 ‘CSV’로 다시 저장한 뒤 선택해 주세요.",
  },
  "import-busy": {
    what: "다른 가져오기가 아직 진행 중입니다.",
    next: "끝난 뒤 다시 시도해 주세요.",
  },
  "grant-state": {
    what: "이 지급은 이미 다음 단계로 넘어갔습니다.",
    next: "화면을 다시 불러와 지금 상태를 확인하세요.",
  },
  "import-state": {
    what: "이 가져오기는 지금 그 단계가 아닙니다.",
    next: "화면을 새로고침해 지금 상태를 확인해 주세요.",
  },
  "no-payout-rule": {
    what: "마감과 이체 규칙이 아직 없습니다.",
    next: "먼저 마감과 이체를 설정해 주세요.",
  },
  "dates-not-sealed": {
    what: "마감할 기간의 기록이 아직 확정되지 않았습니다.",
    next: "기간이 끝나고 기록이 확정된 뒤 다시 시도해 주세요.",
  },
  "closing-state": {
    what: "이 마감에서는 지금 이 작업을 할 수 없습니다.",
    next: "화면을 새로고침해 상태를 확인해 주세요.",
  },
  "payout-state": {
    what: "이 이체에서는 지금 이 작업을 할 수 없습니다.",
    next: "화면을 새로고침해 상태를 확인해 주세요.",
  },
  "approval-state": {
    what: "이미 결정되었거나 기한이 지났습니다.",
    next: "목록을 다시 불러와 주세요.",
  },
  "approval-not-yours": {
    what: "이 신청을 결정하는 역할이 아닙니다.",
    next: "담당자에게 부탁해 주세요.",
  },
  "approval-ended": {
    what: "이 신청은 승인되지 않았습니다.",
    next: "금액 변동은 없습니다. 새로 신청해 주세요.",
  },
  "result-unreadable": {
    what: "은행의 결과 파일로 읽을 수 없습니다.",
    next: "은행에서 받은 파일을 그대로 선택해 주세요.",
  },
  "same-person": {
    what: "확인한 사람이 아닌 다른 사람의 승인이 필요합니다.",
    next: "다른 담당자에게 승인을 부탁해 주세요.",
  },
  "nothing-to-pay": {
    what: "이체할 것이 없습니다.",
    next: "계좌 등록과 마감 승인을 확인해 주세요.",
  },
  "not-a-bank-day": { what: "이 날은 은행 휴무일입니다.", next: "은행 영업일을 선택해 주세요." },
  "bank-unknown": {
    what: "이 은행 또는 지점을 찾을 수 없습니다.",
    next: "은행명과 지점명을 다시 선택해 주세요.",
  },
  "kana-refused": {
    what: "은행 데이터에 쓸 수 없는 글자가 있습니다.",
    next: "통장에 적힌 대로 가타카나로 입력해 주세요.",
  },
  "https-only": {
    what: "안전한 연결(https)에서만 사용할 수 있습니다.",
    next: "https로 시작하는 주소를 열어 주세요.",
  },
  "dev-only": { what: "이 화면은 여기에서 사용할 수 없습니다.", next: "이전 화면으로 돌아가 주세요." },
  internal: { what: "저희 쪽에서 문제가 생겼습니다.", next: "잠시 후 다시 시도해 주세요." },
  offline: { what: "인터넷에 연결되지 않았습니다.", next: "연결된 뒤 다시 시도해 주세요." },
  "passkey-cancelled": {
    what: "지문·얼굴 확인이 도중에 끝났습니다.",
    next: "다시 시도해 주세요.",
  },
  "passkey-exists": { what: "이 전화는 이미 등록되어 있습니다.", next: "그대로 쓰실 수 있습니다." },
  "passkey-impossible": {
    what: "이 전화에서는 지문·얼굴을 쓸 수 없습니다.",
    next: "전화 설정에서 화면 잠금을 켜거나, 지금까지의 방법을 이용해 주세요.",
  },
  "lost-reply": { what: "응답이 오지 않았습니다.", next: "결과를 확인하고 있습니다." },
  "unreadable-reply": {
    what: "응답을 읽지 못했습니다.",
    next: "잠시 후 다시 시도해 주세요.",
  },
};
