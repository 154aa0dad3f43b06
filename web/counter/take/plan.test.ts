import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mostOf, planTake } from "./plan.ts";

const terms = { spendableYen: 4_200, unitYen: 1, payLimitYen: 100_000 };

describe("S2: the till proposes the coupon's part and the rest in cash", () => {
  test("a price above the balance takes all of it, and the rest is short", () => {
    expect(planTake(5_000, terms)).toEqual({
      kind: "take",
      part: 4_200,
      cash: 800,
      cashReason: "short",
      leftYen: 0,
    });
  });

  test("3,640 at step 500 proposes 3,500 and 140 in cash, because of the unit", () => {
    expect(planTake(3_640, { spendableYen: 5_000, unitYen: 500, payLimitYen: 100_000 })).toEqual({
      kind: "take",
      part: 3_500,
      cash: 140,
      cashReason: "unit",
      leftYen: 1_500,
    });
  });

  test("a price that fits leaves nothing to pay otherwise", () => {
    expect(planTake(4_000, terms)).toMatchObject({ part: 4_000, cash: 0, cashReason: undefined });
  });

  test("the limit of one payment is said as such", () => {
    const plan = planTake(9_000, { spendableYen: 20_000, unitYen: 500, payLimitYen: 5_000 });
    expect(plan).toMatchObject({ part: 5_000, cash: 4_000, cashReason: "limit" });
  });

  test("less than one unit, nothing and too much are not taken", () => {
    expect(planTake(499, { ...terms, unitYen: 500 })).toEqual({ kind: "too-small" });
    expect(planTake(0, terms)).toEqual({ kind: "none" });
    expect(planTake(10_000_000_000, terms)).toEqual({ kind: "too-large" });
  });

  test("whatever the price: on the unit, never above the balance, and part and cash make the price", () => {
    const amount = fc.integer({ min: 1, max: 200_000 });
    fc.assert(
      fc.property(
        amount,
        amount,
        fc.constantFrom(1, 10, 100, 500),
        amount,
        (price, spendable, unit, limit) => {
          const plan = planTake(price, { spendableYen: spendable, unitYen: unit, payLimitYen: limit });
          if (plan.kind !== "take") return plan.kind === "too-small";
          return (
            plan.part % unit === 0 &&
            plan.part <= Math.min(spendable, limit) &&
            plan.part + plan.cash === price &&
            plan.cash > 0 === (plan.cashReason !== undefined)
          );
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe("「残りを全部使う」", () => {
  test("takes what is spendable on the unit, and never more than one payment may be", () => {
    expect(mostOf({ spendableYen: 4_200, unitYen: 500, payLimitYen: 100_000 })).toBe(4_000);
    expect(mostOf({ spendableYen: 4_200, unitYen: 500, payLimitYen: 3_100 })).toBe(3_000);
    expect(mostOf(terms)).toBe(4_200);
  });
});
