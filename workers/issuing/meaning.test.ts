import { expect, test } from "vitest";
import { meaningOf } from "./meaning.ts";

test("ISS-5: twenty digits, however grouped and however wide, are a code and never a reservation number", () => {
  const code = "12345678901234567890";
  expect(meaningOf(code)).toEqual({ code });
  expect(meaningOf("1234-5678-9012-3456-7890")).toEqual({ code });
  expect(meaningOf("１２３４ ５６７８ ９０１２ ３４５６ ７８９０")).toEqual({ code });
});

test("ISS-5: few digits are a serial or a reservation number, a coupon's id is a coupon, the rest is a reservation", () => {
  expect(meaningOf(" 417 ")).toEqual({ serial: 417, reference: "417" });
  expect(meaningOf("7k3m9qxw2p4d-12")).toEqual({ couponId: { programmeId: "7k3m9qxw2p4d", serial: 12 } });
  expect(meaningOf("SG-261128-0417")).toEqual({ reference: "SG-261128-0417" });
  expect(meaningOf("123456789012")).toEqual({ reference: "123456789012" });
  expect(meaningOf("　")).toEqual({});
});
