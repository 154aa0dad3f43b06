import { expect, test } from "vitest";
import { axisText, axisTop } from "./chart-scale.ts";

test("an axis ends at a round number that nothing rises above", () => {
  expect([0, 1, 3, 5, 6, 7_600_000, 10_000_000].map(axisTop)).toEqual([
    1, 1, 5, 5, 10, 10_000_000, 10_000_000,
  ]);
});

test("its amounts are short in each language, and exact", () => {
  expect([5_000_000, 50_000_000, 200_000_000, 5_000].map((yen) => axisText(yen, "ja"))).toEqual([
    "500万",
    "5,000万",
    "2億",
    "5,000",
  ]);
  expect([5_000_000, 500, 2_000_000_000].map((yen) => axisText(yen, "en"))).toEqual(["5M", "500", "2B"]);
});
