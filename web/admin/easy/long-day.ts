import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";

/** A day as it is read out: with its year and weekday. */
export function longDay(date: string): string {
  return dayText(date, locale());
}
