import { expect, test } from "vitest";
import { answersFor } from "./answers.ts";
import type { HolderState } from "./holder-state.ts";
import { whyNot } from "./possible.ts";

const LIVE: HolderState = {
  kind: "coupon",
  state: "live",
  frozen: false,
  issueState: "active",
  spendableYen: 5_450,
  expiresOn: "2026-11-30",
  expiredYen: 0,
  notBeforeOn: null,
  chargedInto: null,
  programmeEndsOn: "2026-12-31",
};
const first = (more: Partial<HolderState>) => answersFor({ ...LIVE, ...more }, null)[0];

test("S13: a coupon that can be spent: how much and until when, and what to do if the sheet is lost", () => {
  expect(answersFor(LIVE, null)).toEqual(["ansBalance", "ansLost"]);
  expect(first({ state: "unopened" })).toBe("ansBalance");
});

test("each state has its own first answer", () => {
  const empty = { spendableYen: 0 };
  expect(first({ ...empty, state: "charged", chargedInto: "しおさいPay" })).toBe("ansCharged");
  expect(first({ ...empty, state: "charge-in-progress" })).toBe("ansChargeWaits");
  expect(first({ ...empty, state: "expired", expiredYen: 900 })).toBe("ansExpired");
  expect(first({ ...empty, state: "used" })).toBe("ansUsed");
  expect(first({ ...empty, state: "cancelled" })).toBe("ansCancelled");
  expect(first({ ...empty, state: "not-yet-valid", notBeforeOn: "2026-12-01" })).toBe("ansNotYet");
  expect(first({ ...empty, state: "not-handed-over", issueState: "ready" })).toBe("ansNotHandedOver");
  expect(first({ kind: "wallet", issueState: null, ...empty, expiresOn: null })).toBe("ansEmptyWallet");
});

test("what stops everything comes before what is left: cancelled, the issue stopped, the holder stopped", () => {
  expect(first({ frozen: true })).toBe("ansFrozen");
  expect(first({ frozen: true, issueState: "stopped" })).toBe("ansStopped");
  expect(first({ frozen: true, issueState: "stopped", state: "cancelled" })).toBe("ansCancelled");
});

test("a refusal that has just happened is explained, unless the state explains it already", () => {
  expect(answersFor(LIVE, "outside-scope")).toContain("ansWrongStore");
  expect(answersFor({ ...LIVE, frozen: true }, "outside-scope")).not.toContain("ansWrongStore");
  expect(answersFor(LIVE, "a-code-of-tomorrow")).toEqual(answersFor(LIVE, null));
});

test("REV-3: money that came back into an expired lot is mentioned beside what can be spent", () => {
  expect(answersFor({ ...LIVE, expiredYen: 300 }, null)).toContain("ansPartlyExpired");
  expect(answersFor({ ...LIVE, state: "expired", spendableYen: 0, expiredYen: 300 }, null)).toEqual([
    "ansExpired",
  ]);
});

test("what isn't possible says why: nothing of a cancelled coupon, no replacement before three answers or while stopped", () => {
  for (const action of ["freeze", "extend", "replace", "cancel"] as const)
    expect(whyNot(action, { ...LIVE, state: "cancelled" }, true)).toBe("whyCancelled");
  expect(whyNot("replace", LIVE, false)).toBe("whyAsk");
  expect(whyNot("replace", { ...LIVE, frozen: true }, true)).toBe("whyFrozen");
  expect(whyNot("replace", LIVE, true)).toBeNull();
  expect(whyNot("cancel", { ...LIVE, state: "charge-in-progress" }, true)).toBe("whyCharging");
});

test("EXP-3, CAL-2: only what can still be spent is extended, and not where the programme ends first", () => {
  expect(whyNot("extend", LIVE, false)).toBeNull();
  expect(whyNot("extend", { ...LIVE, spendableYen: 0, state: "expired" }, false)).toBe("whyExpired");
  expect(whyNot("extend", { ...LIVE, spendableYen: 0, state: "used" }, false)).toBe("whyNothingLeft");
  expect(whyNot("extend", { ...LIVE, expiresOn: "2026-12-31" }, false)).toBe("whyEnds");
});
