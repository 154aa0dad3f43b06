import { expect, test } from "vitest";
import { couponIn, runBetween } from "./scanned-text.ts";

const CODE = "48271590633820745106";

test("FND-14: a sheet is known by its QR, by its bare digits and by digits in groups", () => {
  for (const text of [`https://tegata.example.jp/c/${CODE}`, CODE, CODE.replace(/(\d{4})(?=\d)/g, "$1-")])
    expect([text, couponIn(text)]).toEqual([text, couponIn(CODE)]);
  for (const text of ["", "https://example.com/", "12345"]) expect(couponIn(text)).toBeNull();
});

test("FND-14: a run goes from the lower to the higher number, and never from one issue to another", () => {
  const sheet = (serial: number, issueId = "a") => ({ issueId, serial });
  expect(runBetween(sheet(12), sheet(3))).toEqual({ fromSerial: 3, toSerial: 12 });
  expect(runBetween(sheet(5), sheet(5))).toEqual({ fromSerial: 5, toSerial: 5 });
  expect(runBetween(sheet(1), sheet(2, "b"))).toBeNull();
});
