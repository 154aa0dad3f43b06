import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  type BusinessDate,
  businessDate,
  compareDates,
  DAY_MS,
  dayNumber,
  daysBetween,
  endExclusiveMs,
  formatDate,
  formatDateTime,
  formatExpiry,
  formatTime,
  isBusinessDate,
  startOfDayMs,
  tokyoTime,
  weekday,
} from "./calendar.ts";

const RUNS = { numRuns: 1_000 };
const date = (text: string) => {
  if (!isBusinessDate(text)) throw new Error(`${text} is no date`);
  return text;
};
const moments = fc.integer({ min: Date.UTC(1970, 0, 2), max: Date.UTC(2199, 11, 31) });
const dates = moments.map(businessDate);

describe("PAY-2: the business date", () => {
  test("PAY-2: a lot is good in the last millisecond of its day in Japan and not in the next", () => {
    const end = endExclusiveMs(date("2026-11-30"));
    expect(new Date(end).toISOString()).toBe("2026-11-30T15:00:00.000Z");
    expect(businessDate(end - 1)).toBe("2026-11-30");
    expect(businessDate(end)).toBe("2026-12-01");
  });

  test("PAY-2: every moment lies in its own day, which is 24 hours long and ends where the next begins", () => {
    fc.assert(
      fc.property(moments, (at) => {
        const day = businessDate(at);
        expect(startOfDayMs(day)).toBeLessThanOrEqual(at);
        expect(at).toBeLessThan(endExclusiveMs(day));
        expect(endExclusiveMs(day) - startOfDayMs(day)).toBe(DAY_MS);
        expect(startOfDayMs(addDays(day, 1))).toBe(endExclusiveMs(day));
      }),
      RUNS,
    );
  });

  test("PAY-2: it agrees with the platform's own time zone data", () => {
    const tokyo = new Intl.DateTimeFormat("sv-SE", {
      timeZone: "Asia/Tokyo",
      dateStyle: "short",
      timeStyle: "medium",
    });
    fc.assert(
      fc.property(moments, (at) => {
        expect(`${businessDate(at)} ${formatTime(at, true)}`).toBe(tokyo.format(at));
      }),
      RUNS,
    );
  });

  test("a moment that is none is a bug, not a date", () => {
    for (const at of [Number.NaN, Number.POSITIVE_INFINITY, -1e15, 1e15])
      expect(() => businessDate(at)).toThrow(RangeError);
  });
});

describe("dates", () => {
  test("only real calendar days are dates", () => {
    for (const good of ["2026-11-30", "2024-02-29", "2000-02-29", "1970-01-01", "9999-12-31"])
      expect(isBusinessDate(good), good).toBe(true);
    for (const bad of ["2026-11-31", "2026-02-29", "2100-02-29", "2026-13-01", "2026-00-10", "2026-01-00"])
      expect(isBusinessDate(bad), bad).toBe(false);
    for (const bad of [
      "2026-1-1",
      "20261130",
      "2026/11/30",
      "1969-12-31",
      "2026-11-30 ",
      "２０２６-11-30",
      "",
    ])
      expect(isBusinessDate(bad), bad).toBe(false);
  });

  test("exactly the days the platform's calendar knows are dates", () => {
    const parts = fc.tuple(fc.integer({ min: 1970, max: 2400 }), fc.nat(15), fc.nat(35));
    fc.assert(
      fc.property(parts, ([year, month, day]) => {
        const text = `${year}-${`${month}`.padStart(2, "0")}-${`${day}`.padStart(2, "0")}`;
        const real = new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10) === text;
        expect(isBusinessDate(text)).toBe(real);
      }),
      { numRuns: 5_000 },
    );
  });

  test("adding days goes there and back, and counts what lies between", () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 0, max: 40_000 }), (from, days) => {
        const to = addDays(from, days);
        expect(isBusinessDate(to)).toBe(true);
        expect(daysBetween(from, to)).toBe(days);
        expect(addDays(to, -days)).toBe(from);
        expect(Math.sign(compareDates(from, to))).toBe(Math.sign(-days) + 0);
        expect(dayNumber(to)).toBe(dayNumber(from) + days);
      }),
      RUNS,
    );
    expect(addDays(date("2028-02-28"), 1)).toBe("2028-02-29");
    expect(() => addDays(date("9999-12-31"), 1)).toThrow(RangeError);
  });

  test("sorting by text, by comparison and by time are the same order", () => {
    fc.assert(
      fc.property(dates, dates, (a, b) => {
        expect(Math.sign(compareDates(a, b))).toBe(Math.sign(startOfDayMs(a) - startOfDayMs(b)));
      }),
      RUNS,
    );
  });

  test("the week turns every day", () => {
    expect(weekday(date("2026-11-30"))).toBe(1);
    fc.assert(
      fc.property(dates, (day) => {
        expect(weekday(addDays(day, 1))).toBe((weekday(day) + 1) % 7);
        expect(weekday(day)).toBe(new Date(`${day}T00:00:00Z`).getUTCDay());
      }),
      RUNS,
    );
  });
});

describe("how people read it", () => {
  const at = Date.UTC(2026, 10, 30, 14, 59, 8);

  test("dates and times in Japanese and English", () => {
    expect(formatDateTime(at, "ja").join(" ")).toBe("2026年11月30日(月) 23:59");
    expect(formatDateTime(at, "en").join(" ")).toBe("Mon 30 Nov 2026 23:59");
    expect(formatDate(date("2026-01-02"), "ja")).toBe("2026年1月2日(金)");
    expect(formatTime(at, true)).toBe("23:59:08");
  });

  test("PAY-2: an expiry is shown as the last minute that is still good", () => {
    const day = date("2026-11-30");
    expect(formatExpiry(day, "ja")).toEqual(formatDateTime(endExclusiveMs(day) - 1, "ja"));
  });

  test("the parts of a moment put together are the moment", () => {
    fc.assert(
      fc.property(moments, (moment) => {
        const t = tokyoTime(moment);
        const seconds = (t.hour * 60 + t.minute) * 60 + t.second;
        expect(startOfDayMs(t.date) + seconds * 1_000).toBe(Math.floor(moment / 1_000) * 1_000);
        expect([t.year, t.month, t.day].join("-")).toBe(t.date.replace(/-0/g, "-") as BusinessDate);
      }),
      RUNS,
    );
  });
});
