import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BusinessDate } from "../../../schema/calendar.ts";
import { basisPointsOf, draftOf, percentText, requestOf, wholeOf, wrongFields } from "./rule-draft.ts";

const TODAY = "2026-11-25" as BusinessDate;

describe("STL-5: a fee as people write it", () => {
  test("every hundredth of a per cent is written and read back without a float", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (points) => {
        expect(basisPointsOf(percentText(points))).toBe(points);
      }),
    );
    expect([percentText(50), percentText(5), percentText(100)]).toEqual(["0.5", "0.05", "1"]);
  });

  test("what is no fee is none", () => {
    for (const text of ["", "0.555", "-1", "100.01", "1,5", "abc"])
      expect(basisPointsOf(text)).toBeUndefined();
    expect(basisPointsOf("０．５")).toBe(50);
    expect([wholeOf("1,100", 10_000), wholeOf("0", 40, 1), wholeOf("", 5)]).toEqual([
      1_100,
      undefined,
      undefined,
    ]);
  });
});

test("an empty form names every field that is missing, and a filled one none", () => {
  const empty = draftOf(null, TODAY);
  expect(wrongFields(empty)).toEqual(["consignor", "bank", "branch", "number"]);
  const filled = {
    ...empty,
    percent: "0.5",
    consignor: "0000990001",
    payerName: "ジムキョク",
    bank: { code: "9999", name: "てがた" },
    branch: { code: "001", name: "本店" },
    number: "１２３",
  };
  expect(wrongFields(filled)).toEqual([]);
  expect(requestOf(filled, null)).toMatchObject({
    fees: { standard: { basisPoints: 50, fixedYen: 0 } },
    registrationNumber: null,
    payer: { bankCode: "9999", number: "123" },
  });
});
