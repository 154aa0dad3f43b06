import { expect, test } from "vitest";
import { CAPABILITIES, ROLES } from "../../schema/api/staff.ts";
import { can, capabilitiesOf, fitsOrganisation, gives, reachOf, sideOf, staysWithoutTerms } from "./roles.ts";

test("every capability belongs to some role, and every role has one", () => {
  for (const capability of CAPABILITIES) expect(ROLES.some((role) => can(role, capability))).toBe(true);
  for (const role of ROLES) expect(capabilitiesOf(role).length).toBeGreaterThan(0);
});

test("S24: the prefecture and auditors read, and nothing else", () => {
  expect(capabilitiesOf("secretariat-viewer").every((capability) => capability.endsWith(".read"))).toBe(true);
  // Looking a person up is no reading of reports: only the call centre may (WHO-2).
  expect(can("secretariat-viewer", "holder.read")).toBe(false);
});

test("WHO-2: a clerk and a desk reach themselves, head offices their branches, a secretariat its region", () => {
  expect([reachOf("clerk"), reachOf("merchant-store"), reachOf("issuer-desk")]).toEqual([
    "self",
    "self",
    "self",
  ]);
  expect([reachOf("merchant-head"), reachOf("issuer-head")]).toEqual(["branches", "branches"]);
  for (const role of ROLES) expect(reachOf(role) === "region").toBe(sideOf(role) === "secretariat");
});

test("ACC-1: programmes, terms, the region and a whole issue's stop are the one in charge's alone", () => {
  for (const capability of [
    "programme.manage",
    "programme.approve",
    "region.manage",
    "terms.manage",
    "issue.stop",
  ] as const)
    expect(ROLES.filter((role) => can(role, capability))).toEqual(["secretariat-admin"]);
});

test("ACC-1: who moves the fund and the payouts sees no holder, and who helps holders moves neither", () => {
  const money = ["fund.manage", "closing.manage", "account.manage"] as const;
  const holders = ["holder.read", "holder.personal", "freeze.manage", "expiry.extend"] as const;
  for (const capability of money) {
    expect([can("secretariat-accountant", capability), can("secretariat-callcentre", capability)]).toEqual([
      true,
      false,
    ]);
    expect(can("secretariat-clerk", capability)).toBe(false);
  }
  for (const capability of holders) {
    expect([can("secretariat-callcentre", capability), can("secretariat-accountant", capability)]).toEqual([
      true,
      false,
    ]);
    expect(can("secretariat-clerk", capability)).toBe(false);
  }
});

test("ORG-6: the secretariat gives every role, a head office those of its own side below it, the others none", () => {
  const given = (giver: (typeof ROLES)[number]) => ROLES.filter((role) => gives(giver, role));
  expect(given("secretariat-admin")).toEqual([...ROLES]);
  expect(given("issuer-head")).toEqual(["issuer-desk"]);
  expect(given("merchant-head")).toEqual(["merchant-store", "clerk"]);
  expect(given("merchant-store")).toEqual(["clerk"]);
  // The secretariat's office gives accounts to everybody but the secretariat.
  expect(given("secretariat-clerk")).toEqual(ROLES.filter((role) => sideOf(role) !== "secretariat"));
  for (const role of [
    "secretariat-accountant",
    "secretariat-callcentre",
    "secretariat-viewer",
    "issuer-desk",
    "clerk",
  ] as const)
    expect(given(role)).toEqual([]);
  // A role that gives must be let to the accounts at all.
  for (const role of ROLES) if (given(role).length > 0) expect(can(role, "staff.manage")).toBe(true);
});

test("ORG-5: with terms overdue the till goes on, and nothing else", () => {
  expect(CAPABILITIES.filter(staysWithoutTerms)).toEqual(["counter.use", "counter.void"]);
});

test("S17: a role is given only where the organisation is of its kind", () => {
  const merchant = { isSecretariat: false, isIssuer: false, isMerchant: true };
  expect(fitsOrganisation("clerk", merchant)).toBe(true);
  expect(fitsOrganisation("issuer-desk", merchant)).toBe(false);
  expect(fitsOrganisation("secretariat-admin", merchant)).toBe(false);
});
