import { expect, test } from "vitest";
import { phoneForReading, phoneLooksWhole } from "./phone-number.ts";

test("S20: a number is asked about once it can be whole, however it is written", () => {
  for (const typed of ["090-1234-5678", "０９０１２３４５６７８", "+81 90 1234 5678"])
    expect(phoneLooksWhole(typed)).toBe(true);
  for (const typed of ["", "090-1234", "abc"]) expect(phoneLooksWhole(typed)).toBe(false);
});

test("it is read back in the groups people know; anything else as it was typed", () => {
  expect(phoneForReading("０９０１２３４５６７８")).toBe("090-1234-5678");
  expect(phoneForReading("+81 90 1234 5678")).toBe("090-1234-5678");
  expect(phoneForReading(" 03-1234-5678 ")).toBe("03-1234-5678");
});
