import { expect, test } from "vitest";
import { perMille } from "./per-mille.ts";

test("a share of nothing is nothing", () => {
  expect(perMille(1, 0)).toBe(0);
  expect(perMille(1, 3)).toBe(333);
});
