import { expect, test } from "vitest";
import type { HistoryDetail } from "../../schema/api/history.ts";
import { receiptLines, receiptText } from "./receipt-lines.ts";

const row = (more: object) => ({
  operationId: "019aef00-0000-7000-8000-000000000001",
  kind: "payment",
  amountYen: -1_280,
  atMs: Date.parse("2026-11-28T14:32:07+09:00"),
  store: { storeId: "s", name: "喫茶 みなと", town: "白岬市" },
  receiptNumber: "4711",
  expiresOn: null,
  reversedYen: 0,
  ...more,
});
const detail = (more: object = {}) =>
  ({
    row: row({}),
    pay: { payName: "しおさいPay", programmeName: "潮見県 旅クーポン", unitWord: "円" },
    shop: { organisation: "みなと商店", address: "本町1", phone: null },
    tillNumber: 2,
    parts: [
      { amountYen: -1_000, expiresOn: "2026-11-30" },
      { amountYen: -280, expiresOn: "2026-12-31" },
    ],
    balanceAfterYen: 4_720,
    expiredYen: 0,
    payment: null,
    reversals: [],
    ...more,
  }) as unknown as HistoryDetail;
const textOf = (one: HistoryDetail, label: string) =>
  receiptLines(one).find((line) => line.label === label)?.value;

test("HIS-2: a statement has store, moment, amount, both parts that add up to it, and both numbers", () => {
  const lines = receiptLines(detail());
  expect(receiptText(detail())).toMatch(/^ご利用明細 喫茶 みなと\n/);
  expect(textOf(detail(), "日時")).toBe("2026年11月28日(土) 14:32:07");
  expect(textOf(detail(), "金額")).toBe("−1,280円");
  expect(textOf(detail(), "受付番号")).toBe("4711");
  expect(textOf(detail(), "操作の番号")).toBe("019aef00-0000-7000-8000-000000000001");
  const parts = lines.filter((line) => line.label.startsWith("うち"));
  expect(parts.map((line) => line.label)).toEqual([
    "うち 2026年11月30日(月)までの分",
    "うち 2026年12月31日(木)までの分",
  ]);
  expect(parts.reduce((sum, line) => sum + (line.amountYen ?? 0), 0)).toBe(-1_280);
});

test("HIS-2: what came back of a payment stands on it, and a reversal names its payment and the part that had expired", () => {
  const back = row({ kind: "refund", amountYen: 300, receiptNumber: null });
  expect(receiptLines(detail({ reversals: [back] })).map((line) => line.value)).toContain("+300円");
  const reversal = detail({ row: back, payment: row({}), expiredYen: 100 });
  expect(textOf(reversal, "もとの支払い")).toBe("2026年11月28日(土) 14:32 1,280円");
  expect(textOf(reversal, "期限が過ぎていた金額")).toBe("100円");
  expect(textOf(reversal, "受付番号")).toBe("4711");
});

test("HIS-2: as a text it says everything the screen does, and that it is no receipt", () => {
  const text = receiptText(detail());
  for (const { label, value } of receiptLines(detail())) expect(text).toContain(`${label}: ${value}`);
  expect(text).toContain("領収書ではありません");
});

test("HIS-2: where all of it is of one part, its date is said, not the amount again", () => {
  const whole = detail({ parts: [{ amountYen: -1_280, expiresOn: "2026-12-31" }] });
  expect(textOf(whole, "この分の期限")).toBe("2026年12月31日(木)");
  expect(receiptLines(whole).some((line) => line.label.startsWith("うち"))).toBe(false);
});

test("a charge names no store, and what is unknown leaves no empty line", () => {
  const charge = detail({
    row: row({ kind: "charge", amountYen: 3_000, store: null, receiptNumber: null }),
    shop: null,
    tillNumber: null,
    balanceAfterYen: null,
  });
  expect(receiptText(charge)).toContain("紙クーポン");
  expect(receiptLines(charge).every((line) => line.value !== "")).toBe(true);
});
