import * as z from "zod";
import type { OrganisationId, RegionId, StaffId, StoreId } from "../ids.ts";
import { MAX_SLIPS } from "../limits.ts";
import { waitingReplySchema } from "./approvals.ts";
import { entity, msSchema, pageOf, pageQuerySchema, payFaceSchema, reasonSchema } from "./common.ts";
import { newPasswordSchema } from "./passwords.ts";
import { ownFactorsSchema } from "./staff-factors.ts";
import { acceptsSchema, tillSchema } from "./stores.ts";
import { ownTillLockSchema } from "./till-lock.ts";

/** Roles of staff (STYLE 8). The operator is not staff: it comes with a key, not with an account. */
export const ROLES = [
  "secretariat-admin",
  "secretariat-clerk",
  "secretariat-accountant",
  "secretariat-callcentre",
  "secretariat-viewer",
  "issuer-head",
  "issuer-desk",
  "merchant-head",
  "merchant-store",
  "clerk",
] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.output<typeof roleSchema>;

/** What a role may be allowed to do; the table is workers/http/roles.ts (ACC-1), and screens hide what `me` doesn't list. */
export const CAPABILITIES = [
  "counter.use",
  "counter.void",
  "payment.refund",
  "issue.create",
  "evidence.read",
  "issue.read",
  "issue.stop",
  "coupon.cancel",
  "sheet.print",
  "programme.read",
  "programme.manage",
  "programme.approve",
  "region.manage",
  "fund.manage",
  "approval.read",
  "organisation.read",
  "organisation.manage",
  "store.manage",
  "staff.read",
  "staff.manage",
  "store.edit",
  "application.decide",
  "terms.manage",
  "terms.accept",
  "holder.read",
  "freeze.manage",
  "holder.personal",
  "expiry.extend",
  "notice.read",
  "notice.manage",
  "inbox.read",
  "report.read",
  "report.create",
  "import.manage",
  "closing.read",
  "closing.manage",
  "statement.read",
  "sales.read",
  "account.manage",
  "case.read",
  "case.decide",
  "trace.read",
  "log.read",
  "pos.manage",
  "newsletter.receive",
  "letter.write",
] as const;
export const capabilitySchema = z.enum(CAPABILITIES);
export type Capability = z.output<typeof capabilitySchema>;

/** POST /api/staff/session. Every failure reads alike: `credentials-wrong`. */
export const staffSignInRequestSchema = z.object({
  loginId: z.string().trim().min(1).max(64),
  password: z.string().min(1).max(200),
});
export type StaffSignInRequest = z.input<typeof staffSignInRequestSchema>;

/** POST /api/staff/password. A password that somebody else has seen can't be kept. */
export const changePasswordRequestSchema = z
  .object({
    current: z.string().min(1).max(200),
    next: newPasswordSchema,
  })
  .refine(({ current, next }) => current.normalize("NFKC") !== next.normalize("NFKC"), {
    path: ["next"],
    message: "the same as before",
  });

/** PUT /api/staff/easy-till: turns the till's easy mode on or off for this person (EAS-4). */
export const easyTillRequestSchema = z.object({ on: z.boolean() });
export type EasyTillRequest = z.input<typeof easyTillRequestSchema>;

/** The sides of the house an account can switch between (S17). */
export const SIDES = ["counter", "merchant", "issuer", "secretariat"] as const;
export const sideSchema = z.enum(SIDES);
export type Side = z.output<typeof sideSchema>;

export const membershipSchema = z.object({
  organisationId: entity<OrganisationId>("organisation"),
  organisationName: z.string(),
  /** The head office above a branch. */
  parentName: z.string().nullable(),
  role: roleSchema,
  side: sideSchema,
  capabilities: z.array(capabilitySchema),
  /** The roles it may give others, each with the side that says at which kind of organisation (ORG-6). */
  gives: z.array(z.object({ role: roleSchema, side: sideSchema })),
  /** For a head office: the branches it reaches, at most 100. */
  branches: z.array(z.object({ organisationId: entity<OrganisationId>("organisation"), name: z.string() })),
});
export type Membership = z.output<typeof membershipSchema>;

export const reachableStoreSchema = z.object({
  storeId: entity<StoreId>("store"),
  name: z.string(),
  town: z.string(),
  accepts: acceptsSchema,
  state: z.enum(["open", "suspended"]),
  tills: z.array(tillSchema),
});
export type ReachableStore = z.output<typeof reachableStoreSchema>;

/** Terms that wait for this account to accept them in its organisation's name (ORG-5). */
export const termsDueSchema = z.object({
  termsId: z.string(),
  organisationId: entity<OrganisationId>("organisation"),
  organisationName: z.string(),
  kind: z.enum(["merchant", "issuer"]),
  version: z.int(),
  title: z.string(),
  blocksFromMs: msSchema,
});
export type TermsDue = z.output<typeof termsDueSchema>;

/** GET /api/staff/me (null for nobody): who I am, which sides I may use, and with which programmes. */
export const staffMeSchema = z
  .object({
    staffId: entity<StaffId>("staff"),
    name: z.string(),
    loginId: z.string(),
    region: z.object({ regionId: entity<RegionId>("region"), name: z.string() }),
    memberships: z.array(membershipSchema),
    /** Every capability of any membership. */
    capabilities: z.array(capabilitySchema),
    sides: z.array(sideSchema),
    /** Open and closed ones; for whoever reads programmes the approved and settled ones after them. */
    programmes: z.array(payFaceSchema),
    /** Head office has all its shops, a clerk its own (WHO-2); at most 100, the rest through `counter/stores`. */
    stores: z.array(reachableStoreSchema),
    mustChangePassword: z.boolean(),
    /** The till's easy mode is on for this person (EAS-4). */
    easyTill: z.boolean(),
    /** While its step is `ask`, nothing of the account is told but whose it is. */
    factors: ownFactorsSchema,
    /** Null for who doesn't only stand at a till (PIN-2). */
    tillLock: ownTillLockSchema.nullable(),
    termsDue: z.array(termsDueSchema),
    sessionExpiresAtMs: msSchema,
    serverNowMs: msSchema,
  })
  .meta({ id: "StaffMe" });
export type StaffMe = z.output<typeof staffMeSchema>;

/** GET /api/staff: newest first, within the caller's reach (WHO-2). */
export const staffQuerySchema = pageQuerySchema.extend({
  organisationId: entity<OrganisationId>("organisation").optional(),
  state: z.enum(["active", "stopped"]).optional(),
  /** Found in name or ID. */
  text: z.string().trim().max(60).optional(),
});

/**
 * POST /api/staff (the level above; S8). With an address a link goes there, by which the person sets a password; without,
 * a first password is in the reply once and nowhere else.
 */
export const createStaffRequestSchema = z.object({
  name: z.string().trim().min(1).max(60),
  /** Made by the server where it is left out. */
  loginId: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{2,39}$/)
    .optional(),
  /** Chosen by the creator where given; otherwise made by the server. To be changed at first sign-in either way. */
  password: newPasswordSchema.optional(),
  email: z.email().max(254).optional(),
  memberships: z
    .array(z.object({ organisationId: entity<OrganisationId>("organisation"), role: roleSchema }))
    .min(1)
    .max(10),
});
export type CreateStaffRequest = z.input<typeof createStaffRequestSchema>;

export const staffAccountSchema = z.object({
  staffId: entity<StaffId>("staff"),
  loginId: z.string(),
  name: z.string(),
  state: z.enum(["active", "stopped"]),
  /** Whether its first password is still to be changed. */
  mustChangePassword: z.boolean(),
  /** A link that is on its way to the person, run out or not (ACC-4). */
  invitation: z.object({ to: z.string(), sentAtMs: msSchema, expiresAtMs: msSchema }).nullable(),
  /** Whether the caller may stop it or give it a new password (ORG-6). */
  manageable: z.boolean(),
  memberships: z.array(
    z.object({
      organisationId: entity<OrganisationId>("organisation"),
      organisationName: z.string(),
      role: roleSchema,
    }),
  ),
  createdAtMs: msSchema,
});
export type StaffAccount = z.output<typeof staffAccountSchema>;
/** Letting a stopped one sign in again may wait for another person (APR-1). */
export const staffAccountOrWaitingSchema = z.union([staffAccountSchema, waitingReplySchema]);
export const staffPageSchema = pageOf(staffAccountSchema);
/** `firstPassword` is null where the person was invited. */
export const createdStaffSchema = z.object({
  account: staffAccountSchema,
  firstPassword: z.string().nullable(),
});
export type CreatedStaff = z.output<typeof createdStaffSchema>;
/** POST /api/staff/slips: new first passwords for these accounts, as a PDF that holds them and nothing else does. */
export const slipsRequestSchema = z.object({
  staffIds: z.array(entity<StaffId>("staff")).min(1).max(MAX_SLIPS),
});
export type SlipsRequest = z.input<typeof slipsRequestSchema>;
/** POST /api/staff/:id/stop, /start, /password. */
export const stopStaffRequestSchema = z.object({ reason: reasonSchema });
