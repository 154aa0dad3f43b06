import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { yen } from "../../schema/money.ts";
import { type DueLine, dueLine, payeeOf, type StoreSums, settlePayee } from "./closing-lines.ts";

const QUIET: StoreSums = {
  storeId: "a",
  payments: 0,
  paidYen: 0,
  reversals: 0,
  reversedYen: 0,
  carriedInYen: 0,
};
const RATE = { basisPoints: 50, fixedYen: yen(0) };
const line = (more: Partial<StoreSums>) => dueLine({ ...QUIET, ...more }, RATE);
const due = (dueYen: number, storeId = "a"): DueLine => ({
  ...QUIET,
  storeId,
  carriedInYen: dueYen,
  feeYen: 0,
  taxYen: 0,
  dueYen,
});

describe("STL-6: what a store is due", () => {
  test("payments less reversals, fee and tax, and what was carried in", () =>
    expect(
      line({ payments: 2, paidYen: 100_000, reversals: 1, reversedYen: 20_000, carriedInYen: 500 }),
    ).toMatchObject({ feeYen: 400, taxYen: 40, dueYen: 500 + 80_000 - 400 - 40 }));

  test("REV-1: a reversal after the payout is a negative line, with its fee given back", () =>
    expect(line({ reversals: 1, reversedYen: 20_000 })).toMatchObject({
      feeYen: -100,
      taxYen: -10,
      dueYen: -19_890,
    }));
});

describe("STL-6: what is paid and what is carried over", () => {
  test.each([
    [[1_000], 1_000, "pay"],
    [[999], 1_000, "below-minimum"],
    [[0], 0, "nothing"],
    [[-1], 0, "negative"],
    [[1], 0, "pay"],
    [[10_000_000_000], 0, "above-maximum"],
    // One store owes: the others of the same head office cover it.
    [[5_000, -1_200], 1_000, "pay"],
    [[5_000, -5_200], 1_000, "negative"],
  ])("%j with a minimum of %d: %s", (dues, minimum, outcome) => {
    const lines = dues.map((each, at) => due(each, String(at)));
    const settled = settlePayee(lines, yen(minimum));
    const sum = dues.reduce((total, each) => total + each, 0);
    expect(settled.payableYen).toBe(outcome === "pay" ? sum : 0);
    expect(settled.lines.map((each) => each.outcome)).toEqual(dues.map(() => outcome));
  });

  test("every line adds up, and no yen is both paid and carried", () => {
    const sums = fc.record({
      storeId: fc.string(),
      payments: fc.nat(50),
      paidYen: fc.nat(5_000_000),
      reversals: fc.nat(5),
      reversedYen: fc.nat(6_000_000),
      carriedInYen: fc.integer({ min: -100_000, max: 100_000 }),
    });
    fc.assert(
      fc.property(
        fc.array(sums, { minLength: 1, maxLength: 8 }),
        fc.nat(10_000),
        fc.nat(1_000),
        (stores, minimum, basisPoints) => {
          const lines = stores.map((each) => dueLine(each, { basisPoints, fixedYen: yen(11) }));
          const settled = settlePayee(lines, yen(minimum));
          for (const each of settled.lines) {
            expect(each.carriedInYen + each.paidYen - each.reversedYen - each.feeYen - each.taxYen).toBe(
              each.payableYen + each.carriedOutYen,
            );
            expect(each.payableYen === 0 || each.carriedOutYen === 0).toBe(true);
          }
          expect(settled.lines.reduce((sum, each) => sum + each.payableYen, 0)).toBe(settled.payableYen);
        },
      ),
    );
  });

  test("a negative line is carried until it is covered, and then it is covered once", () => {
    const first = settlePayee([line({ reversals: 1, reversedYen: 20_000 })], yen(1)).lines[0];
    const second = settlePayee(
      [line({ payments: 1, paidYen: 10_000, carriedInYen: first?.carriedOutYen ?? 0 })],
      yen(1),
    ).lines[0];
    const third = settlePayee(
      [line({ payments: 1, paidYen: 30_000, carriedInYen: second?.carriedOutYen ?? 0 })],
      yen(1),
    );
    expect([first?.carriedOutYen, second?.carriedOutYen]).toEqual([-19_890, -19_890 + 10_000 - 55]);
    expect(third.payableYen).toBe(-9_945 + 30_000 - 150 - 15);
  });
});

test("STL-7: the account nearest to the store is paid into; without any the head office is asked", () => {
  const store = { storeId: "s", organisationId: "branch", headOfficeId: "head" };
  const has =
    (...ids: string[]) =>
    (payee: { id: string }) =>
      ids.includes(payee.id);
  expect(payeeOf(store, has("s", "branch", "head"))).toEqual({ kind: "store", id: "s" });
  expect(payeeOf(store, has("branch", "head"))).toEqual({ kind: "organisation", id: "branch" });
  expect(payeeOf(store, has("head"))).toEqual({ kind: "organisation", id: "head" });
  expect(payeeOf(store, has())).toEqual({ kind: "organisation", id: "head" });
});
