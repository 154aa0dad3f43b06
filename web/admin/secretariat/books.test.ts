import { describe, expect, test } from "vitest";
import type { Figures, FundBody } from "../../../schema/api/programmes.ts";
import type { IdTail, OrganisationId, ProgrammeId } from "../../../schema/ids.ts";
import { figuresIdentity, fundLines } from "./books.ts";

const programmeId = "7k3m9qxw2p4d" as ProgrammeId;
const figures: Figures = {
  programmeId,
  issuedYen: 18_000,
  issuedCount: 3,
  cancelledYen: 6_000,
  grantedYen: 0,
  chargedYen: 4_200,
  paidYen: 3_080,
  paidPaperYen: 1_800,
  paidAppYen: 1_280,
  payments: 2,
  reversedYen: 0,
  expiredYen: 500,
  liveYen: 8_420,
  hours: [],
  latest: [],
  openCases: 0,
  today: { issuedYen: 18_000, paidYen: 3_080, payments: 2 },
  lagMs: 900,
  asOfMs: 1,
  serverNowMs: 1,
};
const fund: FundBody = {
  programmeId,
  fundIdTail: "0badcafe" as IdTail,
  cashYen: 600_000,
  availableYen: 120_000,
  reservedYen: 0,
  allotted: [
    { issuerId: "7k3m9qxw2p4a" as OrganisationId, issuerName: "白岬グランドホテル", amountYen: 300_000 },
    { issuerId: "7k3m9qxw2p4b" as OrganisationId, issuerName: "青浜旅館", amountYen: 168_000 },
  ],
  writingYen: 0,
  issuedYen: 18_000,
  cancelledYen: 6_000,
  grantingYen: 0,
  grantedYen: 0,
  returnedYen: 0,
  paidOutYen: 0,
  feesYen: 0,
  feesHeldYen: 0,
  serverNowMs: 1,
};

describe("AUD-2: figures that are shown are figures that add up", () => {
  test("issued less cancelled is used, expired and in circulation", () => {
    expect(figuresIdentity(figures)).toEqual({ holds: true, netYen: 12_000 });
    expect(figuresIdentity({ ...figures, liveYen: 8_421 }).holds).toBe(false);
    expect(figuresIdentity({ ...figures, grantedYen: 900, liveYen: 9_320 })).toEqual({
      holds: true,
      netYen: 12_900,
    });
    expect(figuresIdentity({ ...figures, paidPaperYen: 1_801 }).holds).toBe(false);
  });
});

describe("FND-1: the fund's accounts add up to what was deposited", () => {
  test("one yen amiss is seen", () => {
    expect(fundLines(fund)).toMatchObject({ holds: true, depositYen: 600_000, sumYen: 600_000 });
    expect(fundLines({ ...fund, issuedYen: 18_001 }).holds).toBe(false);
  });

  test("FND-5: what was returned or paid out has left the cash and was deposited all the same", () => {
    const later = { ...fund, cashYen: 596_500, returnedYen: 500, paidOutYen: 3_000 };
    expect(fundLines(later)).toMatchObject({ holds: true, depositYen: 600_000 });
  });

  test("FND-13: fees lie in the cash until they are taken, and were deposited all the same", () => {
    const kept = { ...fund, cashYen: 597_000, paidOutYen: 3_000, feesYen: 330, feesHeldYen: 330 };
    expect(fundLines(kept)).toMatchObject({ holds: true, depositYen: 600_000, feesTakenYen: 0 });
    const taken = { ...kept, cashYen: 596_700, feesHeldYen: 30 };
    expect(fundLines(taken)).toMatchObject({ holds: true, depositYen: 600_000, feesTakenYen: 300 });
    expect(fundLines({ ...taken, cashYen: 596_701 }).holds).toBe(false);
  });

  test("an empty book has no minus zero", () => {
    const empty = { ...fund, cashYen: 0, availableYen: 0, allotted: [], issuedYen: 0, cancelledYen: 0 };
    expect(fundLines(empty).lines.some((line) => Object.is(line.amountYen, -0))).toBe(false);
    expect(fundLines(empty).holds).toBe(true);
  });
});
