/** What stands on a receipt for the guest to sign: Japanese in every language of the screen (LNG-2), English beside. */
export const RECEIPT_JA = {
  title: "受領書",
  amount: "金額",
  coupon: "クーポン番号",
  useBy: "使える期限",
  reference: "予約番号",
  issuer: "お渡しした場所",
  issuedOn: "発行した日",
  received: "上のクーポンを、たしかに受け取りました。",
  day: "日付",
  sign: "お名前（署名）",
} as const;

export const RECEIPT_EN = {
  title: "Receipt",
  received: "I have received the coupon above.",
  day: "Date",
  sign: "Name (signature)",
} as const;
