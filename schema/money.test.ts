import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_AMOUNT_YEN, onUnit, parseYen, proposeSplit, sumYen, type Yen, yen } from "./money.ts";

describe("MON-1: yen is a whole number of zero or more", () => {
  test.each([
    [0, "ok"],
    [MAX_AMOUNT_YEN, "ok"],
    [-1, "negative"],
    [-0.5, "negative"],
    [0.5, "fraction"],
    [MAX_AMOUNT_YEN + 1, "too-large"],
    [Number.POSITIVE_INFINITY, "too-large"],
    [Number.NaN, "not-a-number"],
    ["100", "not-a-number"],
    [null, "not-a-number"],
  ])("%s is %s", (value, expected) => {
    const parsed = parseYen(value);
    expect(parsed.ok ? "ok" : parsed.error).toBe(expected);
  });

  test("a sum that leaves the safe integers is a bug, not an amount", () => {
    expect(() => sumYen([Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError);
    expect(() => yen(-1)).toThrow(RangeError);
  });
});

describe("MON-2: amounts step by the programme's unit", () => {
  test("3,640 at step 500 proposes 3,500 and 140 in cash (S2)", () => {
    expect(proposeSplit(yen(3_640), yen(6_000), yen(500))).toEqual({ part: 3_500, cash: 140 });
  });

  test("the proposal is on the unit, within price and balance, and the largest such", () => {
    const amount = fc.integer({ min: 0, max: 200_000 }).map((value) => value as Yen);
    const unit = fc.constantFrom(1, 10, 100, 500, 1_000).map((value) => value as Yen);
    fc.assert(
      fc.property(amount, amount, unit, (price, spendable, step) => {
        const { part, cash } = proposeSplit(price, spendable, step);
        expect(onUnit(part, step)).toBe(true);
        expect(part + cash).toBe(price);
        expect(part).toBeLessThanOrEqual(Math.min(price, spendable));
        expect(part + step).toBeGreaterThan(Math.min(price, spendable));
      }),
      { numRuns: 1_000 },
    );
  });
});
