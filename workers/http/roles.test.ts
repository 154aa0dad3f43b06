import { expect, test } from "vitest";
import { CAPABILITIES, ROLES } from "../../schema/api/staff.ts";
import { can, capabilitiesOf, fitsOrganisation, reachOf } from "./roles.ts";

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
  expect([reachOf("clerk"), reachOf("issuer-desk")]).toEqual(["self", "self"]);
  expect([reachOf("merchant-head"), reachOf("issuer-head")]).toEqual(["branches", "branches"]);
  expect(reachOf("secretariat-admin")).toBe("region");
});

test("nobody but the secretariat moves the fund or the accounts of staff", () => {
  for (const capability of ["fund.manage", "staff.manage", "programme.manage", "freeze.manage"] as const)
    expect(ROLES.filter((role) => can(role, capability))).toEqual(["secretariat-admin"]);
});

test("S17: a role is given only where the organisation is of its kind", () => {
  const merchant = { isSecretariat: false, isIssuer: false, isMerchant: true };
  expect(fitsOrganisation("clerk", merchant)).toBe(true);
  expect(fitsOrganisation("issuer-desk", merchant)).toBe(false);
  expect(fitsOrganisation("secretariat-admin", merchant)).toBe(false);
});
