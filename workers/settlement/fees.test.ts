import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { yen } from "../../schema/money.ts";
import { chargedBy, feeOf, isRegistrationNumber, rateOf, withOwnFees } from "./fees.ts";

describe("STL-5: the fee of one store in one closing", () => {
  test.each([
    // 3,711.5 yen of fee, 371.1 of tax: both dropped.
    [50, 0, 742_300, 3, { feeYen: 3_711, taxYen: 371 }],
    [50, 0, 1_884_200, 1, { feeYen: 9_421, taxYen: 942 }],
    [0, 110, 5_000, 2, { feeYen: 110, taxYen: 11 }],
    [50, 110, 0, 0, { feeYen: 0, taxYen: 0 }],
    // Given back, and dropped towards zero as it was when it was charged.
    [50, 110, -742_300, 0, { feeYen: -3_711, taxYen: -371 }],
    [10_000, 0, 9_007_199_254_740_991, 1, { feeYen: 9_007_199_254_740_991, taxYen: 900_719_925_474_099 }],
  ])("%d basis points and %d yen of %d in %d payments", (basisPoints, fixedYen, net, payments, fee) =>
    expect(feeOf({ basisPoints, fixedYen: yen(fixedYen) }, net, payments)).toEqual(fee),
  );

  test("an organisation's own rate goes before its head office's, and that before everybody's", () => {
    const rate = (basisPoints: number) => ({ basisPoints, fixedYen: yen(0) });
    const table = { standard: rate(50), byOrganisation: { head: rate(30), branch: rate(10) } };
    expect(rateOf(table, "branch", "head")).toEqual(rate(10));
    expect(rateOf(table, "other", "head")).toEqual(rate(30));
    expect(rateOf(table, "other", null)).toEqual(rate(50));
  });
});

describe("STL-12: what organisations have of their own", () => {
  const rate = (basisPoints: number) => ({ basisPoints, fixedYen: yen(0) });
  const table = { standard: rate(50), byOrganisation: { old: rate(40), head: rate(30) } };

  test("goes before the rule's; none again is as everybody, or as the head office", () => {
    const own = new Map([
      ["branch", rate(10)],
      ["old", null],
      ["head", rate(20)],
      ["gone", null],
    ]);
    const fees = withOwnFees(table, own);
    expect(chargedBy(fees, "branch", "head")).toEqual({ rate: rate(10), by: "own" });
    expect(chargedBy(fees, "gone", "head")).toEqual({ rate: rate(20), by: "head-office" });
    expect(chargedBy(fees, "old", null)).toEqual({ rate: rate(50), by: "standard" });
    expect(table.byOrganisation.old).toEqual(rate(40));
  });

  test("whatever some have, everybody else pays what they paid before", () => {
    const rates = fc.integer({ min: 0, max: 10_000 }).map(rate);
    const names = fc.constantFrom("a", "b", "c", "head");
    fc.assert(
      fc.property(
        fc.dictionary(names, rates),
        fc.array(fc.tuple(names, fc.option(rates))),
        names,
        fc.option(names),
        (byOrganisation, changes, organisation, head) => {
          const before = { standard: rate(50), byOrganisation };
          const own = new Map(changes);
          const after = withOwnFees(before, own);
          if (!own.has(organisation) && (head === null || !own.has(head)))
            expect(rateOf(after, organisation, head)).toEqual(rateOf(before, organisation, head));
          const ownRate = own.get(organisation);
          if (ownRate) expect(rateOf(after, organisation, head)).toEqual(ownRate);
        },
      ),
    );
  });
});

test("STL-5: a registration number is T and 13 digits", () => {
  expect(isRegistrationNumber("T9990000000001")).toBe(true);
  for (const wrong of ["9990000000001", "T999000000000", "Ｔ9990000000001", "T99900000000012"])
    expect(isRegistrationNumber(wrong)).toBe(false);
});
