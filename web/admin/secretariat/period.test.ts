import { expect, test } from "vitest";
import type { BusinessDate } from "../../../schema/calendar.ts";
import { datesOf } from "./period.ts";

const today = "2026-11-28" as BusinessDate;

test("DSH-4: a period that is named ends today and has as many days as it says; all of it names none", () => {
  expect(datesOf("today", today)).toEqual({ from: today, to: today });
  expect(datesOf("week", today)).toEqual({ from: "2026-11-22", to: today });
  expect(datesOf("weeks", today)).toEqual({ from: "2026-11-01", to: today });
  expect(datesOf("all", today)).toEqual({});
});
