import { expect, test } from "vitest";
import { isLooser } from "./payment-limit.ts";

test("PSK-6: raising a limit and taking it away let more through; setting and lowering it don't", () => {
  expect([isLooser(2, 1), isLooser(null, 1), isLooser(null, 0)]).toEqual([true, true, true]);
  expect([isLooser(1, 1), isLooser(0, 1), isLooser(5, null), isLooser(null, null)]).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
