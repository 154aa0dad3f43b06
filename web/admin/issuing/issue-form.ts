import type { Allotment, ISSUING_CAPS } from "../../../schema/api/issues.ts";
import { addDays, type BusinessDate, compareDates } from "../../../schema/calendar.ts";
import { MAX_DESK_GUESTS, MAX_ISSUE_COUPONS } from "../../../schema/limits.ts";

/** What one issuer may still issue in one programme. */
export type DeskAllotment = Allotment["allotments"][number];

/** More guests than this in one stay are worth a second look; nothing is refused. */
export const MANY_GUESTS = 100;
/** Nights in one stay (`issueRequestSchema`). */
export const MAX_NIGHTS = 30;

/** What the person at the desk has entered. */
export interface DeskEntry {
  readonly reference: string;
  readonly guestName: string;
  /** As typed: full-width digits are understood. */
  readonly guests: string;
  readonly nights: number;
  readonly faceYen: number;
}

/** Reads a number of guests; null where it is none, or outside 1 to 100,000. */
export function parseGuests(text: string): number | null {
  const digits = text.normalize("NFKC").replaceAll(",", "").trim();
  if (!/^\d{1,6}$/.test(digits)) return null;
  const count = Number(digits);
  return count >= 1 && count <= MAX_ISSUE_COUPONS ? count : null;
}

/** Whether the desk asks for nights: where the face counts by them, or the expiry follows from them. */
export function asksNights({ facePer, validity, asks }: DeskAllotment): boolean {
  return facePer === "night" || validity?.kind === "check-out" || asks.stayReference === "required";
}

/** Whether the desk asks for the check-in: where the programme wants it, or something follows from it. */
export function asksCheckIn(allotment: DeskAllotment): boolean {
  if (allotment.asks.checkIn !== "optional") return allotment.asks.checkIn === "required";
  return asksNights(allotment) || allotment.notBefore?.kind === "check-in";
}

/** The face of each coupon: times the nights where the programme counts by night. */
export function couponYen(allotment: DeskAllotment, entry: Pick<DeskEntry, "faceYen" | "nights">): number {
  return allotment.facePer === "night" ? entry.faceYen * entry.nights : entry.faceYen;
}

/** Something that bounds what may still be issued: a cap of the programme, or the issuer's allotment, which has no whole. */
export interface DeskLimit {
  readonly kind: (typeof ISSUING_CAPS)[number] | "allotment";
  readonly leftYen: number;
  /** What of it there was at first; null for the allotment. */
  readonly ofYen: number | null;
}

/** Everything that bounds an issue of a branch, each with what is left under it (PAY-6). */
export function deskLimits(allotment: DeskAllotment, branchId: string): readonly DeskLimit[] {
  const caps = allotment.branches.find((one) => one.branchId === branchId)?.caps ?? [];
  return [
    ...caps.map(({ cap, capYen, issuedYen }) => ({
      kind: cap,
      leftYen: Math.max(0, capYen - issuedYen),
      ofYen: capYen,
    })),
    { kind: "allotment" as const, leftYen: allotment.remainingYen, ofYen: null },
  ];
}

/** The limit that is reached first: of equals the narrower one. */
export function deskRoom(allotment: DeskAllotment, branchId: string): DeskLimit {
  return deskLimits(allotment, branchId).reduce((least, each) =>
    each.leftYen < least.leftYen ? each : least,
  );
}

/** How many coupons of one amount an amount is enough for; null where there is no amount to count in. */
export function sheetsIn(leftYen: number, eachYen: number): number | null {
  return eachYen > 0 ? Math.floor(leftYen / eachYen) : null;
}

/** The stay as far as it counts for an expiry; without a check-in it begins today. */
export interface DeskStay {
  readonly checkInOn: BusinessDate;
  readonly nights: number;
}

/**
 * Until when the coupons will be good, by the programme's rule; nobody types it. Null where only the server can say.
 * @param stay null where the desk asks for none
 */
export function deskExpiry(allotment: DeskAllotment, stay: DeskStay | null): BusinessDate | null {
  const rule = allotment.validity;
  if (!rule) return stay === null ? allotment.expiresOn : null;
  if (rule.kind !== "check-out" || stay === null) return allotment.expiresOn;
  const day = addDays(stay.checkInOn, stay.nights + rule.daysAfter);
  return allotment.endsOn && compareDates(allotment.endsOn, day) < 0 ? allotment.endsOn : day;
}

/** Why an entry can't be issued yet. */
export type EntryFault =
  | "reference-missing"
  | "name-missing"
  | "guests-wrong"
  | "over-limit"
  | "over-stay"
  | "again-missing";

/** Why a stay gets coupons that has some already; a key of the dictionary (ISS-3). */
export const AGAIN_REASONS = ["againMoreGuests", "againOtherAmount", "againLonger", "againOther"] as const;
export type AgainReason = (typeof AGAIN_REASONS)[number];

/** What a desk says of a stay that has coupons already. */
export interface Again {
  /** Empty until somebody chooses. */
  readonly reason: AgainReason | "";
  readonly detail: string;
}

/** Whether a reason was given that says something. */
export function isReasonGiven({ reason, detail }: Again): boolean {
  return reason !== "" && (reason !== "againOther" || detail.trim() !== "");
}

/** The first thing wrong with an entry, judged by what the desk knows; the fund decides in the end. */
export function entryFault(allotment: DeskAllotment, branchId: string, entry: DeskEntry): EntryFault | null {
  const { asks } = allotment;
  if (asks.stayReference === "required" && entry.reference.trim() === "") return "reference-missing";
  if (asks.guestName === "required" && entry.guestName.trim() === "") return "name-missing";
  const guests = parseGuests(entry.guests);
  if (guests === null) return "guests-wrong";
  const sumYen = couponYen(allotment, entry) * guests;
  if (allotment.perStayYen !== null && entry.reference.trim() !== "" && sumYen > allotment.perStayYen)
    return "over-stay";
  return sumYen > deskRoom(allotment, branchId).leftYen ? "over-limit" : null;
}

/** Whether an issue of so many is worked as a job with progress instead of at once. */
export function isJob(guests: number): boolean {
  return guests > MAX_DESK_GUESTS;
}
