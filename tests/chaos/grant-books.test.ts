import { expect, test } from "vitest";
import type { ActorBook, Row } from "./books.ts";
import { compareGrant, type GrantExpected } from "./grant-books.ts";

const row = (more: Partial<Row>) => ({ kind: "credit", account: "", amountYen: 0, ...more }) as Row;
const wallet = (actor: string, ...amounts: number[]): ActorBook => ({
  actorClass: "wallet",
  actor,
  file: "",
  lotsYen: 0,
  rows: amounts.map((amountYen) => row({ amountYen })),
});
const fund = (accounts: Readonly<Record<string, number>>): ActorBook => ({
  actorClass: "fund",
  actor: "f",
  file: "",
  lotsYen: null,
  rows: Object.entries(accounts).map(([account, amountYen]) =>
    row({ kind: "grant-posted", account, amountYen }),
  ),
});
const expected: GrantExpected = {
  amountYen: 100,
  wallets: ["a", "b", "c"],
  frozen: new Set(["c"]),
  said: { creditedRows: 2, creditedYen: 200, failedRows: 1 },
};

test("GRT-5: a grant of which everybody has their part once, and the fund as much less, has nothing to find", () => {
  const books = [wallet("a", 100), wallet("b", 100), wallet("c"), fund({ granted: 200 })];
  expect(compareGrant(expected, books)).toEqual({ credited: 2, creditedTwice: 0, missed: 0, what: [] });
});

test("one credited twice, one missed, one frozen and credited all the same: each is counted", () => {
  const books = [wallet("a", 100, 100), wallet("b"), wallet("c", 100), fund({ granted: 300 })];
  expect(compareGrant(expected, books)).toMatchObject({ creditedTwice: 2, missed: 1 });
});

test("another amount, yen that stays on the way, and sums that were said wrongly are named", () => {
  const books = [
    wallet("a", 99),
    wallet("b", 100),
    wallet("c"),
    fund({ granted: 200, reserved: 5, granting: 1 }),
  ];
  const said = { creditedRows: 3, creditedYen: 300, failedRows: 0 };
  expect(compareGrant({ ...expected, said }, books).what).toHaveLength(6);
});
