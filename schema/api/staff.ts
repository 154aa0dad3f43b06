import * as z from "zod";
import type { OrganisationId, RegionId, StaffId, StoreId } from "../ids.ts";
import { entity, msSchema, pageOf, payFaceSchema } from "./common.ts";
import { acceptsSchema, tillSchema } from "./stores.ts";

/** Roles of staff (STYLE 8). The operator is not staff: it comes with a key, not with an account. */
export const ROLES = [
  "secretariat-admin",
  "secretariat-viewer",
  "issuer-head",
  "issuer-desk",
  "merchant-head",
  "clerk",
] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.output<typeof roleSchema>;

/** What a role may be allowed to do; the table is workers/http/roles.ts, and screens hide what `me` doesn't list. */
export const CAPABILITIES = [
  "counter.use",
  "counter.void",
  "payment.refund",
  "issue.create",
  "issue.read",
  "coupon.cancel",
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
  "report.read",
  "report.create",
  "closing.read",
  "closing.manage",
  "statement.read",
  "account.manage",
] as const;
export const capabilitySchema = z.enum(CAPABILITIES);
export type Capability = z.output<typeof capabilitySchema>;

/** POST /api/staff/session. Every failure reads alike: `credentials-wrong`. */
export const staffSignInRequestSchema = z.object({
  loginId: z.string().trim().min(1).max(64),
  password: z.string().min(1).max(200),
});
export type StaffSignInRequest = z.input<typeof staffSignInRequestSchema>;

/** POST /api/staff/password. */
export const changePasswordRequestSchema = z.object({
  current: z.string().min(1).max(200),
  next: z.string().min(10).max(200),
});

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
    programmes: z.array(payFaceSchema),
    /** Head office has all its shops, a clerk its own (WHO-2); at most 100, the rest through `counter/stores`. */
    stores: z.array(reachableStoreSchema),
    mustChangePassword: z.boolean(),
    sessionExpiresAtMs: msSchema,
    serverNowMs: msSchema,
  })
  .meta({ id: "StaffMe" });
export type StaffMe = z.output<typeof staffMeSchema>;

/** POST /api/staff (secretariat; S8): the first password is in the reply once and nowhere else. */
export const createStaffRequestSchema = z.object({
  name: z.string().trim().min(1).max(60),
  /** Made by the server where it is left out. */
  loginId: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{2,39}$/)
    .optional(),
  /** Chosen by the creator where given; otherwise made by the server. To be changed at first sign-in either way. */
  password: z.string().min(10).max(200).optional(),
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
export const staffPageSchema = pageOf(staffAccountSchema);
export const createdStaffSchema = z.object({ account: staffAccountSchema, firstPassword: z.string() });
export type CreatedStaff = z.output<typeof createdStaffSchema>;
/** POST /api/staff/:id/stop. */
export const stopStaffRequestSchema = z.object({ reason: z.string().trim().min(1).max(500) });
