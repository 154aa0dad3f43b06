import { CAPABILITIES, type Capability, ROLES, type Role, type Side } from "../../schema/api/staff.ts";

/** What one role is: where it belongs, how far it sees, whom it gives accounts, and what it may do. */
interface RoleRow {
  /** The side of the house; also which kind of organisation the role is given at (S17). */
  readonly side: Side;
  /** Its own organisation, its branches too, or the region (WHO-2). */
  readonly reach: "self" | "branches" | "region";
  /** Roles it gives and takes away: the level above gives the level below (S8, ORG-6). */
  readonly gives: readonly Role[];
  readonly may: readonly Capability[];
}

/** What everybody of a secretariat reads. */
const SECRETARIAT_READS = ["programme.read", "organisation.read", "notice.read"] as const;

/**
 * Who may do what (ACC-1, STYLE 8). One table; nothing else asks for a role by name. The operator is not in it: it comes
 * with a key instead of an account, and the routes that take the key take nothing else (`workers/api/access.ts`).
 */
const TABLE: { readonly [R in Role]: RoleRow } = {
  "secretariat-admin": {
    side: "secretariat",
    reach: "region",
    gives: ROLES,
    may: [
      ...SECRETARIAT_READS,
      "programme.manage",
      "programme.approve",
      "region.manage",
      "fund.manage",
      "approval.read",
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
      "notice.manage",
      "payment.refund",
      "issue.read",
      "evidence.read",
      "issue.stop",
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
      "log.read",
    ],
  },
  // Runs organisations, stores, their accounts and what they are told; sees no holder and moves no money.
  "secretariat-clerk": {
    side: "secretariat",
    reach: "region",
    gives: ["issuer-head", "issuer-desk", "merchant-head", "merchant-store", "clerk"],
    may: [
      ...SECRETARIAT_READS,
      "approval.read",
      "organisation.manage",
      "store.manage",
      "store.edit",
      "staff.read",
      "staff.manage",
      "application.decide",
      "notice.manage",
      "issue.read",
      "report.read",
      "report.create",
      "import.manage",
    ],
  },
  // Fund, closings, transfers and the accounts they go to; sees no holder.
  "secretariat-accountant": {
    side: "secretariat",
    reach: "region",
    gives: [],
    may: [
      ...SECRETARIAT_READS,
      "fund.manage",
      "approval.read",
      "report.read",
      "report.create",
      "closing.read",
      "closing.manage",
      "statement.read",
      "account.manage",
    ],
  },
  // Helps holders one by one; changes no programme, no fund, no organisation.
  "secretariat-callcentre": {
    side: "secretariat",
    reach: "region",
    gives: [],
    may: [
      ...SECRETARIAT_READS,
      "holder.read",
      "holder.personal",
      "freeze.manage",
      "approval.read",
      "expiry.extend",
      "payment.refund",
      "issue.read",
      "coupon.cancel",
      "sheet.print",
    ],
  },
  // The prefecture and auditors: read only (S24).
  "secretariat-viewer": {
    side: "secretariat",
    reach: "region",
    gives: [],
    may: [
      ...SECRETARIAT_READS,
      "staff.read",
      "issue.read",
      "evidence.read",
      "report.read",
      "closing.read",
      "statement.read",
      "log.read",
    ],
  },
  "issuer-head": {
    side: "issuer",
    reach: "branches",
    gives: ["issuer-desk"],
    may: [
      "issue.create",
      "issue.read",
      "evidence.read",
      "coupon.cancel",
      "sheet.print",
      "inbox.read",
      "staff.read",
      "staff.manage",
      "terms.accept",
      "newsletter.receive",
    ],
  },
  "issuer-desk": {
    side: "issuer",
    reach: "self",
    gives: [],
    may: ["issue.create", "issue.read", "evidence.read", "coupon.cancel", "sheet.print", "inbox.read"],
  },
  "merchant-head": {
    side: "merchant",
    reach: "branches",
    gives: ["merchant-store", "clerk"],
    may: [
      "counter.use",
      "counter.void",
      "payment.refund",
      "inbox.read",
      "staff.read",
      "staff.manage",
      "store.edit",
      "terms.accept",
      "statement.read",
      "sales.read",
      "account.manage",
      "pos.manage",
      "newsletter.receive",
      "letter.write",
    ],
  },
  // Who runs one branch's stores: its tills, its page, its payouts to look at. Money back and accounts stay above.
  "merchant-store": {
    side: "merchant",
    reach: "self",
    gives: ["clerk"],
    may: [
      "counter.use",
      "counter.void",
      "inbox.read",
      "staff.read",
      "staff.manage",
      "store.edit",
      "statement.read",
      "sales.read",
      "letter.write",
    ],
  },
  clerk: { side: "counter", reach: "self", gives: [], may: ["counter.use", "counter.void", "inbox.read"] },
};

/** Capabilities that go on while terms wait to be accepted: a visitor at the till doesn't pay for paperwork (ORG-5). */
const AT_THE_TILL: ReadonlySet<Capability> = new Set<Capability>(["counter.use", "counter.void"]);

/** Whether a role may give another role, and manage accounts that hold it (ORG-6). */
export function gives(giver: Role, role: Role): boolean {
  return TABLE[giver].gives.includes(role);
}

/** The roles a role may give, with the side each belongs to. */
export function givenBy(giver: Role): readonly { readonly role: Role; readonly side: Side }[] {
  return ROLES.filter((role) => gives(giver, role)).map((role) => ({ role, side: sideOf(role) }));
}

/** Whether a capability stays when the office's terms are overdue (ORG-5). */
export function staysWithoutTerms(capability: Capability): boolean {
  return AT_THE_TILL.has(capability);
}

/** Whether a role includes a capability. */
export function can(role: Role, capability: Capability): boolean {
  return TABLE[role].may.includes(capability);
}

/** Every capability of a role, in the order of the contract. */
export function capabilitiesOf(role: Role): readonly Capability[] {
  return CAPABILITIES.filter((capability) => can(role, capability));
}

/** The side of the house a role belongs to (S17). */
export function sideOf(role: Role): Side {
  return TABLE[role].side;
}

/** How far a role sees: its own organisation, its branches too, or the region (WHO-2). */
export function reachOf(role: Role): RoleRow["reach"] {
  return TABLE[role].reach;
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
