import { addDays, type BusinessDate, businessDate, formatTime, type Weekday, weekday } from "./calendar.ts";

/** An opening from a time of day to another, `HH:MM`; past midnight the hours count on, as shops write it: 26:00. */
export interface OpenSpan {
  readonly from: string;
  readonly to: string;
}

/** When a store is open: seven lists of spans, Sunday first, an empty one for a day off; and single days closed. */
export interface StoreHours {
  readonly weekly: readonly (readonly OpenSpan[])[];
  readonly closedOn: readonly BusinessDate[];
  /** What a table can't say: last order, closed on days after holidays. */
  readonly note: string;
}

/** Spans of one day; a lunch and an evening, and one more. */
export const MAX_SPANS = 3;
/** Single days closed that are kept at once. */
export const MAX_CLOSED_DAYS = 60;
/** 29:59, the latest a day's business may end. */
const LATEST = /^([01]\d|2\d):[0-5]\d$/;

/** Whether the spans of one day are times, each ends after it begins, and none begins before the last one ended. */
export function spansFit(spans: readonly OpenSpan[]): boolean {
  return spans.every(
    ({ from, to }, at) =>
      LATEST.test(from) &&
      LATEST.test(to) &&
      from < "24:00" &&
      from < to &&
      (at === 0 || (spans[at - 1] as OpenSpan).to <= from),
  );
}

/** The spans of a date; none where the store is closed on it. */
export function spansOn(hours: StoreHours, date: BusinessDate): readonly OpenSpan[] {
  if (hours.closedOn.includes(date)) return [];
  return hours.weekly[weekday(date) satisfies Weekday] ?? [];
}

/** A moment as opening hours are written: today with its time of day, and yesterday counted on past midnight (26:00). */
export interface OpenMoment {
  readonly date: BusinessDate;
  readonly time: string;
  readonly dayBefore: BusinessDate;
  readonly timeOfDayBefore: string;
}

export function openMoment(nowMs: number): OpenMoment {
  const date = businessDate(nowMs);
  const time = formatTime(nowMs);
  const timeOfDayBefore = `${Number(time.slice(0, 2)) + 24}${time.slice(2)}`;
  return { date, time, dayBefore: addDays(date, -1), timeOfDayBefore };
}

/** Until when a store that is open at this moment stays open, `HH:MM`; null where it is closed. */
export function openUntil(hours: StoreHours, nowMs: number): string | null {
  const moment = openMoment(nowMs);
  const span = (date: BusinessDate, time: string) =>
    spansOn(hours, date).find(({ from, to }) => from <= time && time < to);
  return (span(moment.date, moment.time) ?? span(moment.dayBefore, moment.timeOfDayBefore))?.to ?? null;
}
