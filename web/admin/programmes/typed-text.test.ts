import { expect, test } from "vitest";
import { readNumber, splitList } from "./typed-text.ts";

test("S3: a number is read in whatever width it was typed; nothing is no number, and neither is a word", () => {
  expect(["5000", "５，０００", " 5,000 ", ""].map((text) => readNumber(text))).toEqual([
    5_000,
    5_000,
    5_000,
    null,
  ]);
  for (const bad of ["0", "-1", "1.5", "なし", "12345678901234"]) expect(readNumber(bad)).toBeUndefined();
  expect(readNumber("0", 0)).toBe(0);
});

test("S3: a list is parted by commas of whatever kind, and a comma between thousands parts nothing", () => {
  expect(splitList("3,000、2,000、1,000")).toEqual(["3,000", "2,000", "1,000"]);
  expect(splitList("3000,2000，500")).toEqual(["3000", "2000", "500"]);
  expect(splitList("J N8064；I")).toEqual(["J", "N8064", "I"]);
});
