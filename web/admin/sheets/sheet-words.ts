/**
 * The words on a coupon sheet. They do not follow the language of the screen: a sheet speaks Japanese and English at
 * once, whoever prints it and whoever holds it.
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
  balance: "QRをカメラで読む",
  qrLabel: "クーポンのQRコード",
  sheetLabel: (v: { serial: string }) => `クーポン ${v.serial}`,
} as const;

export const SHEET_EN = {
  amount: "Value",
  useBy: "Use by",
  show: "Show this at the shop.",
  scan: "The staff scan the QR code.",
  rest: "Keep it: the rest is still yours.",
  codeLabel: "Code",
  phone: "On your phone: scan the QR code and charge the app.",
  rules: "No change. Not for cash.",
  help: "Help",
  balance: "Scan the QR code to see the balance.",
} as const;
