import type { ProblemCode } from "../../../schema/errors.ts";
import type { Held } from "./held.ts";

/** What the till needs to say "no" before any amount is typed. */
export type Inspected = Pick<Held, "verdict" | "state" | "frozen" | "spendableYen">;

/**
 * Why this coupon can't be taken here and now, or undefined where it can (PAY-3). What the coupon is comes before
 * where it is: "charged" tells the customer more than "not at this store".
 */
export function refusalOf(held: Inspected): ProblemCode | undefined {
  const { state, verdict } = held;
  switch (state) {
    case "charged":
    case "cancelled":
    case "expired":
    case "not-handed-over":
    case "charge-in-progress":
      return state;
    case "used":
      return "nothing-left";
    case "not-yet-valid":
      return verdict.ok || held.frozen ? "not-yet-valid" : verdict.code;
    case "live":
    case "unopened":
      break;
  }
  if (held.frozen) return "frozen";
  if (!verdict.ok) return verdict.code;
  return held.spendableYen === 0 ? "nothing-left" : undefined;
}
