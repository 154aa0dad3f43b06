import { describe, expect, test } from "vitest";
import type { BusinessDate } from "../../schema/calendar.ts";
import { ALL_TIME, datesOf, isBackwards, isWithin, type PERIODS } from "./history-filter.ts";

const TODAY = "2026-03-15" as BusinessDate;
const of = (period: (typeof PERIODS)[number], from = "", to = "") => datesOf({ period, from, to }, TODAY);

describe("HIS-1: a period is business dates, both within", () => {
  test("months and years are whole, across the turn of a year and a February", () => {
    expect(of("this-month")).toEqual({ from: "2026-03-01", to: "2026-03-31" });
    expect(of("last-month")).toEqual({ from: "2026-02-01", to: "2026-02-28" });
    expect(datesOf({ ...ALL_TIME, period: "last-month" }, "2026-01-31" as BusinessDate)).toEqual({
      from: "2025-12-01",
      to: "2025-12-31",
    });
    expect(of("this-year")).toEqual({ from: "2026-01-01", to: "2026-12-31" });
    expect(of("last-year")).toEqual({ from: "2025-01-01", to: "2025-12-31" });
  });

  test("all time, and a date that is still being typed, leave their sides open", () => {
    expect(of("all", "2026-01-01")).toEqual({});
    expect(of("own", "2026-01-0", "2026-02-30")).toEqual({});
    expect(of("own", "2026-01-05")).toEqual({ from: "2026-01-05" });
  });

  test("an end before the beginning is told, and nothing is within it", () => {
    const dates = of("own", "2026-03-02", "2026-03-01");
    expect(isBackwards(dates)).toBe(true);
    expect(isWithin("2026-03-01" as BusinessDate, dates)).toBe(false);
    expect(isBackwards(of("own", "2026-03-01", "2026-03-01"))).toBe(false);
  });
});
