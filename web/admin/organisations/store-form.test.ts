import fc from "fast-check";
import { expect, test } from "vitest";
import {
  degreesE6,
  degreesText,
  draftFaults,
  editOf,
  emptyIdentity,
  type StoreDraft,
  USUAL_DAY,
} from "./store-form.ts";

const draft: StoreDraft = {
  identity: { ...emptyIdentity, name: "店", kana: "ミセ", municipality: "990019", industry: "M76" },
  postalCode: "９９９−０００１",
  address: "港町1",
  phone: "099-000-0000",
  notices: "  ",
  hasHours: true,
  weekly: [[], ...Array.from({ length: 6 }, () => USUAL_DAY)],
  closedOn: [],
  hoursNote: "",
  latitude: "35.123456",
  longitude: "139.654321",
};

test("ORG-1: hyphens and wide digits are taken as people type them", () => {
  expect([...draftFaults(draft)]).toEqual([]);
  expect(editOf(draft, 3, false)).toMatchObject({
    version: 3,
    postalCode: "9990001",
    phone: "0990000000",
    notices: null,
    pin: { latitudeE6: 35_123_456, longitudeE6: 139_654_321 },
  });
  expect(editOf(draft, 3, false)).not.toHaveProperty("identity");
});

test("ORG-1: each field that can't be sent is named, and half a place is none", () => {
  const wrong = {
    ...draft,
    postalCode: "12",
    phone: "99-0000",
    address: " ",
    weekly: [[{ from: "18:00", to: "09:00" }], ...draft.weekly.slice(1)],
    longitude: "",
  };
  expect([...draftFaults(wrong)].sort()).toEqual(["address", "day0", "longitude", "phone", "postalCode"]);
  expect([...draftFaults({ ...wrong, hasHours: false })]).not.toContain("day0");
});

test("ORG-1: a pin comes back exactly as it was set", () => {
  fc.assert(
    fc.property(fc.integer({ min: 20_000_000, max: 46_000_000 }), (e6) => {
      expect(degreesE6(degreesText(e6), [20, 46])).toBe(e6);
    }),
  );
  for (const text of ["", "abc", "-35", "35,1", "99"]) expect(degreesE6(text, [20, 46])).toBe(null);
});
