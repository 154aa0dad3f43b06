import { expect, test } from "vitest";
import type { FundBody } from "../../../schema/api/programmes.ts";
import { FUND_ACCOUNTS } from "../../../schema/fund-account.ts";
import type { IdTail, OrganisationId, ProgrammeId } from "../../../schema/ids.ts";
import { accountNow } from "./account-now.ts";

const fund: FundBody = {
  programmeId: "7k3m9qxw2p4d" as ProgrammeId,
  fundIdTail: "0badcafe" as IdTail,
  availableYen: 1,
  reservedYen: 0,
  cashYen: 2,
  writingYen: 3,
  issuedYen: 4,
  cancelledYen: 5,
  grantingYen: 6,
  grantedYen: 7,
  returnedYen: 8,
  paidOutYen: 9,
  feesYen: 11,
  feesHeldYen: 12,
  allotted: [{ issuerId: "7k3m9qxw2p4a" as OrganisationId, issuerName: "宿", amountYen: 10 }],
  serverNowMs: 0,
};

test("FND-8: every account of a statement has its balance in the book", () => {
  expect(FUND_ACCOUNTS.map((account) => accountNow(fund, account))).toEqual([
    1, 2, 0, 3, 4, 5, 6, 7, 8, 9, 11, 12,
  ]);
  expect(accountNow(fund, "allotted:7k3m9qxw2p4a")).toBe(10);
  expect(accountNow(fund, "allotted:7k3m9qxw2p4b")).toBe(0);
});
