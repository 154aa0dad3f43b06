import type { FundBody } from "../../../schema/api/programmes.ts";
import { type FundAccountName, issuerOfAccount } from "../../../schema/fund-account.ts";

const FIELDS = {
  available: "availableYen",
  cash: "cashYen",
  reserved: "reservedYen",
  writing: "writingYen",
  issued: "issuedYen",
  cancelled: "cancelledYen",
  granting: "grantingYen",
  granted: "grantedYen",
  returned: "returnedYen",
  "paid-out": "paidOutYen",
  fees: "feesYen",
  "fees-held": "feesHeldYen",
} as const;

/** What an account holds by the fund's own book, as a statement tells it; an issuer that was never given anything has 0. */
export function accountNow(fund: FundBody, account: FundAccountName): number {
  const issuer = issuerOfAccount(account);
  if (issuer !== null) return fund.allotted.find((one) => one.issuerId === issuer)?.amountYen ?? 0;
  return fund[FIELDS[account as keyof typeof FIELDS]];
}
