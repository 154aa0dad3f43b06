import type { EntryKind } from "../../schema/events.ts";

/** The words of report files. Files go to secretariats, prefectures and auditors in Japan; back-office words (B10). */
export const TRANSACTION_HEADINGS = [
  "営業日",
  "日付",
  "時刻",
  "種別",
  "事業",
  "媒体",
  "発行番号",
  "店舗",
  "店舗ID",
  "レジ",
  "金額",
  "通貨単位",
  "受付番号",
  "操作ID",
  "行",
  "元の操作ID",
  "有効期限",
  "発行事業者",
] as const;

/** Kinds a transaction file lists, and what they are called there. */
export const TRANSACTION_KINDS: { readonly [Kind in EntryKind]?: string } = {
  pay: "決済",
  "charge-pending": "チャージ",
  "charge-voided": "チャージ取消",
  cancel: "クーポン取消",
  credit: "付与",
};
/** A reversal is one or the other (REV-1). */
export const REVERSALS: { readonly [mode: string]: string | undefined } = { void: "取消", refund: "返金" };
export const MEDIA = { coupon: "紙", wallet: "アプリ" } as const;
/** Where a coupon has its serial. */
export const WALLET_SERIAL = "ウォレット";
