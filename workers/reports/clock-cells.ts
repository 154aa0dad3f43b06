import { type BusinessDate, businessDate, DAY_MS, startOfDayMs } from "../../schema/calendar.ts";

const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

/** Makes a moment's date and time in Japan. Rows come day by day: the date is worked out where it changes. */
export function clockCells(): (atMs: number) => readonly [date: BusinessDate, time: string] {
  let date = "" as BusinessDate;
  let startMs = Number.NaN;
  return (atMs) => {
    // Also where there is none yet.
    if (!(atMs >= startMs && atMs < startMs + DAY_MS)) {
      date = businessDate(atMs);
      startMs = startOfDayMs(date);
    }
    const seconds = Math.floor((atMs - startMs) / 1_000);
    const hour = TWO_DIGITS[Math.floor(seconds / 3_600)];
    return [date, `${hour}:${TWO_DIGITS[Math.floor(seconds / 60) % 60]}:${TWO_DIGITS[seconds % 60]}`];
  };
}
