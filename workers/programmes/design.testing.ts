import { type Design, designSchema } from "../../schema/api/programme-design.ts";

/** A design that fits together, with something else in it where a test wants it. */
export function sampleDesign(more: Partial<Design> = {}): Design {
  return {
    ...designSchema.parse({
      name: "旅クーポン",
      payName: "ためしPay",
      face: "shiosai",
      unitWord: "円",
      facesYen: [1_000, 3_000],
      facePer: "coupon",
      validity: { kind: "days", days: 30 },
      startsOn: "2026-11-01",
      endsOn: "2027-03-31",
      scope: { municipalities: null, industries: null, industriesOut: [], storesIn: [], storesOut: [] },
      caps: { perIssuerDayYen: null, perBranchDayYen: null, perStayYen: null },
      rule: { unitYen: 500, payLimitYen: 50_000, personCapYen: null },
      reprintHours: 72,
    }),
    ...more,
  };
}
