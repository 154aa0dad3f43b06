import { type BusinessDate, startOfDayMs } from "../../schema/calendar.ts";

/**
 * The clock offset, in ms, at which it is so long after a date's noon. Sealing looks at midnights: a test that counts
 * from the time of its own run would see another number of them in the evening.
 */
export function offsetFromNoon(date: BusinessDate, afterMs: number): number {
  return startOfDayMs(date) + 12 * 3_600_000 + afterMs - Date.now();
}
