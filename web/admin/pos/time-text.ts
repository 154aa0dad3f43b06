import { momentText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";

/** A moment in one line. */
export function timeText(atMs: number): string {
  const { day, time } = momentText(atMs, locale());
  return `${day} ${time}`;
}
