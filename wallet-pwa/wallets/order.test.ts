import { expect, test } from "vitest";
import type { WalletBody } from "../../schema/api/wallets.ts";
import { inOrder } from "./order.ts";

function wallet(payName: string, spendableYen: number, expiresOn: string | null, frozen = false): WalletBody {
  return {
    pay: { payName },
    spendableYen,
    earliest: expiresOn === null ? null : { expiresOn, amountYen: spendableYen },
    frozen,
  } as WalletBody;
}

test("S11: what runs out first stands on top, the empty and the frozen last", () => {
  const names = inOrder([
    wallet("frozen", 900, "2026-01-01", true),
    wallet("empty", 0, null),
    wallet("later", 100, "2027-01-31"),
    wallet("sooner", 100, "2026-11-29"),
  ]).map((one) => one.pay.payName);
  expect(names).toEqual(["sooner", "later", "empty", "frozen"]);
});
