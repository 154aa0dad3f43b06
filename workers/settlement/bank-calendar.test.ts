import { describe, expect, test } from "vitest";
import { addDays, type BusinessDate } from "../../schema/calendar.ts";
import { err, ok } from "../../schema/result.ts";
import { BANK_DATA_ENDS, bankDaysAfter, noBankDay } from "./bank-calendar.ts";

const date = (text: string) => text as BusinessDate;

describe("STL-2: days on which banks move money", () => {
  test.each([
    ["2026-11-20", null],
    ["2026-11-21", "weekend"],
    ["2026-11-23", "holiday"],
    ["2026-12-30", null],
    ["2026-12-31", "year-end"],
    ["2027-01-01", "year-end"],
    ["2027-01-03", "year-end"],
    ["2027-01-04", null],
    // 3 May 2026 is a Sunday: its substitute holiday is the 6th.
    ["2026-05-06", "holiday"],
  ])("%s: %s", (day, why) => expect(noBankDay(date(day))).toBe(why));

  test("counted over a weekend, a holiday and the turn of the year", () => {
    expect(bankDaysAfter(date("2026-11-20"), 1)).toEqual(ok("2026-11-24"));
    expect(bankDaysAfter(date("2026-12-30"), 1)).toEqual(ok("2027-01-04"));
    expect(bankDaysAfter(date("2026-11-15"), 0)).toEqual(ok("2026-11-15"));
  });

  test("beyond the holidays that are known nothing is promised", () => {
    expect(BANK_DATA_ENDS.endsWith("-12-31")).toBe(true);
    expect(noBankDay(addDays(BANK_DATA_ENDS, 1))).toBe("beyond-data");
    expect(bankDaysAfter(BANK_DATA_ENDS, 1)).toEqual(err("beyond-data"));
  });
});
