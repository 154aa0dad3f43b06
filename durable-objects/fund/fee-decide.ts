import type { KeepFeeCommand, SimpleResult, TakeFeeCommand } from "../../schema/commands.ts";
import { balanceOf } from "./book.ts";
import { type FundDecision, type FundSituation, simple } from "./decision.ts";

/**
 * FND-13: of what a closing's stores took, fee and tax stay in the fund's bank account and are the secretariat's from then
 * on. A closing that gives fees back has less than nothing. A fact that can't be refused.
 */
export function decideKeepFee(
  situation: FundSituation,
  { operationId, closingId, amountYen }: KeepFeeCommand,
): FundDecision<SimpleResult> {
  return simple(situation, operationId, "fee-kept", { amountYen, target: closingId }, () => ({
    postings: [
      { account: "fees", amountYen: 0 - amountYen },
      { account: "fees-held", amountYen },
    ],
    detail: { closingId },
  }));
}

/**
 * The secretariat takes fees out of the fund's bank account, or brings back what it took: never more than lies there, nor
 * more than was taken.
 */
export function decideTakeFee(
  situation: FundSituation,
  { operationId, amountYen, direction }: TakeFeeCommand,
): FundDecision<SimpleResult> {
  const { state } = situation;
  return simple(situation, operationId, "fee-taken", { amountYen, target: direction }, () => {
    const heldYen = balanceOf(state, "fees-held");
    const takenYen = 0 - balanceOf(state, "fees") - heldYen;
    if (amountYen <= 0) return "outside-unit";
    if (amountYen > (direction === "out" ? heldYen : takenYen)) return "insufficient-fund";
    const sign = direction === "out" ? 1 : -1;
    return {
      postings: [
        { account: "cash", amountYen: sign * amountYen },
        { account: "fees-held", amountYen: -sign * amountYen },
      ],
    };
  });
}
