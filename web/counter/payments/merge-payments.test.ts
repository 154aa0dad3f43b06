import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StorePayment } from "../../../schema/api/counter.ts";
import { mergePayments } from "./merge-payments.ts";

const row = (id: number, change: Partial<StorePayment> = {}): StorePayment =>
  ({
    operationId: `0192${String(id).padStart(4, "0")}-0000-7000-8000-000000000000`,
    kind: "payment",
    via: "app",
    amountYen: 1_000,
    atMs: 1_000 * id,
    receiptNumber: "4827",
    payment: null,
    reversedYen: 0,
    ...change,
  }) as unknown as StorePayment;

const reversal = (id: number, of: StorePayment, amountYen: number): StorePayment =>
  row(id, { kind: "void", payment: of.operationId, amountYen } as Partial<StorePayment>);

describe("FED-1: the list and the feed are one list without doubles", () => {
  test("the same payment twice is one row", () => {
    expect(mergePayments([row(1)], [row(1), row(2)]).map((one) => one.atMs)).toEqual([2_000, 1_000]);
  });

  test("a reversal marks its payment, whichever came first", () => {
    const payment = row(1);
    const back = reversal(2, payment, 1_000);
    for (const order of [
      [payment, back],
      [back, payment],
    ])
      expect(mergePayments([], order).find((one) => one.kind === "payment")?.reversedYen).toBe(1_000);
  });

  test("a list that is older than the feed takes nothing back", () => {
    const payment = row(1);
    const known = mergePayments([payment], [reversal(2, payment, 400)]);
    expect(mergePayments(known, [payment]).find((one) => one.kind === "payment")?.reversedYen).toBe(400);
  });

  test("any order and any repeats end in the same rows", () => {
    const payments = [row(1), row(2), row(3)];
    const all = [
      ...payments,
      reversal(4, payments[0] as StorePayment, 300),
      reversal(5, payments[0] as StorePayment, 700),
    ];
    const wanted = mergePayments([], all);
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...all, ...all], { minLength: 10, maxLength: 10 }),
        fc.integer({ min: 0, max: 10 }),
        (messages, cut) => {
          const once = mergePayments(mergePayments([], messages.slice(0, cut)), messages.slice(cut));
          expect(once).toEqual(wanted);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
