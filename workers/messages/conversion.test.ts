import { expect, test } from "vitest";
import { LEAST_ASKED, looksLikePumping } from "./conversion.ts";

test("RES-9: few numbers say nothing, however few of them entered a code", () => {
  expect(looksLikePumping(LEAST_ASKED - 1, 0)).toBe(false);
});

test("RES-9: of many numbers, fewer than one in five is no crowd of people", () => {
  expect(looksLikePumping(LEAST_ASKED, 3)).toBe(true);
  expect(looksLikePumping(LEAST_ASKED, 4)).toBe(false);
  expect(looksLikePumping(1_000, 199)).toBe(true);
  expect(looksLikePumping(1_000, 700)).toBe(false);
});
