import type { CounterInspectReply } from "../../../schema/api/counter.ts";
import type { ProblemCode } from "../../../schema/errors.ts";

/** What the till needs of an inspected coupon to say "no" before any amount is typed. */
export type Inspected = {
  readonly verdict: CounterInspectReply["verdict"];
  readonly coupon: Pick<CounterInspectReply["coupon"], "state" | "frozen" | "spendableYen">;
};

/**
 * Why this coupon can't be taken here and now, or undefined where it can (PAY-3). What the coupon is comes before
 * where it is: "charged" tells the customer more than "not at this store".
 */
export function refusalOf(inspected: Inspected): ProblemCode | undefined {
  const { coupon, verdict } = inspected;
  switch (coupon.state) {
    case "charged":
    case "cancelled":
    case "expired":
    case "charge-in-progress":
      return coupon.state;
    case "used":
      return "nothing-left";
    case "not-yet-valid":
      return verdict.ok || coupon.frozen ? "not-yet-valid" : verdict.code;
    case "live":
    case "unopened":
      break;
  }
  if (coupon.frozen) return "frozen";
  if (!verdict.ok) return verdict.code;
  return coupon.spendableYen === 0 ? "nothing-left" : undefined;
}
