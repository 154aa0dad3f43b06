import { expect, test } from "vitest";
import { NO_CAPS } from "../../schema/commands.ts";
import type { OrganisationId } from "../../schema/ids.ts";
import { yen } from "../../schema/money.ts";
import { standingCaps } from "./standing-caps.ts";

const ISSUER = "0rganissuer1" as OrganisationId;
const BRANCH = "0rganbranch1" as OrganisationId;
const issued = {
  programmeYen: yen(700),
  issuers: [{ issuerId: ISSUER, dayYen: yen(50) }],
  branches: [
    { branchId: "0rganbranch2" as OrganisationId, dayYen: yen(1), totalYen: yen(2) },
    { branchId: BRANCH, dayYen: yen(30), totalYen: yen(400) },
  ],
};

test("PAY-6: a branch is told the caps that the programme sets, each with what counts under it", () => {
  expect(standingCaps(NO_CAPS, issued, ISSUER, BRANCH)).toEqual([]);
  const caps = {
    ...NO_CAPS,
    perIssuerDayYen: yen(1_000),
    perBranchDayYen: yen(100),
    perBranchYen: yen(5_000),
    totalYen: yen(9_000),
  };
  expect(standingCaps(caps, issued, ISSUER, BRANCH)).toEqual([
    { cap: "branch-day", capYen: 100, issuedYen: 30 },
    { cap: "issuer-day", capYen: 1_000, issuedYen: 50 },
    { cap: "branch", capYen: 5_000, issuedYen: 400 },
    { cap: "programme", capYen: 9_000, issuedYen: 700 },
  ]);
});
