import { describe, expect, test } from "vitest";
import { TEXT_SIZES, textPercent } from "./appearance.ts";

describe("EAS-3: letters of the easy mode", () => {
  test("are at least a quarter larger than the phone's own", () => {
    for (const size of TEXT_SIZES) expect(textPercent(size, true)).toBeGreaterThanOrEqual(125);
  });

  test("are never smaller than the size that was chosen", () => {
    for (const size of TEXT_SIZES)
      expect(textPercent(size, true)).toBeGreaterThanOrEqual(textPercent(size, false));
    expect(textPercent("largest", true)).toBe(150);
    expect(textPercent("normal", false)).toBe(100);
  });
});
