import { expect, test } from "vitest";
import { storedSecond } from "./second-language.ts";

test("PRN-3: a sheet speaks English beside the Japanese until a desk chooses another language or none", () => {
  expect(storedSecond(null)).toBe("en");
  expect(storedSecond("easy")).toBe("en");
  for (const second of ["none", "en", "zh", "ko"]) expect(storedSecond(second)).toBe(second);
});
