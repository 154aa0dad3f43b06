import type { Asks, Design, NotBefore, Validity } from "../../schema/api/programme-design.ts";
import { addDays, addMonths, type BusinessDate, compareDates } from "../../schema/calendar.ts";

/** What of a stay counts for the dates of a coupon. */
export interface StayDates {
  readonly checkInOn: BusinessDate | null;
  readonly nights: number | null;
}

/** What of a programme decides the dates of a coupon. */
type DatedDesign = Pick<Design, "validity" | "notBefore" | "endsOn" | "consideration">;

/**
 * From when and until when a coupon issued on `today` is good: the programme's rule, never beyond the programme's end (S3),
 * and for sold coupons never beyond what the law leaves without a deposit (PRG-5). Pure.
 */
export function issueDates(
  programme: DatedDesign,
  today: BusinessDate,
  stay: StayDates,
): { readonly notBeforeOn: BusinessDate | null; readonly expiresOn: BusinessDate } {
  return {
    notBeforeOn: firstDay(programme.notBefore, today, stay),
    expiresOn: earlier(byRule(programme.validity, today, stay), lastDayOf(programme, today)),
  };
}

/** The day that no coupon issued on `today` outlasts. Pure. */
export function lastDayOf(
  programme: Pick<DatedDesign, "endsOn" | "consideration">,
  today: BusinessDate,
): BusinessDate {
  const { endsOn, consideration } = programme;
  return isBoundToSixMonths(consideration) ? earlier(endsOn, lastOfSixMonths(today)) : endsOn;
}

function earlier(one: BusinessDate, other: BusinessDate): BusinessDate {
  return compareDates(one, other) < 0 ? one : other;
}

/** Whether coupons are sold by somebody who is no local government: theirs end within six months (資金決済法 施行令 4条). */
export function isBoundToSixMonths(consideration: Design["consideration"]): boolean {
  return consideration.kind === "paid" && consideration.issuedBy === "other";
}

/** The last day on which something sold on `today` may be used within six months: the day before that date's like. */
export function lastOfSixMonths(today: BusinessDate): BusinessDate {
  return addDays(addMonths(today, 6), -1);
}

function byRule(validity: Validity, today: BusinessDate, stay: StayDates): BusinessDate {
  switch (validity.kind) {
    case "days":
      return addDays(today, validity.days);
    case "check-out":
      return addDays(stay.checkInOn ?? today, (stay.nights ?? 0) + validity.daysAfter);
    case "fixed":
      return validity.expiresOn;
  }
}

/** Null where the coupon is good from its hand-over: a first day that has come already says nothing. */
function firstDay(rule: NotBefore, today: BusinessDate, stay: StayDates): BusinessDate | null {
  const date = rule.kind === "fixed" ? rule.date : rule.kind === "check-in" ? stay.checkInOn : null;
  return date !== null && compareDates(date, today) > 0 ? date : null;
}

/** What a desk answered. */
interface Answers {
  readonly stayReference?: string | undefined;
  readonly guestName?: string | undefined;
  readonly checkInOn?: string | undefined;
  readonly nights?: number | undefined;
}

/** What of a desk's answers is kept: what nobody asks for isn't, whoever sent it. Null where nothing is left. Pure. */
export function keptAnswers(
  asks: Asks,
  answers: Answers,
): {
  readonly reference: string | null;
  readonly guestName: string | null;
  readonly checkInOn: string | null;
  readonly nights: number | null;
} | null {
  const reference = asks.stayReference === "no" ? null : (answers.stayReference ?? null);
  const guestName = asks.guestName === "no" ? null : (answers.guestName ?? null);
  const checkInOn = asks.checkIn === "no" ? null : (answers.checkInOn ?? null);
  if (reference === null && guestName === null && checkInOn === null) return null;
  return { reference, guestName, checkInOn, nights: answers.nights ?? null };
}

/** The answers that the programme asks for and that are missing (S10), by the names of the request's fields. Pure. */
export function missingAnswers(
  programme: Pick<Design, "asks" | "facePer">,
  answers: Answers,
): readonly (keyof Answers)[] {
  const { asks } = programme;
  const wanted: readonly (keyof Answers)[] = [
    ...(asks.stayReference === "required" ? (["stayReference"] as const) : []),
    ...(asks.guestName === "required" ? (["guestName"] as const) : []),
    ...(asks.checkIn === "required" ? (["checkInOn"] as const) : []),
    ...(programme.facePer === "night" ? (["nights"] as const) : []),
  ];
  return wanted.filter((field) => answers[field] === undefined || answers[field] === "");
}
