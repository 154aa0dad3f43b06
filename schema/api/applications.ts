import * as z from "zod";
import type { OrganisationId, RegionId, StoreId } from "../ids.ts";
import { entity, msSchema, pageOf, pageQuerySchema } from "./common.ts";
import { acceptsSchema, industryCodeSchema, municipalityCodeSchema, storeDetailsSchema } from "./stores.ts";

export const APPLICATION_STATES = ["waiting", "returned", "approved", "refused"] as const;
export const applicationStateSchema = z.enum(APPLICATION_STATES);
export type ApplicationState = z.output<typeof applicationStateSchema>;

/**
 * The key of the applicant's private link: made by the browser before anything is sent, so that the same form sent twice
 * is one application. It is asked for in a body, never in an address, where it would be logged on its way.
 */
export const applicationKeySchema = z.string().regex(/^[0-9a-f]{64}$/);

/** What a shop fills in. */
export const applicationFormSchema = z.object({
  organisation: z.object({
    name: z.string().trim().min(1).max(60),
    kana: z.string().trim().min(1).max(60),
  }),
  store: storeDetailsSchema.pick({ postalCode: true, address: true, phone: true }).extend({
    name: z.string().trim().min(1).max(60),
    kana: z.string().trim().min(1).max(60),
    municipality: municipalityCodeSchema,
    industry: industryCodeSchema,
    accepts: acceptsSchema,
  }),
  contact: z.object({
    name: z.string().trim().min(1).max(60),
    phone: z.string().regex(/^0\d{9,10}$/),
    email: z.union([z.literal(""), z.email().max(200)]),
  }),
  terms: z.object({
    termsId: entity<OrganisationId>("terms"),
    /** Which pledges were ticked, by their number from 0: all of them. */
    pledges: z.array(z.int().min(0)).max(10),
  }),
});
export type ApplicationForm = z.output<typeof applicationFormSchema>;

/** POST /api/applications (anyone). */
export const applyRequestSchema = z.object({
  regionId: entity<RegionId>("region"),
  key: applicationKeySchema,
  form: applicationFormSchema,
});
export type ApplyRequest = z.input<typeof applyRequestSchema>;

/** POST /api/applications/state (anyone with the key), and the reply to sending. */
export const applicationKeyRequestSchema = z.object({ key: applicationKeySchema });
export const ownApplicationSchema = z
  .object({
    receiptNumber: z.string(),
    state: applicationStateSchema,
    /** What the secretariat wrote when it sent it back or refused it. */
    reason: z.string().nullable(),
    sentAtMs: msSchema,
    storeName: z.string(),
    /** As it was sent, to be mended and sent again; null unless it was sent back. */
    form: applicationFormSchema.nullable(),
  })
  .meta({ id: "OwnApplication" });
export type OwnApplication = z.output<typeof ownApplicationSchema>;

/** POST /api/applications/again: the mended form of one that was sent back. */
export const applyAgainRequestSchema = applyRequestSchema.omit({ regionId: true });

/** GET /api/applications (secretariat): oldest first. */
export const applicationListedSchema = z.object({
  applicationId: entity<OrganisationId>("application"),
  receiptNumber: z.string(),
  organisationName: z.string(),
  storeName: z.string(),
  state: applicationStateSchema,
  sentAtMs: msSchema,
});
export type ApplicationListed = z.output<typeof applicationListedSchema>;
export const applicationsPageSchema = pageOf(applicationListedSchema);
export const applicationsQuerySchema = pageQuerySchema.extend({ state: applicationStateSchema.optional() });
export const applicationIdParamSchema = z.object({ id: entity<OrganisationId>("application") });

/** GET /api/applications/:id (secretariat). */
export const applicationSchema = applicationListedSchema.extend({
  version: z.int().min(1),
  form: applicationFormSchema,
  town: z.string(),
  termsTitle: z.string(),
  termsVersion: z.int(),
  decisions: z.array(
    z.object({
      version: z.int(),
      decision: applicationStateSchema,
      reason: z.string().nullable(),
      decidedAtMs: msSchema,
      decidedBy: z.string(),
    }),
  ),
});
export type Application = z.output<typeof applicationSchema>;

/** POST /api/applications/:id/decision. `version` is the one that was read: another can't be decided by mistake. */
export const decideApplicationRequestSchema = z
  .object({
    version: z.int().min(1),
    decision: z.enum(["approved", "returned", "refused"]),
    reason: z.string().trim().max(500).default(""),
    /** Of an approval: whether the contact is invited by mail; where no address is known, it has a first password anyway. */
    invite: z.boolean().default(false),
  })
  .refine(({ decision, reason }) => decision === "approved" || reason.length > 0, {
    path: ["reason"],
    message: "say why",
  });
export type DecideApplicationRequest = z.input<typeof decideApplicationRequestSchema>;
export const decidedApplicationSchema = z.object({
  application: applicationListedSchema,
  /** Where it was approved: what was made, and how the head account gets in; a first password stands here and nowhere else. */
  made: z
    .object({
      organisationId: entity<OrganisationId>("organisation"),
      storeId: entity<StoreId>("store"),
      loginId: z.string(),
      /** Null where its person was invited. */
      firstPassword: z.string().nullable(),
      /** Where the invitation went, all but hidden; null where none was sent. */
      invitedTo: z.string().nullable(),
    })
    .nullable(),
});
export type DecidedApplication = z.output<typeof decidedApplicationSchema>;
