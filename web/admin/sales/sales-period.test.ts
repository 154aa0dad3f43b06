import { expect, test } from "vitest";
import type { BusinessDate } from "../../../schema/calendar.ts";
import { change } from "./change.ts";
import { usualPeriod } from "./sales-period.ts";

const day = "2026-03-30" as BusinessDate;

test("the usual periods are whole months, and this one so far", () => {
  expect(usualPeriod("today", day)).toEqual({ from: day, to: day });
  expect(usualPeriod("thisMonth", day)).toEqual({ from: "2026-03-01", to: day });
  expect(usualPeriod("lastMonth", day)).toEqual({ from: "2026-02-01", to: "2026-02-28" });
});

test("a change is per cent of what was before, and none where there was nothing", () => {
  expect(change(1_100, 1_000)).toEqual({ word: "more", percent: 10 });
  expect(change(333, 1_000)).toEqual({ word: "less", percent: 67 });
  expect(change(1_000, 1_000)).toEqual({ word: "same", percent: 0 });
  expect(change(1_001, 1_000)).toEqual({ word: "same", percent: 0 });
  expect(change(5, 0)).toBeUndefined();
  expect(change(5, -5)).toBeUndefined();
});
