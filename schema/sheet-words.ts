/**
 * The words on a coupon sheet. They do not follow the language of the screen: a sheet speaks Japanese, and a second
 * language beside it where the desk wants one, whoever prints it and whoever holds it (PRN-3).
 */
export const SHEET_JA = {
  amount: "金額",
  useBy: "使える期限",
  until: "まで",
  show: "お店でこの券を見せる",
  scan: "お店の方がQRを読み取る",
  rest: "残りは次のお店で使える",
  codeLabel: "QRが読めないときの番号",
  phoneHead: "スマホで使うとき",
  phone: "カメラでQRを読み取り、アプリにチャージします。",
  noChange: "おつりは出ません。現金にかえられません。",
  lost: "なくすと、再発行できないことがあります。",
  issuer: "発行",
  number: "発行番号",
  help: "困ったとき",
  balanceHead: "残高の確認",
  balance: "QRをカメラで読むか",
  digits: "番号20けた",
  qrLabel: "クーポンのQRコード",
  sheetLabel: (v: { serial: string }) => `クーポン ${v.serial}`,
} as const;

/** What the second language says beside the Japanese. */
interface SecondWords {
  readonly amount: string;
  readonly useBy: string;
  readonly show: string;
  readonly scan: string;
  readonly rest: string;
  readonly codeLabel: string;
  readonly phone: string;
  readonly rules: string;
  readonly help: string;
  readonly balance: string;
}

/** Languages that may stand beside the Japanese. */
export const SECOND_LANGUAGES = ["en", "zh", "ko"] as const;
export type SecondLanguage = (typeof SECOND_LANGUAGES)[number];

export const SHEET_SECOND: { readonly [L in SecondLanguage]: SecondWords } = {
  en: {
    amount: "Value",
    useBy: "Use by",
    show: "Show this at the shop.",
    scan: "The staff scan the QR code.",
    rest: "Keep it: the rest is still yours.",
    codeLabel: "Code",
    phone: "On your phone: scan the QR code and charge the app.",
    rules: "No change. Not for cash.",
    help: "Help",
    balance: "Balance: scan the QR code.",
  },
  zh: {
    amount: "金额",
    useBy: "有效期至",
    show: "在店里出示此券。",
    scan: "由店员扫描二维码。",
    rest: "请保留此券，余额可在下一家店使用。",
    codeLabel: "号码",
    phone: "用手机：扫描二维码，充值到应用。",
    rules: "不找零，不可兑换现金。",
    help: "咨询",
    balance: "查询余额：请扫描二维码。",
  },
  ko: {
    amount: "금액",
    useBy: "사용 기한",
    show: "가게에서 이 쿠폰을 보여 주세요.",
    scan: "직원이 QR 코드를 읽습니다.",
    rest: "남은 금액은 다음 가게에서 쓸 수 있습니다.",
    codeLabel: "번호",
    phone: "휴대폰: QR 코드를 읽어 앱에 충전합니다.",
    rules: "거스름돈 없음. 현금 교환 불가.",
    help: "문의",
    balance: "잔액 확인: QR 코드를 읽어 주세요.",
  },
};

/** The three steps of how a sheet is used, by the keys of their words. */
export const SHEET_STEPS = ["show", "scan", "rest"] as const;

/** Where a coupon's balance is read, without its digits: `tegata.example.jp/c/`. */
export function balanceAddress(qrText: string): string {
  return qrText.replace(/^https?:\/\//, "").replace(/\d{20}$/, "");
}
