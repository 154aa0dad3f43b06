import { expect, test } from "vitest";
import { designChanges, withChanges } from "../../schema/design-changes.ts";
import { sampleDesign } from "./design.testing.ts";

test("PRG-1: what changed is named field by field, with what it was and what it is", () => {
  const before = sampleDesign();
  const after = {
    ...before,
    payName: "あたらしPay",
    caps: { ...before.caps, totalYen: 9_000_000 as never },
    scope: { ...before.scope, industriesOut: ["J"] },
  };
  expect(designChanges(before, after)).toEqual([
    { path: "payName", before: "ためしPay", after: "あたらしPay" },
    { path: "scope.industriesOut", before: [], after: ["J"] },
    { path: "caps.totalYen", before: null, after: 9_000_000 },
  ]);
});

test("PRG-1: whoever comes second puts their changes on what the first one made, and only those", () => {
  const before = sampleDesign();
  const mine = { ...before, payName: "わたしのPay", caps: { ...before.caps, totalYen: 5_000 as never } };
  const theirs = { ...before, unitWord: "点", caps: { ...before.caps, perStayYen: 300 as never } };
  expect(withChanges(theirs, designChanges(before, mine))).toEqual({
    ...before,
    payName: "わたしのPay",
    unitWord: "点",
    caps: { ...before.caps, totalYen: 5_000, perStayYen: 300 },
  });
});

test("PRG-1: the same design from another hand has no change, whatever the order of its keys", () => {
  const before = sampleDesign();
  const after = { ...before, validity: { days: 30, kind: "days" } as const };
  expect(designChanges(before, after)).toEqual([]);
});
