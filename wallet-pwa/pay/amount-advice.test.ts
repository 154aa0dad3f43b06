import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { yen } from "../../schema/money.ts";
import { amountAdvice } from "./amount-advice.ts";

const LIMIT = yen(50_000);

describe("S2, MON-2: what a price means for a balance", () => {
  test("with unit 1 the whole price is paid", () => {
    expect(amountAdvice(yen(1_280), yen(8_420), yen(1), LIMIT)).toEqual({
      kind: "pay",
      part: 1_280,
      cash: 0,
      afterYen: 7_140,
    });
  });

  test("with unit 500 a price of 3,640 proposes 3,500 and 140 in cash", () => {
    expect(amountAdvice(yen(3_640), yen(9_000), yen(500), LIMIT)).toEqual({
      kind: "pay",
      part: 3_500,
      cash: 140,
      afterYen: 5_500,
    });
  });

  test("above the balance it says by how much, and what could be paid", () => {
    expect(amountAdvice(yen(10_000), yen(8_420), yen(1), LIMIT)).toEqual({
      kind: "over-balance",
      shortYen: 1_580,
      part: 8_420,
      cash: 1_580,
    });
    expect(amountAdvice(yen(3_640), yen(1_200), yen(500), LIMIT)).toEqual({
      kind: "over-balance",
      shortYen: 2_300,
      part: 1_000,
      cash: 2_640,
    });
  });

  test("below one unit nothing can be paid, above the limit neither", () => {
    expect(amountAdvice(yen(499), yen(9_000), yen(500), LIMIT)).toEqual({ kind: "below-unit" });
    expect(amountAdvice(yen(50_001), yen(90_000), yen(1), LIMIT)).toEqual({ kind: "over-limit" });
    expect(amountAdvice(yen(0), yen(9_000), yen(1), LIMIT)).toEqual({ kind: "empty" });
  });

  test("whatever is proposed is on the unit, within balance and limit, and adds up to the price", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200_000 }),
        fc.integer({ min: 0, max: 200_000 }),
        fc.constantFrom(1, 100, 500),
        (price, spendable, unit) => {
          const advice = amountAdvice(yen(price), yen(spendable), yen(unit), LIMIT);
          if (advice.kind !== "pay" && advice.kind !== "over-balance") return;
          expect(advice.part + advice.cash).toBe(price);
          expect(advice.part % unit).toBe(0);
          expect(advice.part).toBeLessThanOrEqual(spendable);
          if (advice.kind === "pay") {
            expect(advice.part).toBeGreaterThan(0);
            expect(advice.part).toBeLessThanOrEqual(LIMIT);
            expect(advice.cash).toBeLessThan(unit);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
