import { expect, test } from "vitest";
import type { BusinessDate } from "../../../schema/calendar.ts";
import { draftFaults, EMPTY_DRAFT, segmentRequest } from "./grant-draft.ts";

const within = { today: "2026-11-26" as BusinessDate, endsOn: "2027-03-31" as BusinessDate };
const faults = (draft: object) => [...draftFaults({ ...EMPTY_DRAFT, ...draft }, within)];
const good = { title: "子育て", expiresOn: "2026-12-31", amountText: "500" };

test("GRT-1: a list may bring its own amounts, a segment needs one", () => {
  expect(faults({ ...good, amountText: "" })).toEqual([]);
  expect(faults({ ...good, amountText: "", source: "segment" })).toEqual(["amount"]);
  expect(faults({ ...good, amountText: "千円" })).toEqual(["amount"]);
});

test("GRT-7: the last day lies within the programme", () => {
  expect(faults({ ...good, expiresOn: "2026-11-25" })).toEqual(["expiresOn"]);
  expect(faults({ ...good, expiresOn: "2027-04-01" })).toEqual(["expiresOn"]);
  expect(faults({})).toEqual(["title", "expiresOn"]);
});

test("a segment's spans run forward, and of a list they are nobody's concern", () => {
  const back = {
    ...good,
    joinedFrom: "2026-10-02",
    joinedUntil: "2026-10-01",
    bornFrom: "1990",
    bornUntil: "1980",
  };
  expect(faults({ ...back, source: "segment" })).toEqual(["joinedUntil", "born"]);
  expect(faults({ ...back, source: "list" })).toEqual([]);
});

test("a condition that was left open asks nothing", () => {
  const draft = { ...EMPTY_DRAFT, ...good, source: "segment" as const, bornUntil: "1955" };
  expect(segmentRequest(draft).segment).toEqual({
    joinedFrom: null,
    joinedUntil: null,
    municipalities: null,
    bornFrom: null,
    bornUntil: 1955,
    sex: null,
  });
});
