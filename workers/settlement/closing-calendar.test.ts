import * as fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, type BusinessDate } from "../../schema/calendar.ts";
import { ok } from "../../schema/result.ts";
import { noBankDay } from "./bank-calendar.ts";
import { closingDateFrom, periodFrom, periodStart } from "./closing-calendar.ts";

const date = (text: string) => text as BusinessDate;

test.each([
  ["twice-monthly", "2026-11-01", "2026-11-15"],
  ["twice-monthly", "2026-11-15", "2026-11-15"],
  ["twice-monthly", "2026-11-16", "2026-11-30"],
  ["twice-monthly", "2028-02-16", "2028-02-29"],
  ["monthly", "2026-12-03", "2026-12-31"],
] as const)("STL-3: %s, from %s: closes on %s", (rhythm, from, to) =>
  expect(closingDateFrom(rhythm, date(from))).toBe(to),
);

test("STL-3: the first closing begins with the period of the first payment", () => {
  expect(periodStart("twice-monthly", date("2026-11-15"))).toBe("2026-11-01");
  expect(periodStart("twice-monthly", date("2026-11-16"))).toBe("2026-11-16");
  expect(periodStart("monthly", date("2026-11-30"))).toBe("2026-11-01");
});

test("STL-3: the stores are paid so many bank business days after the closing date", () => {
  const calendar = { rhythm: "twice-monthly", payAfterBankDays: 5 } as const;
  // 21 and 22 are a weekend, 23 November is a holiday.
  expect(periodFrom(calendar, date("2026-11-01"))).toEqual(
    ok({ from: "2026-11-01", to: "2026-11-15", payOn: "2026-11-20" }),
  );
  expect(periodFrom(calendar, date("2026-12-16"))).toEqual(
    ok({ from: "2026-12-16", to: "2026-12-31", payOn: "2027-01-08" }),
  );
});

test("STL-3: periods follow one another: each date is in exactly one, and the pay day is a bank's day", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("twice-monthly" as const, "monthly" as const),
      fc.integer({ min: 0, max: 900 }),
      fc.integer({ min: 1, max: 20 }),
      (rhythm, start, payAfterBankDays) => {
        let from = addDays(date("2026-04-01"), start);
        for (let n = 0; n < 6; n++) {
          const period = periodFrom({ rhythm, payAfterBankDays }, from);
          if (!period.ok) throw new Error("beyond the data");
          expect(period.value.from).toBe(from);
          expect(period.value.to >= from).toBe(true);
          expect(noBankDay(period.value.payOn)).toBe(null);
          from = addDays(period.value.to, 1);
        }
      },
    ),
  );
});
