import { expect, test } from "vitest";
import { chargeCodeCheckDigits } from "../../../schema/charge-code.ts";
import { meaningOf } from "./scan-meaning.ts";

const payload = "482715906338201651";
const code = payload + chargeCodeCheckDigits(payload);

test("S12: a coupon is found in a URL, in bare digits and in what a reader sends", () => {
  for (const text of [`https://example.jp/c/${code}`, code, `]Q1${code}`, code.replace(/(.{4})/g, "$1 ")])
    expect(meaningOf(text)).toEqual({ kind: "coupon", code });
});

test("CPN-1: a wrong check digit is said on the device, without asking anybody", () => {
  const wrong = `${code.slice(0, 5)}${(Number(code[5]) + 1) % 10}${code.slice(6)}`;
  expect(meaningOf(wrong)).toEqual({ kind: "trouble", trouble: "check-digit" });
});

test("other codes are told apart: a store's, another service's, a part, nothing", () => {
  const store = "https://example.jp/s/7k3m9qxw2p4d/7k3m9qxw2p4e.AbCdEfGhIjKlMnOpQrSt";
  expect(meaningOf(store)).toEqual({ kind: "trouble", trouble: "store" });
  expect(meaningOf("https://example.com/menu")).toEqual({ kind: "trouble", trouble: "foreign" });
  expect(meaningOf("4827159063")).toEqual({ kind: "trouble", trouble: "incomplete" });
  expect(meaningOf("hello")).toEqual({ kind: "trouble", trouble: "nothing" });
});
