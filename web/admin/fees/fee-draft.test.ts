import { expect, test } from "vitest";
import type { OrganisationFee } from "../../../schema/api/organisation-fees.ts";
import { draftOf, type FeeDraft, faultsOf, requestOf } from "./fee-draft.ts";

const fee = (more: Partial<OrganisationFee> = {}) =>
  ({
    rows: [],
    next: null,
    organisation: { organisationId: "a", name: "a", parentName: null },
    charged: { rate: { basisPoints: 50, fixedYen: 110 }, by: "standard" },
    lastVersion: 0,
    ...more,
  }) as unknown as OrganisationFee;
const LAST = fee({
  lastVersion: 2,
  rows: [{ version: 2, effectiveFrom: "2026-12-16" }] as unknown as OrganisationFee["rows"],
});
const draft = (more: Partial<FeeDraft> = {}): FeeDraft => ({
  ...draftOf(fee(), "2026-12-01"),
  reason: "協定",
  ...more,
});

test("STL-12: the form starts from the fee of now, on the first day that can be of use", () => {
  expect(draftOf(fee(), "2026-12-01")).toMatchObject({
    percent: "0.5",
    fixed: "110",
    effectiveFrom: "2026-12-01",
  });
  expect(draftOf(LAST, "2026-12-01").effectiveFrom).toBe("2026-12-16");
});

test("STL-12: what can't be saved is named by field and why", () => {
  expect(faultsOf(draft(), fee())).toEqual({});
  expect(faultsOf(draft({ percent: "0.555", fixed: "x", effectiveFrom: "", reason: " " }), fee())).toEqual({
    percent: "number",
    fixed: "number",
    effectiveFrom: "missing",
    reason: "missing",
  });
  expect(faultsOf(draft({ effectiveFrom: "2026-12-15" }), LAST)).toEqual({ effectiveFrom: "before" });
  // What nobody sees isn't looked at.
  expect(faultsOf(draft({ kind: "everybody", percent: "x" }), fee())).toEqual({});
});

test("STL-12: a fee goes out in hundredths of a per cent, and none as none, over the version that was seen", () => {
  expect(requestOf(draft({ percent: "１.25", fixed: "1,000" }), LAST)).toEqual({
    basedOn: 2,
    effectiveFrom: "2026-12-01",
    rate: { basisPoints: 125, fixedYen: 1_000 },
    reason: "協定",
  });
  expect(requestOf(draft({ kind: "everybody" }), fee()).rate).toBeNull();
});
