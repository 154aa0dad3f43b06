import { describe, expect, test } from "vitest";
import type { BusinessDate } from "../../schema/calendar.ts";
import { soonDays } from "./time-left.ts";

const day = (text: string) => text as BusinessDate;

describe("PAY-2: an expiry is the end of a day in Japan", () => {
  test("the last minute of the day is still today, one minute later the day is over", () => {
    expect(soonDays(day("2026-11-30"), Date.parse("2026-11-30T23:59:59+09:00"))).toBe(0);
    expect(soonDays(day("2026-11-30"), Date.parse("2026-12-01T00:00:00+09:00"))).toBeNull();
  });

  test("tomorrow is one day away from the first minute of today on", () => {
    expect(soonDays(day("2026-11-30"), Date.parse("2026-11-29T00:00:00+09:00"))).toBe(1);
  });

  test("more than a week away needs no word", () => {
    expect(soonDays(day("2026-11-30"), Date.parse("2026-11-23T12:00:00+09:00"))).toBe(7);
    expect(soonDays(day("2026-11-30"), Date.parse("2026-11-22T12:00:00+09:00"))).toBeNull();
  });
});
