import { posterWords } from "../../../schema/poster-words.ts";

/** What stands on paper: Japanese whatever the language of the screen, with English beside it on the poster (LNG-2). */
export const printed = {
  ...posterWords,
  slipTitle: "クーポンご利用控え",
  slipAt: "日時",
  slipReceipt: "受付番号",
  slipPay: "Pay",
  slipAmount: "金額",
  slipLeft: "クーポンの残り",
  slipPayment: "クーポンでのお支払いです。値引きではありません。",
  slipVoided: "取り消し済み",
} as const;
