import { addDays, type BusinessDate } from "../../schema/calendar.ts";
import { ok, type Result } from "../../schema/result.ts";
import { bankDaysAfter } from "./bank-calendar.ts";

/** When a programme closes: on the 15th and the last of each month, or on the last only. */
export type ClosingRhythm = "twice-monthly" | "monthly";

/** When a programme closes, and how many bank business days later its stores are paid. */
export interface ClosingCalendar {
  readonly rhythm: ClosingRhythm;
  readonly payAfterBankDays: number;
}

/** Business dates of one closing, both inclusive, and the day of the transfer. */
export interface ClosingPeriod {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  readonly payOn: BusinessDate;
}

/** The first closing date not before `date`. */
export function closingDateFrom(rhythm: ClosingRhythm, date: BusinessDate): BusinessDate {
  const month = date.slice(0, 7);
  const middle = `${month}-15` as BusinessDate;
  return rhythm === "twice-monthly" && date <= middle ? middle : lastOfMonth(date);
}

/** The first date of the period that a date is in: where the first closing of a programme begins. */
export function periodStart(rhythm: ClosingRhythm, date: BusinessDate): BusinessDate {
  const second = rhythm === "twice-monthly" && date.slice(8) > "15";
  return `${date.slice(0, 7)}-${second ? "16" : "01"}` as BusinessDate;
}

/**
 * The closing that begins on `from`: periods follow one another without a gap, so it begins the day after the last one
 * ended, also where the rhythm has changed since. Refused where the day of the transfer can't be known yet.
 */
export function periodFrom(
  calendar: ClosingCalendar,
  from: BusinessDate,
): Result<ClosingPeriod, "beyond-data"> {
  const to = closingDateFrom(calendar.rhythm, from);
  const payOn = bankDaysAfter(to, calendar.payAfterBankDays);
  return payOn.ok ? ok({ from, to, payOn: payOn.value }) : payOn;
}

function lastOfMonth(date: BusinessDate): BusinessDate {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, "0")}-01`;
  return addDays(next as BusinessDate, -1);
}
