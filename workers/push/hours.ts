import { addDays, type BusinessDate, businessDate, startOfDayMs, tokyoTime } from "../../schema/calendar.ts";
import { PUSH_HOURS } from "../../schema/limits.ts";

const HOUR_MS = 3_600_000;

/** The next moment at which a push that can wait may go out: now by day, else at nine in the morning, in Tokyo (PSH-6). */
export function nextPushHour(nowMs: number): number {
  const { hour } = tokyoTime(nowMs);
  if (hour >= PUSH_HOURS.from && hour < PUSH_HOURS.until) return nowMs;
  const today = businessDate(nowMs);
  return morningOf(hour < PUSH_HOURS.from ? today : addDays(today, 1));
}

/** When a day's expiries are told. */
export function morningOf(date: BusinessDate): number {
  return startOfDayMs(date) + PUSH_HOURS.from * HOUR_MS;
}
