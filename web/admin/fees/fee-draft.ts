import type { OrganisationFee, SetOrganisationFeeRequest } from "../../../schema/api/organisation-fees.ts";
import { isBusinessDate } from "../../../schema/calendar.ts";
import { yen } from "../../../schema/money.ts";
import { basisPointsOf, percentText, wholeOf } from "../settlement/rule-draft.ts";

const MOST_YEN = 1_000_000;

/** An organisation's next version as a person has typed it. */
export interface FeeDraft {
  readonly kind: "own" | "everybody";
  /** Per cent, with up to two decimals. */
  readonly percent: string;
  readonly fixed: string;
  readonly effectiveFrom: string;
  readonly reason: string;
}

/** What the form starts from: the fee of now, from the first day on which a version can be of use. */
export function draftOf(fee: OrganisationFee, nextFrom: string): FeeDraft {
  const rate = fee.charged?.rate;
  const last = fee.rows[0]?.effectiveFrom ?? "";
  return {
    kind: "own",
    percent: percentText(rate?.basisPoints ?? 0),
    fixed: String(rate?.fixedYen ?? 0),
    effectiveFrom: last > nextFrom ? last : nextFrom,
    reason: "",
  };
}

/** Fields that can't be saved as they are, each with why. */
export function faultsOf(
  draft: FeeDraft,
  fee: OrganisationFee,
): Partial<Record<keyof FeeDraft, "number" | "missing" | "before">> {
  const last = fee.rows[0]?.effectiveFrom ?? "";
  const isOwn = draft.kind === "own";
  const day = isBusinessDate(draft.effectiveFrom)
    ? draft.effectiveFrom < last
      ? "before"
      : undefined
    : "missing";
  return {
    ...(isOwn && basisPointsOf(draft.percent) === undefined ? { percent: "number" } : {}),
    ...(isOwn && wholeOf(draft.fixed, MOST_YEN) === undefined ? { fixed: "number" } : {}),
    ...(day ? { effectiveFrom: day } : {}),
    ...(draft.reason.trim() === "" ? { reason: "missing" } : {}),
  };
}

/** The request of a draft without faults. */
export function requestOf(draft: FeeDraft, fee: OrganisationFee): SetOrganisationFeeRequest {
  return {
    basedOn: fee.lastVersion,
    effectiveFrom: draft.effectiveFrom,
    rate:
      draft.kind === "everybody"
        ? null
        : {
            basisPoints: basisPointsOf(draft.percent) ?? 0,
            fixedYen: yen(wholeOf(draft.fixed, MOST_YEN) ?? 0),
          },
    reason: draft.reason.trim(),
  };
}
