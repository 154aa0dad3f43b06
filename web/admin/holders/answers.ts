import type { HolderState } from "./holder-state.ts";

/** What an agent reads out, by its key in the dictionary. */
export type AnswerKey =
  | "ansStopped"
  | "ansFrozen"
  | "ansNotHandedOver"
  | "ansNotYet"
  | "ansChargeWaits"
  | "ansCharged"
  | "ansCancelled"
  | "ansExpired"
  | "ansUsed"
  | "ansBalance"
  | "ansEmptyWallet"
  | "ansPartlyExpired"
  | "ansWrongStore"
  | "ansNoPaper"
  | "ansNotEnough"
  | "ansOverLimit"
  | "ansOutsideUnit"
  | "ansLost";

/** What the last refusal calls for, where its reason isn't the state of the balance itself. */
const AFTER_REFUSAL: { readonly [code: string]: AnswerKey } = {
  "outside-scope": "ansWrongStore",
  "cpm-not-accepted": "ansNoPaper",
  "insufficient-balance": "ansNotEnough",
  "over-limit": "ansOverLimit",
  "outside-unit": "ansOutsideUnit",
};

/**
 * The answers for how a holder stands, the one that matters most first. `lastRefusal` is the code of the newest thing that
 * happened, where that was a refusal: why somebody stands at a till and calls.
 */
export function answersFor(holder: HolderState, lastRefusal: string | null): readonly AnswerKey[] {
  const first = standing(holder);
  const answers: AnswerKey[] = [first];
  const spendable = first === "ansBalance";
  const refusal = lastRefusal === null ? undefined : AFTER_REFUSAL[lastRefusal];
  if (refusal && spendable) answers.push(refusal);
  if (holder.expiredYen > 0 && first !== "ansExpired") answers.push("ansPartlyExpired");
  if (holder.kind === "coupon" && spendable) answers.push("ansLost");
  return answers;
}

/** The one answer to "what about my coupon?". */
function standing(holder: HolderState): AnswerKey {
  if (holder.state === "cancelled") return "ansCancelled";
  if (holder.issueState === "stopped") return "ansStopped";
  if (holder.frozen) return "ansFrozen";
  switch (holder.state) {
    case "charge-in-progress":
      return "ansChargeWaits";
    case "charged":
      return "ansCharged";
    case "expired":
      return "ansExpired";
    case "used":
      return "ansUsed";
    case "not-handed-over":
      return "ansNotHandedOver";
    case "not-yet-valid":
      return "ansNotYet";
    default:
      if (holder.notBeforeOn !== null && holder.spendableYen === 0) return "ansNotYet";
      if (holder.spendableYen > 0) return "ansBalance";
      return holder.expiredYen > 0 ? "ansExpired" : "ansEmptyWallet";
  }
}
