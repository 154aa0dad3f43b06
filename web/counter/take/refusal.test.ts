import { describe, expect, test } from "vitest";
import { type Inspected, refusalOf } from "./refusal.ts";

const inspected = (change: Partial<Inspected>, verdict: Inspected["verdict"] = { ok: true }): Inspected => ({
  state: "live",
  frozen: false,
  spendableYen: 4_200 as never,
  ...change,
  verdict,
});

describe("PAY-3: what stands against a coupon is said before any amount", () => {
  test("a live coupon at a store that takes it is not refused", () => {
    expect(refusalOf(inspected({}))).toBeUndefined();
    expect(refusalOf(inspected({ state: "unopened" }))).toBeUndefined();
  });

  test.each(["charged", "cancelled", "expired", "charge-in-progress", "not-yet-valid"] as const)(
    "%s is said by its own name",
    (state) => expect(refusalOf(inspected({ state }))).toBe(state),
  );

  test("a used coupon has nothing left, and so has a live one without spendable yen", () => {
    expect(refusalOf(inspected({ state: "used" }))).toBe("nothing-left");
    expect(refusalOf(inspected({ spendableYen: 0 as never }))).toBe("nothing-left");
  });

  test("a frozen coupon is frozen wherever it is", () => {
    expect(refusalOf(inspected({ frozen: true }, { ok: false, code: "outside-scope" }))).toBe("frozen");
  });

  test("the store's verdict is said where nothing is wrong with the coupon", () => {
    expect(refusalOf(inspected({}, { ok: false, code: "outside-scope" }))).toBe("outside-scope");
    expect(refusalOf(inspected({}, { ok: false, code: "cpm-not-accepted" }))).toBe("cpm-not-accepted");
  });

  test("a charged coupon reads charged, also at a store outside", () => {
    expect(refusalOf(inspected({ state: "charged" }, { ok: false, code: "outside-scope" }))).toBe("charged");
  });
});
