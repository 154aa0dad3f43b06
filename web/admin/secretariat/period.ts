import { addDays, type BusinessDate } from "../../../schema/calendar.ts";

/** Periods that move on with the days, and one of one's own. */
export const PERIODS = ["today", "week", "weeks", "all", "own"] as const;
export type PeriodName = (typeof PERIODS)[number];

/** The first and last day that are asked for; none is from the first on which anything happened until today. */
export interface PeriodDates {
  readonly from?: BusinessDate;
  readonly to?: BusinessDate;
}

/** The days of a named period that ends today. Pure. */
export function datesOf(period: Exclude<PeriodName, "own">, today: BusinessDate): PeriodDates {
  if (period === "all") return {};
  const days = { today: 1, week: 7, weeks: 28 }[period];
  return { from: addDays(today, 1 - days), to: today };
}
