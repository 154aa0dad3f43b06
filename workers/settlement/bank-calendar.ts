import jp from "@holiday-jp/holiday_jp";
import { addDays, type BusinessDate, weekday } from "../../schema/calendar.ts";
import { err, ok, type Result } from "../../schema/result.ts";

/** Why no transfer can be ordered for a date; `beyond-data`: nobody has published that year's holidays yet. */
export type NoBankDay = "weekend" | "holiday" | "year-end" | "beyond-data";

const HOLIDAYS: ReadonlySet<string> = new Set(Object.keys(jp.holidays));
/** Substitute holidays of a year are only known once the year's list is: whole years count, no part of one. */
const LAST_YEAR = [...HOLIDAYS].reduce((last, date) => (date > last ? date : last), "").slice(0, 4);

/** The last date of which it is known whether banks are open. */
export const BANK_DATA_ENDS = `${LAST_YEAR}-12-31` as BusinessDate;

/**
 * Whether banks move money on a date: not on Saturdays, Sundays and national holidays, nor from 31 December to 3 January
 * (銀行法施行令第5条).
 */
export function noBankDay(date: BusinessDate): NoBankDay | null {
  if (date > BANK_DATA_ENDS) return "beyond-data";
  const monthDay = date.slice(5);
  if (monthDay === "12-31" || monthDay <= "01-03") return "year-end";
  const day = weekday(date);
  if (day === 0 || day === 6) return "weekend";
  return HOLIDAYS.has(date) ? "holiday" : null;
}

/**
 * The date so many bank business days after another, which need not be one itself. Refused where that leaves the years
 * whose holidays are known.
 */
export function bankDaysAfter(date: BusinessDate, days: number): Result<BusinessDate, "beyond-data"> {
  let at = date;
  let left = days;
  while (left > 0) {
    at = addDays(at, 1);
    const closed = noBankDay(at);
    if (closed === "beyond-data") return err(closed);
    if (closed === null) left -= 1;
  }
  return ok(at);
}
