import { addDays, addMonths, type BusinessDate, isBusinessDate } from "../../schema/calendar.ts";
import type { StoreId } from "../../schema/ids.ts";

/** What the chips of the history choose between. */
export const FILTERS = ["all", "payments", "charges", "reversals", "expired"] as const;
export type Filter = (typeof FILTERS)[number];

/** Spans of time to choose from; `own` is between two dates of one's own. */
export const PERIODS = ["all", "this-month", "last-month", "this-year", "last-year", "own"] as const;
export type Period = (typeof PERIODS)[number];

/** A period as it is chosen; the dates are of `own`, as they are typed. */
export interface ChosenPeriod {
  readonly period: Period;
  readonly from: string;
  readonly to: string;
}
export const ALL_TIME: ChosenPeriod = { period: "all", from: "", to: "" };

/** Both within; a missing one leaves that side open. */
export interface Dates {
  readonly from?: BusinessDate;
  readonly to?: BusinessDate;
}

/** Which part of a history somebody wants to see. */
export interface HistoryFilter {
  readonly kind: Filter;
  readonly dates: Dates;
  readonly storeId?: StoreId | undefined;
}

/** Whether all of it is wanted: what is kept for when the network is gone. Pure. */
export function isWhole({ kind, dates, storeId }: HistoryFilter): boolean {
  return kind === "all" && !dates.from && !dates.to && !storeId;
}

/** The dates of a period, as of today. A date that is none yet leaves its side open. Pure. */
export function datesOf({ period, from, to }: ChosenPeriod, today: BusinessDate): Dates {
  const month = `${today.slice(0, 7)}-01` as BusinessDate;
  const year = Number(today.slice(0, 4));
  switch (period) {
    case "all":
      return {};
    case "this-month":
      return { from: month, to: addDays(addMonths(month, 1), -1) };
    case "last-month":
      return { from: addMonths(month, -1), to: addDays(month, -1) };
    case "this-year":
      return wholeYear(year);
    case "last-year":
      return wholeYear(year - 1);
    case "own":
      return { ...(isBusinessDate(from) ? { from } : {}), ...(isBusinessDate(to) ? { to } : {}) };
  }
}

function wholeYear(year: number): Dates {
  return { from: `${year}-01-01` as BusinessDate, to: `${year}-12-31` as BusinessDate };
}

/** Whether the end lies before the beginning. Pure. */
export function isBackwards({ from, to }: Dates): boolean {
  return from !== undefined && to !== undefined && to < from;
}

/** Whether a date is within. Pure. */
export function isWithin(date: BusinessDate, { from, to }: Dates): boolean {
  return (from === undefined || date >= from) && (to === undefined || date <= to);
}
