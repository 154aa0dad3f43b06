import type { Locale } from "./locale.ts";

/** Asia/Tokyo is nine hours ahead of UTC and has had no summer time since 1951. */
const TOKYO_OFFSET_MS = 9 * 60 * 60_000;
const WEEKDAYS: Readonly<Record<Locale, readonly string[]>> = {
  ja: ["日", "月", "火", "水", "木", "金", "土"],
  easy: ["日", "月", "火", "水", "木", "金", "土"],
  en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
  zh: ["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
  ko: ["일", "월", "화", "수", "목", "금", "토"],
};
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A moment as people in Japan read it: the day half and the time half, each unbroken on screen. */
export interface DateText {
  readonly day: string;
  readonly time: string;
  /** For `<time datetime>`, with the offset of Japan. */
  readonly machine: string;
}

/**
 * 2026年11月30日(月) 23:59, always Japan time whatever the device says.
 * @param withSeconds for receipts and clocks
 */
export function momentText(atMs: number, locale: Locale, withSeconds = false): DateText {
  const date = new Date(atMs + TOKYO_OFFSET_MS);
  const iso = date.toISOString();
  const clock = `${date.getUTCHours()}:${iso.slice(14, withSeconds ? 19 : 16)}`;
  return {
    day: dayWords(date, locale),
    time: clock,
    machine: `${iso.slice(0, withSeconds ? 19 : 16)}+09:00`,
  };
}

/** The last minute of a business date (YYYY-MM-DD): what a coupon sheet calls its 期限 (PAY-2). */
export function expiryText(expiresOn: string, locale: Locale): DateText {
  const date = new Date(`${expiresOn}T00:00:00Z`);
  return { day: dayWords(date, locale), time: "23:59", machine: `${expiresOn}T23:59+09:00` };
}

/** A business date without a time. */
export function dayText(businessDate: string, locale: Locale): string {
  return dayWords(new Date(`${businessDate}T00:00:00Z`), locale);
}

/** Minutes and seconds of a countdown, rounded up so that "0:00" means over: 2:47. */
export function countdownText(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function dayWords(date: Date, locale: Locale): string {
  const weekday = WEEKDAYS[locale][date.getUTCDay()] ?? "";
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  if (locale === "en") return `${weekday} ${day} ${MONTHS[month] ?? ""} ${year}`;
  if (locale === "ko") return `${year}년 ${month + 1}월 ${day}일(${weekday})`;
  return `${year}年${month + 1}月${day}日(${weekday})`;
}
