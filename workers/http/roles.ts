import { CAPABILITIES, type Capability, ROLES, type Role, type Side } from "../../schema/api/staff.ts";

/** Who may do what (STYLE 8). One table; nothing else asks for a role by name. */
const TABLE: { readonly [R in Role]: readonly Capability[] } = {
  "secretariat-admin": [
    "programme.read",
    "programme.manage",
    "programme.approve",
    "region.manage",
    "fund.manage",
    "organisation.read",
    "organisation.manage",
    "store.manage",
    "staff.read",
    "staff.manage",
    "store.edit",
    "application.decide",
    "terms.manage",
    "holder.read",
    "freeze.manage",
    "holder.personal",
    "expiry.extend",
    "sheet.print",
    "notice.read",
    "notice.manage",
    "payment.refund",
    "issue.read",
    "coupon.cancel",
    "report.read",
    "report.create",
    "import.manage",
    "closing.read",
    "closing.manage",
    "statement.read",
    "account.manage",
    "case.read",
    "case.decide",
    "trace.read",
  ],
  // The prefecture and auditors: read only (S24).
  "secretariat-viewer": [
    "programme.read",
    "organisation.read",
    "staff.read",
    "issue.read",
    "report.read",
    "notice.read",
    "closing.read",
    "statement.read",
  ],
  "issuer-head": [
    "issue.create",
    "issue.read",
    "coupon.cancel",
    "sheet.print",
    "inbox.read",
    "staff.read",
    "staff.manage",
    "terms.accept",
  ],
  "issuer-desk": ["issue.create", "issue.read", "coupon.cancel", "sheet.print", "inbox.read"],
  "merchant-head": [
    "counter.use",
    "counter.void",
    "payment.refund",
    "inbox.read",
    "staff.read",
    "staff.manage",
    "store.edit",
    "terms.accept",
    "statement.read",
    "account.manage",
  ],
  clerk: ["counter.use", "counter.void", "inbox.read"],
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

/** Which roles a role may give and take away: the level above gives the level below (S8, ORG-6). */
const GIVES: { readonly [R in Role]: readonly Role[] } = {
  "secretariat-admin": ROLES,
  "secretariat-viewer": [],
  "issuer-head": ["issuer-desk"],
  "issuer-desk": [],
  "merchant-head": ["clerk"],
  clerk: [],
};

/** Capabilities that go on while terms wait to be accepted: a visitor at the till doesn't pay for paperwork (ORG-5). */
const AT_THE_TILL: ReadonlySet<Capability> = new Set<Capability>(["counter.use", "counter.void"]);

/** Whether a role may give another role, and manage accounts that hold it (ORG-6). */
export function gives(giver: Role, role: Role): boolean {
  return GIVES[giver].includes(role);
}

/** Whether a capability stays when the office's terms are overdue (ORG-5). */
export function staysWithoutTerms(capability: Capability | undefined): boolean {
  return capability !== undefined && AT_THE_TILL.has(capability);
}

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
