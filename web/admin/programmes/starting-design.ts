import type { CreateProgrammeRequest } from "../../../schema/api/programmes.ts";
import { addDays, type BusinessDate } from "../../../schema/calendar.ts";

/** A design to start from: a year from today, free, the whole region, faces that programmes usually have. */
export function startingDesign(
  names: { readonly name: string; readonly payName: string },
  today: BusinessDate,
): CreateProgrammeRequest {
  return {
    ...names,
    face: "shiosai",
    unitWord: "円",
    facesYen: [3_000, 2_000, 1_000],
    facePer: "coupon",
    asks: {
      stayReference: "optional",
      guestName: "optional",
      checkIn: "optional",
      evidence: "no",
      receipt: "optional",
    },
    validity: { kind: "days", days: 30 },
    notBefore: { kind: "issue" },
    startsOn: today,
    endsOn: addDays(today, 365),
    scope: { municipalities: null, industries: null, industriesOut: [], storesIn: [], storesOut: [] },
    caps: {
      perIssuerDayYen: null,
      perBranchDayYen: null,
      perStayYen: null,
      perBranchYen: null,
      totalYen: null,
    },
    rule: { unitYen: 1, payLimitYen: 50_000, personCapYen: null },
    reprintHours: 72,
    consideration: { kind: "free" },
    codeAfterDays: null,
    residentAsks: { attributes: [], why: "" },
  };
}
