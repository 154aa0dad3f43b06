import { addDays, addMonths, type BusinessDate } from "../../../schema/calendar.ts";

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
