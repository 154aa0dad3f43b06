import { type BusinessDate, businessDate, daysBetween } from "../../schema/calendar.ts";

/** From this many days before the end a balance says how long it lasts. */
export const SOON_DAYS = 7;

/** How near an expiry is, as far as it is worth a word: 0 is today, null is far away or over. */
export function soonDays(expiresOn: BusinessDate, nowMs: number): number | null {
  const days = daysBetween(businessDate(nowMs), expiresOn);
  return days >= 0 && days <= SOON_DAYS ? days : null;
}
