import type { BusinessDate } from "../../schema/calendar.ts";
import type { IssuedQuery, IssuedSoFar } from "../../schema/commands.ts";
import type { OrganisationId } from "../../schema/ids.ts";
import type { Yen } from "../../schema/money.ts";
import type { FundLookup } from "./book.ts";

/** The keys under which a fund counts what was issued (PAY-6). */
export const capKey = {
  issuerDay: (issuerId: OrganisationId, on: BusinessDate) => `issuer-day:${issuerId}:${on}`,
  branchDay: (branchId: OrganisationId, on: BusinessDate) => `branch-day:${branchId}:${on}`,
  branch: (branchId: OrganisationId) => `branch:${branchId}`,
  programme: "programme",
  stay: (stayKey: string) => `stay:${stayKey}`,
};

/** What counts under the caps of some issuers and branches on a date, as an issue would find it (PAY-6). Pure. */
export function issuedSoFar(
  used: FundLookup["used"],
  { on, issuerIds, branchIds }: IssuedQuery,
): IssuedSoFar {
  const yen = (key: string) => used(key) as Yen;
  return {
    programmeYen: yen(capKey.programme),
    issuers: issuerIds.map((issuerId) => ({ issuerId, dayYen: yen(capKey.issuerDay(issuerId, on)) })),
    branches: branchIds.map((branchId) => ({
      branchId,
      dayYen: yen(capKey.branchDay(branchId, on)),
      totalYen: yen(capKey.branch(branchId)),
    })),
  };
}
