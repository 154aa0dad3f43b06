import { CAPABILITIES, type Capability, type Role, type Side } from "../../schema/api/staff.ts";

/** Who may do what (STYLE 8). One table; nothing else asks for a role by name. */
const TABLE: { readonly [R in Role]: readonly Capability[] } = {
  "secretariat-admin": [
    "programme.read",
    "programme.manage",
    "fund.manage",
    "organisation.read",
    "organisation.manage",
    "store.manage",
    "staff.read",
    "staff.manage",
    "holder.read",
    "freeze.manage",
    "payment.refund",
    "issue.read",
    "coupon.cancel",
    "report.read",
    "report.create",
    "closing.read",
    "closing.manage",
    "statement.read",
    "account.manage",
  ],
  // The prefecture and auditors: read only (S24).
  "secretariat-viewer": [
    "programme.read",
    "organisation.read",
    "staff.read",
    "issue.read",
    "report.read",
    "closing.read",
    "statement.read",
  ],
  "issuer-head": ["issue.create", "issue.read", "coupon.cancel"],
  "issuer-desk": ["issue.create", "issue.read", "coupon.cancel"],
  "merchant-head": ["counter.use", "counter.void", "payment.refund", "statement.read", "account.manage"],
  clerk: ["counter.use", "counter.void"],
};

/** Roles that reach the branches under their organisation; the others reach the organisation itself only (WHO-2). */
const REACHES_BRANCHES: ReadonlySet<Role> = new Set<Role>(["issuer-head", "merchant-head"]);
/** Roles that reach their whole region (WHO-2). */
const REACHES_REGION: ReadonlySet<Role> = new Set<Role>(["secretariat-admin", "secretariat-viewer"]);

const SIDES_OF: { readonly [R in Role]: Side } = {
  "secretariat-admin": "secretariat",
  "secretariat-viewer": "secretariat",
  "issuer-head": "issuer",
  "issuer-desk": "issuer",
  "merchant-head": "merchant",
  clerk: "counter",
};

/** Whether a role includes a capability. */
export function can(role: Role, capability: Capability): boolean {
  return TABLE[role].includes(capability);
}

/** Every capability of a role, in the order of the contract. */
export function capabilitiesOf(role: Role): readonly Capability[] {
  return CAPABILITIES.filter((capability) => can(role, capability));
}

/** The side of the house a role belongs to (S17). */
export function sideOf(role: Role): Side {
  return SIDES_OF[role];
}

/** How far a role sees: its own organisation, its branches too, or the region (WHO-2). */
export function reachOf(role: Role): "self" | "branches" | "region" {
  if (REACHES_REGION.has(role)) return "region";
  return REACHES_BRANCHES.has(role) ? "branches" : "self";
}

/** Which kind of organisation a role may be given at. */
export function fitsOrganisation(
  role: Role,
  kinds: { readonly isSecretariat: boolean; readonly isIssuer: boolean; readonly isMerchant: boolean },
): boolean {
  const side = sideOf(role);
  if (side === "secretariat") return kinds.isSecretariat;
  return side === "issuer" ? kinds.isIssuer : kinds.isMerchant;
}
