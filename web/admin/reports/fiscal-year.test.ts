import { expect, test } from "vitest";
import type { BusinessDate } from "../../../schema/calendar.ts";
import { fiscalYears } from "./fiscal-year.ts";

test("RPT-7: a fiscal year runs from April to March, and the one under way ends with the last final date", () => {
  expect(fiscalYears("2026-11-25" as BusinessDate).slice(0, 2)).toEqual([
    { year: 2026, from: "2026-04-01", to: "2026-11-25" },
    { year: 2025, from: "2025-04-01", to: "2026-03-31" },
  ]);
  expect(fiscalYears("2026-03-31" as BusinessDate)[0]).toEqual({
    year: 2025,
    from: "2025-04-01",
    to: "2026-03-31",
  });
});
