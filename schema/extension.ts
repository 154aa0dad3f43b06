import type { ProgrammeState } from "./api/programmes.ts";
import { type BusinessDate, businessDate, compareDates } from "./calendar.ts";
import { ACCEPTED, type Verdict } from "./commands.ts";

/** What of a programme counts for an extension. */
export interface ExtendableProgramme {
  readonly state: ProgrammeState;
  /** Nothing of the programme is good beyond it (S3). */
  readonly endsOn: BusinessDate;
}

/**
 * Whether the live lots of a holder may be made good until `expiresOn` (EXP-3, CAL-2): from today to the programme's last
 * day, while the programme is open. Money that has expired belongs to the funder and isn't touched (FND-5); that a date is
 * no later than a lot's own moves nothing, and the actor says so (`nothing-left`).
 */
export function judgeExtension(
  programme: ExtendableProgramme,
  expiresOn: BusinessDate,
  nowMs: number,
): Verdict {
  if (programme.state !== "open") return { ok: false, code: "programme-closed" };
  const tooEarly = compareDates(expiresOn, businessDate(nowMs)) < 0;
  const tooLate = compareDates(expiresOn, programme.endsOn) > 0;
  return tooEarly || tooLate ? { ok: false, code: "expiry-not-allowed" } : ACCEPTED;
}
