import type { Validity } from "../../schema/api/programmes.ts";
import { addDays, type BusinessDate, compareDates } from "../../schema/calendar.ts";

/** What of a stay counts for an expiry. */
export interface StayDates {
  readonly checkInOn: BusinessDate | null;
  readonly nights: number | null;
}

/**
 * The last good date of a coupon issued on `today`: the programme's rule, and never beyond the programme's end (S3).
 * A check-out is the check-in (or today) and the nights. Pure.
 */
export function expiryOf(
  validity: Validity,
  today: BusinessDate,
  stay: StayDates,
  endsOn: BusinessDate,
): BusinessDate {
  const date = byRule(validity, today, stay);
  return compareDates(date, endsOn) > 0 ? endsOn : date;
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
