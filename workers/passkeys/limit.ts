import type { PaymentLimit } from "../../schema/api/passkeys.ts";
import type { Yen } from "../../schema/money.ts";
import { isLooser } from "../../schema/payment-limit.ts";

/** Above how much payments are confirmed at this moment; null where none is. A limit that was to end has ended. Pure. */
export function limitInForce({ aboveYen, endsAtMs }: PaymentLimit, nowMs: number): Yen | null {
  return endsAtMs !== null && endsAtMs <= nowMs ? null : aboveYen;
}

/** Whether a payment of so much is confirmed (PSK-6): more than the limit, not as much as it. Pure. */
export function asksConfirmation(limit: PaymentLimit, amountYen: Yen, nowMs: number): boolean {
  const aboveYen = limitInForce(limit, nowMs);
  return aboveYen !== null && amountYen > aboveYen;
}

/** Whether the change lets more through than before: that is confirmed, the other way is not. Pure. */
export function loosens(limit: PaymentLimit, nextYen: Yen | null, nowMs: number): boolean {
  return isLooser(nextYen, limitInForce(limit, nowMs));
}

/** The limit as it is shown: nothing of one that has ended. Pure. */
export function shownLimit(limit: PaymentLimit, nowMs: number): PaymentLimit {
  return limitInForce(limit, nowMs) === null ? { aboveYen: null, endsAtMs: null } : limit;
}
