import type { Refundable } from "../../schema/commands.ts";
import type { Yen } from "../../schema/money.ts";
import { notYetReversed, type PaymentHistory } from "./decide.ts";
import { type BalanceState, isLive } from "./state.ts";

/**
 * What a refund of a payment would do at this moment, without doing it (REV-3): what is left to give back, lot by lot in
 * the order of giving back, and which of it would be expired at once. Null where the payment isn't this balance's.
 */
export function refundableOf(state: BalanceState, history: PaymentHistory, atMs: number): Refundable | null {
  const { payment, reversals } = history;
  if (payment?.first.kind !== "pay") return null;
  const parts = notYetReversed(payment, reversals)
    .reverse()
    .filter((part) => part.amountYen > 0)
    .map(({ lot, amountYen }) => {
      // The lot's date may have been extended since (EXP-3); the yen follows its lot.
      const expiresOn = state.lots.find((one) => one.lot === lot)?.expiresOn;
      if (!expiresOn) throw new Error("a payment took from a lot that isn't there");
      return { amountYen: amountYen as Yen, expiresOn, expired: !isLive({ expiresOn }, atMs) };
    });
  return {
    amountYen: -payment.lines.reduce((sum, line) => sum + line.amountYen, 0) as Yen,
    parts,
    cancelled: state.cancelled,
  };
}
