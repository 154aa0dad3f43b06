import { expect, test } from "vitest";
import { printsReceipts } from "./receipts.ts";

test("ISS-10: a required receipt is always printed, an optional one where the desk wants it, none where nobody asks", () => {
  expect([printsReceipts("required", false), printsReceipts("required", true)]).toEqual([true, true]);
  expect([printsReceipts("optional", false), printsReceipts("optional", true)]).toEqual([false, true]);
  expect([printsReceipts("no", false), printsReceipts("no", true)]).toEqual([false, false]);
});
