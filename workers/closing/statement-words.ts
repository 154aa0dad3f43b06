import type { StatementLineKind } from "../settlement/statement.ts";

/** The words of a store's statement. It goes to shops and their tax advisers in Japan, and is Japanese (B10). */
export const STATEMENT_LINES: { readonly [K in StatementLineKind]: string } = {
  paid: "ご利用",
  reversed: "取り消し・返金",
  fee: "手数料",
  tax: "消費税（手数料の10%）",
  "carried-in": "前回からの繰り越し",
  "carried-out": "次回への繰り越し",
  payable: "お支払いする金額",
};

export const STATEMENT = {
  title: "お支払いの明細",
  pay: "事業",
  store: "お店",
  organisation: "事業者",
  period: "期間",
  number: "締めの番号",
  item: "項目",
  count: "件数",
  amount: "金額（円）",
  transfer: "お振り込み",
  payOn: "振込日",
  transferAmount: "振込額（通帳の金額）",
  transferStores: "この振り込みにふくまれるお店",
  reference: "振込の番号",
  returned: "この振り込みは銀行からもどりました。口座を確かめたあと、もう一度お振り込みします。",
  none: "今回のお振り込みはありません。金額は次回に繰り越します。",
  issuer: "発行者",
  registration: "登録番号",
  taxable: "10%対象の手数料（税抜）",
  taxOn: "消費税",
  noInvoice: "登録番号がないため、適格請求書ではありません。",
  rounding: "1円に満たない額は切り捨てています。",
  stores: (count: number) => `${count}店`,
  until: (from: string, to: string) => `${from} から ${to} まで`,
} as const;
