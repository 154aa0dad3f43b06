import type { RunOut } from "../../schema/api/fund.ts";
import { addDays, type BusinessDate, daysBetween, weekday } from "../../schema/calendar.ts";

/** Whole weeks looked at, at most: a season's turn shows, and what was long ago doesn't count. */
export const MAX_WEEKS = 4;
/** Fewer whole weeks than this give no forecast: one week has no range. */
export const MIN_WEEKS = 2;
/** No date is given that is further away. */
export const HORIZON_DAYS = 730;

/** What was issued on a booking date out of what can be issued, less what came back. */
export interface IssuedDay {
  readonly date: BusinessDate;
  readonly issuedYen: number;
}

/**
 * The days a forecast looks at: whole weeks that ended yesterday, none before the first issue, at most
 * {@link MAX_WEEKS}. Null where there are fewer than {@link MIN_WEEKS}.
 */
export function forecastWindow(
  today: BusinessDate,
  firstIssuedOn: BusinessDate | null,
): { readonly from: BusinessDate; readonly to: BusinessDate; readonly weeks: number } | null {
  if (firstIssuedOn === null) return null;
  const weeks = Math.min(MAX_WEEKS, Math.floor(daysBetween(firstIssuedOn, today) / 7));
  return weeks < MIN_WEEKS ? null : { from: addDays(today, -7 * weeks), to: addDays(today, -1), weeks };
}

/**
 * When `leftYen` runs out (FND-9). Each coming day issues what its day of the week issued on average in the window;
 * for the range, all of them as much more or less as the busiest and the quietest week were against the average one.
 * A day on which more came back than was issued counts as 0. Exact: fractions are compared, never rounded; the day on
 * which the sum reaches what is left is the day it runs out. Holidays, seasons and new deposits are not foreseen.
 *
 * @param days one entry per day of the window, in any order; a day left out issued nothing
 */
export function runOut(
  leftYen: number,
  window: { readonly from: BusinessDate; readonly to: BusinessDate; readonly weeks: number } | null,
  days: readonly IssuedDay[],
): RunOut {
  if (leftYen <= 0) return { kind: "empty" };
  if (window === null) return { kind: "none", why: "too-few-days" };
  const byWeekday = Array.from({ length: 7 }, () => 0n);
  const byWeek = Array.from({ length: window.weeks }, () => 0n);
  for (const { date, issuedYen } of days) {
    const at = daysBetween(window.from, date);
    if (at < 0 || date > window.to || issuedYen <= 0) continue;
    byWeekday[weekday(date)] = (byWeekday[weekday(date)] as bigint) + BigInt(issuedYen);
    byWeek[Math.floor(at / 7)] = (byWeek[Math.floor(at / 7)] as bigint) + BigInt(issuedYen);
  }
  const totalYen = byWeek.reduce((sum, week) => sum + week, 0n);
  if (totalYen === 0n) return { kind: "none", why: "nothing-issued" };

  /** The day on which the coming days, each its weekday's sum × `times`, reach what is left × `parts`. */
  const dayAt = (times: bigint, parts: bigint): BusinessDate | null => {
    const needed = BigInt(leftYen) * parts;
    let reached = 0n;
    for (let ahead = 1; ahead <= HORIZON_DAYS; ahead++) {
      const date = addDays(window.to, ahead);
      reached += (byWeekday[weekday(date)] as bigint) * times;
      if (reached >= needed) return date;
    }
    return null;
  };
  const ordered = [...byWeek].sort((a, b) => (a < b ? -1 : 1));
  return {
    kind: "date",
    on: dayAt(1n, BigInt(window.weeks)),
    earliestOn: dayAt(ordered.at(-1) as bigint, totalYen),
    latestOn: dayAt(ordered[0] as bigint, totalYen),
    perDayYen: Number(totalYen / BigInt(7 * window.weeks)),
    weeks: window.weeks,
  };
}
