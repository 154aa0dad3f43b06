import { describe, expect, test } from "vitest";
import { countdownText, dayText, expiryText, momentText } from "./date-text.ts";

describe("dates as people read them", () => {
  test("PAY-2: an expiry is the last minute of its day in Japan", () => {
    expect(expiryText("2026-11-30", "ja")).toEqual({
      day: "2026年11月30日(月)",
      time: "23:59",
      machine: "2026-11-30T23:59+09:00",
    });
    expect(expiryText("2026-11-30", "easy").day).toBe("2026年11月30日(月)");
    expect(expiryText("2026-11-30", "en").day).toBe("Mon 30 Nov 2026");
    expect(expiryText("2026-11-30", "zh").day).toBe("2026年11月30日(周一)");
    expect(expiryText("2026-11-30", "ko").day).toBe("2026년 11월 30일(월)");
  });

  test("a moment is told in Japan time, whatever the device's zone", () => {
    const lateEveningUtc = Date.UTC(2026, 10, 28, 15, 0, 7);
    expect(momentText(lateEveningUtc, "ja", true)).toEqual({
      day: "2026年11月29日(日)",
      time: "0:00:07",
      machine: "2026-11-29T00:00:07+09:00",
    });
    expect(momentText(Date.UTC(2026, 10, 28, 5, 32), "ja").time).toBe("14:32");
  });

  test("a leap day and a year's end keep their weekday", () => {
    expect(dayText("2028-02-29", "ja")).toBe("2028年2月29日(火)");
    expect(dayText("2026-12-31", "en")).toBe("Thu 31 Dec 2026");
  });

  test("a countdown rounds up, so that 0:00 means over", () => {
    expect(countdownText(167_000)).toBe("2:47");
    expect(countdownText(1)).toBe("0:01");
    expect(countdownText(0)).toBe("0:00");
    expect(countdownText(-5)).toBe("0:00");
  });
});
