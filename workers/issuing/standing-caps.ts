import type { Allotment, ISSUING_CAPS } from "../../schema/api/issues.ts";
import type { IssueCaps, IssuedSoFar } from "../../schema/commands.ts";
import type { OrganisationId } from "../../schema/ids.ts";
import type { Yen } from "../../schema/money.ts";

type StandingCap = Allotment["allotments"][number]["branches"][number]["caps"][number];

/** The caps that a programme sets and what counts under each of them for one branch (PAY-6). Pure. */
export function standingCaps(
  caps: IssueCaps,
  issued: IssuedSoFar,
  issuerId: OrganisationId,
  branchId: OrganisationId,
): StandingCap[] {
  const issuer = issued.issuers.find((each) => each.issuerId === issuerId);
  const branch = issued.branches.find((each) => each.branchId === branchId);
  const stand = (
    cap: (typeof ISSUING_CAPS)[number],
    capYen: Yen | null,
    issuedYen: number = 0,
  ): StandingCap[] => (capYen === null ? [] : [{ cap, capYen, issuedYen: issuedYen as Yen }]);
  return [
    ...stand("branch-day", caps.perBranchDayYen, branch?.dayYen),
    ...stand("issuer-day", caps.perIssuerDayYen, issuer?.dayYen),
    ...stand("branch", caps.perBranchYen, branch?.totalYen),
    ...stand("programme", caps.totalYen, issued.programmeYen),
  ];
}
