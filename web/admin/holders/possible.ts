import type { Capability } from "../../../schema/api/staff.ts";
import type { HolderState } from "./holder-state.ts";

/** What may be done for a holder. */
export type HolderAction = "freeze" | "unfreeze" | "extend" | "replace" | "cancel";

/** Why something isn't possible, by its key in the dictionary. */
export type WhyNot =
  | "whyCancelled"
  | "whyCharging"
  | "whyNothingLeft"
  | "whyExpired"
  | "whyFrozen"
  | "whyNotHandedOver"
  | "whyEnds"
  | "whyAsk";

/** What an action needs; screens hide what the role may not. */
export const NEEDS: { readonly [A in HolderAction]: Capability } = {
  freeze: "freeze.manage",
  unfreeze: "freeze.manage",
  extend: "expiry.extend",
  replace: "coupon.cancel",
  cancel: "coupon.cancel",
};

/** The actions a holder's page offers, in their order. */
export function actionsFor(holder: HolderState): readonly HolderAction[] {
  const stop: HolderAction = holder.frozen ? "unfreeze" : "freeze";
  return holder.kind === "coupon" ? [stop, "replace", "extend", "cancel"] : [stop, "extend"];
}

/**
 * Why an action can't succeed, said before it is tried; null where it may be tried. The actor judges again when it counts.
 * @param asked whether the caller has said all three things that only the holder knows
 */
export function whyNot(action: HolderAction, holder: HolderState, asked: boolean): WhyNot | null {
  if (holder.state === "cancelled") return "whyCancelled";
  if (holder.state === "not-handed-over" && action !== "unfreeze") return "whyNotHandedOver";
  switch (action) {
    case "freeze":
    case "unfreeze":
      return null;
    case "extend":
      return extendable(holder);
    case "replace":
      return takeable(holder) ?? empty(holder) ?? (holder.frozen ? "whyFrozen" : asked ? null : "whyAsk");
    case "cancel":
      return takeable(holder);
  }
}

const takeable = (holder: HolderState): WhyNot | null =>
  holder.state === "charge-in-progress" ? "whyCharging" : null;

function empty(holder: HolderState): WhyNot | null {
  if (holder.spendableYen > 0) return null;
  return holder.expiredYen > 0 || holder.state === "expired" ? "whyExpired" : "whyNothingLeft";
}

function extendable(holder: HolderState): WhyNot | null {
  const why = takeable(holder) ?? empty(holder);
  if (why) return why;
  return holder.expiresOn !== null && holder.expiresOn >= holder.programmeEndsOn ? "whyEnds" : null;
}
