import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromYucho, yuchoHolds } from "./yucho.ts";

const ordinary = (branchCode: string, number: string) => ({
  ok: true,
  value: { branchCode, kind: "ordinary", number },
});

describe("STL-13: 記号 and 番号 of ゆうちょ become branch, kind and number", () => {
  test.each([
    ["14030", "12345671", ordinary("408", "1234567")],
    ["10000", "11", ordinary("008", "0000001")],
    ["１５１５０", "２１１ １１１１１", ordinary("518", "2111111")],
    ["14030", "1234567-1", ordinary("408", "1234567")],
    ["00160", "100001", { ok: true, value: { branchCode: "019", kind: "current", number: "0100001" } }],
    ["00160－0", "1", { ok: true, value: { branchCode: "019", kind: "current", number: "0000001" } }],
  ])("%s %s", (symbol, number, account) => expect(fromYucho(symbol, number)).toEqual(account));

  test.each([
    ["24030", "12345671", ["symbol"]],
    ["14031", "12345671", ["symbol"]],
    ["1403", "12345671", ["symbol"]],
    ["14030", "12345670", ["number"]],
    ["14030", "123456711", ["number"]],
    ["14030", "1", ["number"]],
    ["00160", "1000011", ["number"]],
    ["", "", ["symbol", "number"]],
    ["ゆうちょ", "口座", ["symbol", "number"]],
  ])("%s %s is none: %j", (symbol, number, faults) =>
    expect(fromYucho(symbol, number)).toEqual({ ok: false, error: faults }),
  );

  test("whatever is typed, what comes out is a branch of the right kind and seven digits, and no two accounts become one", () => {
    const digits = (least: number, most: number) =>
      fc.integer({ min: least, max: most }).map((n) => String(n));
    const seen = new Map<string, string>();
    fc.assert(
      fc.property(digits(0, 99), digits(0, 9), digits(0, 9_999_999), (branch, check, number) => {
        const symbol = `1${branch.padStart(2, "0")}${check}0`;
        const account = fromYucho(symbol, `${number}1`);
        if (!account.ok) throw new Error(`${symbol} ${number}1`);
        const { branchCode, kind } = account.value;
        expect(branchCode).toMatch(/^\d\d8$/);
        expect(yuchoHolds(branchCode, kind)).toBe(true);
        expect(account.value.number).toMatch(/^\d{7}$/);
        const key = `${branchCode} ${account.value.number}`;
        const from = `${branch} ${Number(number)}`;
        expect(seen.get(key) ?? from).toBe(from);
        seen.set(key, from);
      }),
    );
  });
});

test("STL-13: what ゆうちょ doesn't have at a branch is told", () => {
  expect([yuchoHolds("408", "savings"), yuchoHolds("019", "current")]).toEqual([true, true]);
  expect([yuchoHolds("408", "current"), yuchoHolds("019", "ordinary"), yuchoHolds("408", "other")]).toEqual([
    false,
    false,
    false,
  ]);
});
