import {
  addDays,
  addMonths,
  type BusinessDate,
  daysBetween,
  isBusinessDate,
} from "../../../schema/calendar.ts";
import { MAX_SALES_DAYS } from "../../../schema/limits.ts";

/** Business dates, both inclusive. */
export interface Period {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}
/** Periods that are one press away. */
export const USUAL_PERIODS = ["today", "thisMonth", "lastMonth"] as const;
export type UsualPeriod = (typeof USUAL_PERIODS)[number];

/** A usual period as of a day; this month ends today, since nothing is sold later. */
export function usualPeriod(which: UsualPeriod, today: BusinessDate): Period {
  const first = `${today.slice(0, 8)}01` as BusinessDate;
  if (which === "today") return { from: today, to: today };
  if (which === "thisMonth") return { from: first, to: today };
  return { from: addMonths(first, -1), to: addDays(first, -1) };
}

/** Why two days as they stand in their fields are no period to ask about; undefined where they are one. */
export function periodFault(from: string, to: string): "dayMissing" | "fromAfterTo" | "tooLong" | undefined {
  if (!isBusinessDate(from) || !isBusinessDate(to)) return "dayMissing";
  const days = daysBetween(from, to) + 1;
  if (days < 1) return "fromAfterTo";
  return days > MAX_SALES_DAYS ? "tooLong" : undefined;
}
