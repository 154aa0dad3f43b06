import { expect, test } from "vitest";
import type { BusinessDate } from "../../../schema/calendar.ts";
import { type Yen, yen } from "../../../schema/money.ts";
import { couponLeftYen } from "./coupon-left.ts";

const lot = (remainingYen: Yen, expired: boolean) => ({
  remainingYen,
  expiresOn: "2026-12-01" as BusinessDate,
  expired,
});

test("B4: a sheet holds what has not expired, though it may not be spent yet", () => {
  expect(couponLeftYen({ lots: [lot(yen(3_000), false), lot(yen(500), true)] })).toBe(3_000);
  expect(couponLeftYen({ lots: [] })).toBe(0);
});
