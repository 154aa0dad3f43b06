import type { CounterInspectReply } from "../../../schema/api/counter.ts";
import type { InspectCodeReply } from "../../../schema/api/payment-codes.ts";

type Coupon = CounterInspectReply["coupon"];

/** What a sheet of paper says besides. */
export type Sheet = Pick<Coupon, "lots" | "expiresOn" | "codeEnd" | "chargedInto" | "notBeforeOn">;

/** What lies on the counter: a coupon, or the code that a wallet shows (COD-1). Holds a handle, no code (OPR-7). */
export interface Held
  extends Pick<
    Coupon,
    "pay" | "state" | "frozen" | "spendableYen" | "idTail" | "handle" | "handleExpiresAtMs"
  > {
  readonly verdict: CounterInspectReply["verdict"];
  readonly payLimitYen: CounterInspectReply["payLimitYen"];
  /** Null for a wallet. */
  readonly sheet: Sheet | null;
  /** The one operation that a wallet's code pays by (COD-3); null for a sheet, which pays as often as it can. */
  readonly operationId: InspectCodeReply["wallet"]["operationId"] | null;
}

export function heldSheet({ coupon, verdict, payLimitYen }: CounterInspectReply): Held {
  const { lots, expiresOn, codeEnd, chargedInto, notBeforeOn, ...rest } = coupon;
  const sheet = { lots, expiresOn, codeEnd, chargedInto, notBeforeOn };
  return { ...rest, verdict, payLimitYen, sheet, operationId: null };
}

export function heldCode({ wallet, verdict, payLimitYen }: InspectCodeReply): Held {
  return { ...wallet, verdict, payLimitYen, sheet: null };
}
