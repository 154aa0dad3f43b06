import { expect, test } from "vitest";
import { parseOffset } from "./clock-offset.ts";

test.each([
  ["0", 0],
  ["+3d", 259_200_000],
  ["-12h", -43_200_000],
  ["90m", 5_400_000],
  ["30s", 30_000],
  ["1500", 1500],
])("CLK-1: %s is %d ms", (text, ms) => {
  expect(parseOffset(text)).toBe(ms);
});

test.each(["", "tomorrow", "3w", "1.5d"])("CLK-1: %j is refused with words", (text) => {
  expect(() => parseOffset(text)).toThrow("no clock offset");
});
