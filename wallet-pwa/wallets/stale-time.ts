import { businessDate } from "../../schema/calendar.ts";
import { momentText } from "../../web/shared/i18n/date-text.ts";
import { locale } from "../../web/shared/i18n/locale.ts";

/** The time of something remembered: 14:32 if it is from today, else with its day. */
export function staleTime(atMs: number, nowMs: number): string {
  const { day, time } = momentText(atMs, locale());
  return businessDate(atMs) === businessDate(nowMs) ? time : `${day} ${time}`;
}
