import type { Design } from "../../schema/api/programme-design.ts";
import { addDays, type BusinessDate, compareDates } from "../../schema/calendar.ts";
import { faceFaults } from "../../schema/face.ts";
import { isBoundToSixMonths, lastOfSixMonths } from "../issuing/terms.ts";

/** Where a design is wrong, for `invalid-request`. */
export interface DesignFault {
  readonly path: string;
  readonly message: string;
}

/** What a schema can't say of a design: dates in order, amounts on the unit (MON-2), a face that can be read. Pure. */
export function designFaults(design: Design): readonly DesignFault[] {
  const { rule, startsOn, endsOn, notBefore, validity, face, scope } = design;
  const faults: DesignFault[] = [];
  const fault = (path: string, message: string) => faults.push({ path, message });
  if (compareDates(startsOn, endsOn) > 0) fault("endsOn", "before startsOn");
  if (validity.kind === "fixed" && compareDates(validity.expiresOn, startsOn) < 0)
    fault("validity.expiresOn", "before startsOn");
  if (notBefore.kind === "fixed") {
    const last = validity.kind === "fixed" && validity.expiresOn < endsOn ? validity.expiresOn : endsOn;
    if (compareDates(notBefore.date, last) > 0) fault("notBefore.date", "after the last day of a coupon");
  }
  if (notBefore.kind === "check-in" && design.asks.checkIn === "no")
    fault("notBefore.kind", "nobody asks for the check-in");
  if (validity.kind === "check-out" && design.asks.checkIn === "no")
    fault("validity.kind", "nobody asks for the check-in");
  if (design.caps.perStayYen !== null && design.asks.stayReference === "no")
    fault("caps.perStayYen", "nobody asks for the stay");
  for (const [i, each] of design.facesYen.entries())
    if (each % rule.unitYen !== 0) fault(`facesYen.${i}`, "not a multiple of the unit");
  if (new Set(design.facesYen).size < design.facesYen.length) fault("facesYen", "one of them is there twice");
  if (rule.payLimitYen % rule.unitYen !== 0) fault("rule.payLimitYen", "not a multiple of the unit");
  const { attributes, why } = design.residentAsks;
  if (new Set(attributes).size < attributes.length)
    fault("residentAsks.attributes", "one of them is there twice");
  if (attributes.length > 0 && why === "") fault("residentAsks.why", "nobody is asked without a reason");
  if (scope.storesIn.some((id) => scope.storesOut.includes(id)))
    fault("scope.storesIn", "a store is both in and out");
  if (typeof face !== "string")
    for (const each of faceFaults(face))
      fault(
        each.fault === "white-on-colour" ? "face.colour" : "face.companion",
        `contrast ${each.contrast.toFixed(1)}, needed ${each.least}`,
      );
  return faults;
}

/**
 * What may not change once anything was issued: the unit (MON-2), what a face counts by (a repeated request must stay the
 * same, OPR-2), and whether coupons are given or sold. Pure.
 */
export function changeFaults(before: Design, after: Design): readonly DesignFault[] {
  const fixed = [
    ["rule.unitYen", before.rule.unitYen === after.rule.unitYen],
    ["facePer", before.facePer === after.facePer],
    [
      "consideration.kind",
      before.consideration.kind === after.consideration.kind &&
        isBoundToSixMonths(before.consideration) === isBoundToSixMonths(after.consideration),
    ],
  ] as const;
  return fixed.flatMap(([path, same]) => (same ? [] : [{ path, message: "fixed once anything is issued" }]));
}

/** Whether a coupon issued on some day of the programme would outlast six months by the rule as written (PRG-5). Pure. */
export function outlastsSixMonths(design: Design, today: BusinessDate): boolean {
  if (!isBoundToSixMonths(design.consideration)) return false;
  const from = compareDates(design.startsOn, today) > 0 ? design.startsOn : today;
  const { validity } = design;
  // A stay may lie anywhere ahead: its coupons are cut to six months when they are issued.
  const last =
    validity.kind === "days"
      ? addDays(from, validity.days)
      : validity.kind === "fixed"
        ? validity.expiresOn
        : addDays(from, validity.daysAfter);
  const end = compareDates(last, design.endsOn) > 0 ? design.endsOn : last;
  return compareDates(end, lastOfSixMonths(from)) > 0;
}
