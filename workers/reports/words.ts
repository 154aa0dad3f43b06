import type { EntryKind, FundKind } from "../../schema/events.ts";

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

export const STATEMENT_HEADINGS = [
  "営業日",
  "日付",
  "時刻",
  "事業",
  "科目",
  "発行事業者",
  "内容",
  "相手科目",
  "相手の発行事業者",
  "入",
  "出",
  "残高",
  "通貨単位",
  "操作ID",
  "発行ID",
] as const;
/** The line before the first entry: what stood on the account. */
export const STATEMENT_OPENING = "繰越";
/** What bookkeepers write where the other side is more than one account. */
export const SEVERAL_ACCOUNTS = "諸口";
/** The accounts of the fund's book (FND-1); `allotted` is an issuer's, whose name has a column of its own. */
export const FUND_ACCOUNT_WORDS: { readonly [account: string]: string | undefined } = {
  available: "未配分",
  allotted: "配分",
  cash: "手元の原資",
  writing: "発行の途中",
  issued: "発行",
  cancelled: "取消",
  granting: "付与の途中",
  granted: "付与",
  returned: "失効の返還",
  "paid-out": "振込済み",
  fees: "手数料",
  "fees-held": "手数料の預かり",
};
/** What moved an account of the fund. */
export const FUND_KIND_WORDS: { readonly [Kind in FundKind]?: string } & {
  readonly [kind: string]: string | undefined;
} = {
  deposit: "入金",
  allot: "配分",
  move: "配分の移動",
  issue: "発行",
  "issue-ready": "発行の完了",
  "issue-failed": "発行の中止",
  withdraw: "発行の取り下げ",
  "cancel-return": "クーポンの取消",
  replace: "差しかえ",
  "grant-pending": "付与",
  "grant-posted": "付与の完了",
  "grant-voided": "付与の中止",
  "return-expired": "失効の返還",
  "pay-out": "振込",
  "pay-out-returned": "振込の組戻し",
  "fee-kept": "精算の手数料",
  "fee-taken": "手数料の引き出し",
};
