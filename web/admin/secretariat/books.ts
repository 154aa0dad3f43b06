import type { Figures, FundBody } from "../../../schema/api/programmes.ts";

/** What the projection's figures must satisfy (AUD-2): both sides, and whether they agree. */
export function figuresIdentity(figures: Figures): { readonly holds: boolean; readonly netYen: number } {
  const netYen = figures.issuedYen + figures.grantedYen - figures.cancelledYen;
  return {
    netYen,
    holds:
      netYen === figures.paidYen + figures.expiredYen + figures.liveYen &&
      figures.paidYen === figures.paidPaperYen + figures.paidAppYen,
  };
}

/** The accounts that say where deposited money is. */
export type FundAccount =
  | "accAvailable"
  | "accAllotted"
  | "accReserved"
  | "accWriting"
  | "accIssued"
  | "accCancelled"
  | "accGranting"
  | "accGranted";

/**
 * The fund's accounts as lines that add up to what was deposited (FND-1: every operation sums to zero). What was
 * returned to the funder, paid out or taken as fees has left the cash, and was deposited all the same.
 */
export function fundLines(fund: FundBody): {
  readonly lines: readonly { readonly account: FundAccount; readonly amountYen: number }[];
  readonly sumYen: number;
  readonly depositYen: number;
  /** Fees that have left the bank account (FND-13). */
  readonly feesTakenYen: number;
  readonly holds: boolean;
} {
  const lines = [
    { account: "accAvailable", amountYen: fund.availableYen },
    { account: "accAllotted", amountYen: fund.allotted.reduce((sum, one) => sum + one.amountYen, 0) },
    { account: "accReserved", amountYen: fund.reservedYen },
    { account: "accWriting", amountYen: fund.writingYen },
    { account: "accIssued", amountYen: fund.issuedYen },
    // `0 -` and not a bare minus: −0 is no amount.
    { account: "accCancelled", amountYen: 0 - fund.cancelledYen },
    { account: "accGranting", amountYen: fund.grantingYen },
    { account: "accGranted", amountYen: fund.grantedYen },
  ] as const;
  const sumYen = lines.reduce((sum, one) => sum + one.amountYen, 0);
  const feesTakenYen = fund.feesYen - fund.feesHeldYen;
  const depositYen = fund.cashYen + fund.returnedYen + fund.paidOutYen + feesTakenYen;
  return { lines, sumYen, depositYen, feesTakenYen, holds: sumYen === depositYen };
}
