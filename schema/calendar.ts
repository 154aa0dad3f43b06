/**
 * Days as the programme counts them: calendar days in Asia/Tokyo, which is UTC+9 all year round. Japan has had no
 * summer time since 1951, so a fixed offset is exact for every date we hold and needs no time-zone data, which old
 * phones lack and which costs a Worker a millisecond a call.
 */

declare const businessDateBrand: unique symbol;

/** A real calendar day as "YYYY-MM-DD"; sorts as text. The business date of the vocabulary (営業日). */
export type BusinessDate = string & { readonly [businessDateBrand]: true };

export const TOKYO_OFFSET_MS = 9 * 3_600_000;
export const DAY_MS = 86_400_000;
/** Dates outside are mistakes: before the computer's epoch, or a typed year with a digit too many. */
export const MIN_YEAR = 1970;
export const MAX_YEAR = 9999;

/** 0 = Sunday to 6 = Saturday. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** A moment on the clock on the wall in Japan. */
export interface TokyoTime {
  readonly date: BusinessDate;
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
  readonly day: number;
  readonly weekday: Weekday;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/**
 * The business date of a moment.
 * @throws RangeError when the moment is no number or outside the years we hold: a bug of the caller
 */
export function businessDate(atMs: number): BusinessDate {
  return fromDayNumber(Math.floor((atMs + TOKYO_OFFSET_MS) / DAY_MS));
}

/** The first millisecond of the date in Japan. */
export function startOfDayMs(date: BusinessDate): number {
  return dayNumber(date) * DAY_MS - TOKYO_OFFSET_MS;
}

/**
 * The moment from which something that expires on `date` is no longer good: 00:00 in Asia/Tokyo after it, exclusive
 * (PAY-2). `now < endExclusiveMs(date)` is the one test for "still good".
 */
export function endExclusiveMs(date: BusinessDate): number {
  return startOfDayMs(date) + DAY_MS;
}

/** Whether a text is a real calendar day written "YYYY-MM-DD"; "2026-02-29" is not. */
export function isBusinessDate(text: string): text is BusinessDate {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return false;
  const year = Number(text.slice(0, 4));
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8, 10));
  return year >= MIN_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/**
 * The date so many days later, or earlier when negative.
 * @throws RangeError when the result leaves the years we hold
 */
export function addDays(date: BusinessDate, days: number): BusinessDate {
  return fromDayNumber(dayNumber(date) + days);
}

/**
 * The same day so many months later; the last day of that month where it has no such day.
 * @throws RangeError when the result leaves the years we hold
 */
export function addMonths(date: BusinessDate, months: number): BusinessDate {
  const counted = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const [year, month] = [Math.floor(counted / 12), (counted % 12) + 1];
  const day = Math.min(Number(date.slice(8, 10)), daysInMonth(year, month));
  return fromDayNumber(Date.UTC(year, month - 1, day) / DAY_MS);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: BusinessDate, to: BusinessDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** Order for sorting: negative, zero or positive. */
export function compareDates(a: BusinessDate, b: BusinessDate): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The day of the week, 0 = Sunday. */
export function weekday(date: BusinessDate): Weekday {
  // Day 0, 1 January 1970, was a Thursday.
  return ((dayNumber(date) + 4) % 7) as Weekday;
}

/** The day's number since 1 January 1970 in Japan; consecutive days have consecutive numbers. */
export function dayNumber(date: BusinessDate): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY_MS;
}

/** Takes a moment apart as the clock on the wall in Japan shows it. */
export function tokyoTime(atMs: number): TokyoTime {
  const date = businessDate(atMs);
  const inDay = Math.floor((atMs - startOfDayMs(date)) / 1_000);
  return {
    date,
    year: Number(date.slice(0, 4)),
    month: Number(date.slice(5, 7)),
    day: Number(date.slice(8, 10)),
    weekday: weekday(date),
    hour: Math.floor(inDay / 3_600),
    minute: Math.floor(inDay / 60) % 60,
    second: inDay % 60,
  };
}

const JA_WEEKDAYS = ["日", "月", "火", "水", "木", "金", "土"] as const;
const EN_WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;
const EN_MONTHS = [
  "Jan",
  "Feb",
  "Mar",
  "Apr",
  "May",
  "Jun",
  "Jul",
  "Aug",
  "Sep",
  "Oct",
  "Nov",
  "Dec",
] as const;

/** "2026年11月30日(月)" or "Mon 30 Nov 2026". Other languages format through their dictionary and {@link tokyoTime}. */
export function formatDate(date: BusinessDate, language: "ja" | "en"): string {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  const day = Number(date.slice(8, 10));
  return language === "ja"
    ? `${year}年${month}月${day}日(${JA_WEEKDAYS[weekday(date)]})`
    : `${EN_WEEKDAYS[weekday(date)]} ${day} ${EN_MONTHS[month - 1]} ${year}`;
}

/** The time of day in Japan, "23:59", with seconds on request: "23:59:08". The same in every language. */
export function formatTime(atMs: number, withSeconds = false): string {
  const { hour, minute, second } = tokyoTime(atMs);
  const short = `${two(hour)}:${two(minute)}`;
  return withSeconds ? `${short}:${two(second)}` : short;
}

/**
 * Date and time in the two halves a screen keeps unbroken: ["2026年11月30日(月)", "23:59"].
 * `join(" ")` gives the whole.
 */
export function formatDateTime(atMs: number, language: "ja" | "en"): readonly [date: string, time: string] {
  return [formatDate(businessDate(atMs), language), formatTime(atMs)];
}

/** The last minute something that expires on `date` is good, as people read it: 23:59 of that day (PAY-2). */
export function formatExpiry(
  date: BusinessDate,
  language: "ja" | "en",
): readonly [date: string, time: string] {
  return [formatDate(date, language), "23:59"];
}

function fromDayNumber(number: number): BusinessDate {
  const day = new Date(number * DAY_MS);
  const year = day.getUTCFullYear();
  if (!(year >= MIN_YEAR && year <= MAX_YEAR)) throw new RangeError("no business date at that moment");
  return `${year}-${two(day.getUTCMonth() + 1)}-${two(day.getUTCDate())}` as BusinessDate;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function two(number: number): string {
  return number < 10 ? `0${number}` : `${number}`;
}
