import { expect, test } from "vitest";
import { mobileNumber, phonePrefix } from "./number.ts";

test.each([
  "090-1234-5678",
  "09012345678",
  "０９０１２３４５６７８",
  "０９０－１２３４－５６７８",
  "０９０ー１２３４ー５６７８",
  "０９０　１２３４　５６７８",
  "090.1234.5678",
  "+81 90 1234 5678",
  "+81 (0)90-1234-5678",
  "819012345678",
  "010 81 90 1234 5678",
])("RES-1: %s is one mobile number", (written) => {
  expect(mobileNumber(written)).toBe("+819012345678");
});

test.each([
  ["060-1234-5678", "+816012345678"],
  ["070-1234-5678", "+817012345678"],
  ["080-1234-5678", "+818012345678"],
])("RES-1: %s too, the newest range included", (written, number) => {
  expect(mobileNumber(written)).toBe(number);
});

test.each([
  ["a fixed line", "03-1234-5678"],
  ["an IP telephone", "050-1234-5678"],
  ["a pager", "020-1234-5678"],
  ["toll-free", "0120-123-456"],
  ["toll-free of ten digits, which begins as a mobile does", "0800-123-4567"],
  ["another country", "+1 415 555 2671"],
  ["another country's mobile", "+82 10-1234-5678"],
  ["a digit too few", "090-1234-567"],
  ["a digit too many", "090-1234-56789"],
  ["a mobile that can't be", "090-0123-4567"],
  ["words", "電話"],
  ["nothing", ""],
])("RES-1: %s is none", (_, written) => {
  expect(mobileNumber(written)).toBeNull();
});

test("RES-9: a number's block is what carriers are given: a hundred thousand numbers", () => {
  expect(phonePrefix("+819012345678")).toBe("090123");
  expect(phonePrefix("+816012345678")).toBe("060123");
});
