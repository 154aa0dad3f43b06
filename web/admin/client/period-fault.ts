import { daysBetween, isBusinessDate } from "../../../schema/calendar.ts";

/** Why two days as they stand in their fields are no period of at most so many days; undefined where they are one. */
export function periodFault(
  from: string,
  to: string,
  mostDays: number,
): "dayMissing" | "fromAfterTo" | "tooLong" | undefined {
  if (!isBusinessDate(from) || !isBusinessDate(to)) return "dayMissing";
  const days = daysBetween(from, to) + 1;
  if (days < 1) return "fromAfterTo";
  return days > mostDays ? "tooLong" : undefined;
}
