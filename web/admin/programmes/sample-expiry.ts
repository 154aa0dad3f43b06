import type { Design } from "../../../schema/api/programme-design.ts";
import { addDays, type BusinessDate, compareDates } from "../../../schema/calendar.ts";

/**
 * The last day of a coupon that is handed out as soon as the programme allows, for a stay of one night: what a sample of it
 * says. Never after the programme's last day. Pure.
 */
export function sampleExpiry(
  { startsOn, endsOn, validity }: Pick<Design, "startsOn" | "endsOn" | "validity">,
  today: BusinessDate,
): BusinessDate {
  const handedOut = compareDates(startsOn, today) > 0 ? startsOn : today;
  const last =
    validity.kind === "fixed"
      ? validity.expiresOn
      : addDays(handedOut, validity.kind === "days" ? validity.days : 1 + validity.daysAfter);
  return compareDates(last, endsOn) > 0 ? endsOn : last;
}
