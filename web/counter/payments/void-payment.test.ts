import { expect, test } from "vitest";
import { voidBarrier } from "./void-payment.ts";

test("REV-1: a void is offered for a whole payment inside its window, and for nothing else", () => {
  const row = { kind: "payment", amountYen: 1_000, reversedYen: 0, voidableUntilMs: 5_000 };
  expect(voidBarrier(row, 4_999)).toBeUndefined();
  expect(voidBarrier(row, 5_000)).toBe("too-late");
  expect(voidBarrier({ ...row, voidableUntilMs: null }, 0)).toBe("too-late");
  expect(voidBarrier({ ...row, reversedYen: 1 }, 0)).toBe("returned");
  expect(voidBarrier({ ...row, kind: "void" }, 0)).toBe("not-a-payment");
});
