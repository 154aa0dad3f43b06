import { describe, expect, test } from "vitest";
import type { Yen } from "../../schema/money.ts";
import { asksConfirmation, limitInForce, loosens, shownLimit } from "./limit.ts";

const NOW = 1_000_000;
const yen = (amount: number) => amount as Yen;
const limit = (aboveYen: number | null, endsAtMs: number | null = null) => ({
  aboveYen: aboveYen === null ? null : yen(aboveYen),
  endsAtMs,
});

describe("PSK-6: a payment limit", () => {
  test("asks above the amount, not at it; 0 asks always, none never", () => {
    const asked = (above: number | null, amount: number) => asksConfirmation(limit(above), yen(amount), NOW);
    expect([asked(5_000, 5_000), asked(5_000, 5_001)]).toEqual([false, true]);
    expect([asked(0, 1), asked(null, 50_000)]).toEqual([true, false]);
  });
});

test("PSK-7: one that was to end holds to the last millisecond, and then is as if it were none", () => {
  const ending = limit(5_000, NOW);
  expect(limitInForce(ending, NOW - 1)).toBe(5_000);
  expect(asksConfirmation(ending, yen(9_000), NOW - 1)).toBe(true);
  expect(limitInForce(ending, NOW)).toBeNull();
  expect([loosens(ending, null, NOW - 1), loosens(ending, null, NOW)]).toEqual([true, false]);
  expect(shownLimit(ending, NOW - 1)).toEqual(ending);
  expect(shownLimit(ending, NOW)).toEqual(limit(null));
});
