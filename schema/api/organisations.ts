import * as z from "zod";
import type { OrganisationId, RegionId } from "../ids.ts";
import { MAX_GUESTS_PER_DAY } from "../limits.ts";
import { approvalPolicySchema, waitingReplySchema } from "./approvals.ts";
import { entity, msSchema, pageOf, pageQuerySchema } from "./common.ts";
import { newPasswordSchema } from "./passwords.ts";
import { municipalityCodeSchema, pinSchema } from "./stores.ts";

/** What an organisation may be; one may be issuer and merchant (S17). */
export const ORGANISATION_KINDS = ["secretariat", "issuer", "merchant"] as const;
export const organisationKindSchema = z.enum(ORGANISATION_KINDS);

/** POST /api/organisations. Two levels: a head office, and branches under it. */
export const createOrganisationRequestSchema = z.object({
  name: z.string().trim().min(1).max(60),
  kana: z.string().trim().min(1).max(60),
  /** The head office; null for a head office itself. A branch has its head office's kinds. */
  parentId: entity<OrganisationId>("organisation").nullable().default(null),
  kinds: z
    .array(z.enum(["issuer", "merchant"]))
    .max(2)
    .default([]),
});
export type CreateOrganisationRequest = z.input<typeof createOrganisationRequestSchema>;

export const organisationSchema = z
  .object({
    organisationId: entity<OrganisationId>("organisation"),
    name: z.string(),
    kana: z.string(),
    parentId: entity<OrganisationId>("organisation").nullable(),
    kinds: z.array(organisationKindSchema),
    state: z.enum(["active", "stopped"]),
    createdAtMs: msSchema,
    /** How many guests an issuing branch can take in on one day (FRD-3); null where nobody said. */
    guestsPerDay: z.int().nullable(),
  })
  .meta({ id: "Organisation" });
export type Organisation = z.output<typeof organisationSchema>;
/** Letting it go on may wait for another person (APR-1). */
export const organisationOrWaitingSchema = z.union([organisationSchema, waitingReplySchema]);
export const organisationsPageSchema = pageOf(organisationSchema);
export const organisationsQuerySchema = pageQuerySchema.extend({
  kind: organisationKindSchema.optional(),
  state: z.enum(["active", "stopped"]).optional(),
  /** Found in name or kana. */
  text: z.string().trim().max(60).optional(),
});
export const organisationIdParamSchema = z.object({ id: entity<OrganisationId>("organisation") });

/** POST /api/organisations/:id/capacity; null where it isn't known, and nothing is held against it. */
export const capacityRequestSchema = z.object({
  guestsPerDay: z.int().min(1).max(MAX_GUESTS_PER_DAY).nullable(),
});
export type CapacityRequest = z.input<typeof capacityRequestSchema>;

/** GET /api/organisations/:id. */
export const organisationDetailSchema = z.object({
  organisation: organisationSchema,
  /** The head office above it. */
  parent: organisationSchema.nullable(),
  /** At most 100, by kana. */
  branches: z.array(organisationSchema),
  /** Of the organisation and its branches. */
  stores: z.int().min(0),
  accounts: z.int().min(0),
  /** Which terms are asked of it now, and whether they are accepted (S25). */
  terms: z.array(
    z.object({
      termsId: z.string(),
      kind: z.enum(["merchant", "issuer"]),
      version: z.int(),
      title: z.string(),
      acceptedBy: z.string().nullable(),
      acceptedAtMs: msSchema.nullable(),
      blocksFromMs: msSchema,
    }),
  ),
});
export type OrganisationDetail = z.output<typeof organisationDetailSchema>;

/** GET /api/organisations/:id/history: what staff did to it, its stores and its application, newest first (AUD-4). */
export const historyEntrySchema = z.object({
  entryId: z.int(),
  atMs: msSchema,
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  /** Name of a store or organisation, where it still has one. */
  subjectName: z.string().nullable(),
  /** Who did it; null for the operator. */
  actorName: z.string().nullable(),
  reason: z.string().nullable(),
  /** Where an edit of a store moved its pin, set it or took it away; null where it didn't (MAP-6). */
  pin: z.object({ before: pinSchema.nullable(), after: pinSchema.nullable() }).nullable(),
});
export type HistoryEntry = z.output<typeof historyEntrySchema>;
export const organisationHistoryPageSchema = pageOf(historyEntrySchema);

/** Municipalities of the region. */
export const municipalitySchema = z.object({ code: municipalityCodeSchema, name: z.string() });
export const municipalitiesSchema = z.object({ municipalities: z.array(municipalitySchema) });

const kanaSchema = z.string().trim().min(1).max(60);

/** POST /api/operator/regions (S24): a region with its first secretariat account, by one logged command. */
export const createRegionRequestSchema = z.object({
  name: z.string().trim().min(1).max(40),
  /** How it is read, in katakana. */
  kana: kanaSchema.optional(),
  /** Host name of the region's own web site, shown on its public pages. */
  domain: z
    .string()
    .regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/)
    .optional(),
  municipalities: z
    .array(municipalitySchema.extend({ kana: kanaSchema.optional() }))
    .min(1)
    .max(2_000),
  /** What needs a second person; left out, {@link DEFAULT_APPROVALS} (APR-4). */
  approvals: approvalPolicySchema.optional(),
  secretariat: z.object({
    organisationName: z.string().trim().min(1).max(60),
    organisationKana: z.string().trim().min(1).max(60),
    staffName: z.string().trim().min(1).max(60),
    loginId: z.string().regex(/^[a-z0-9][a-z0-9-]{2,39}$/),
    password: newPasswordSchema.optional(),
  }),
});
export type CreateRegionRequest = z.input<typeof createRegionRequestSchema>;
export const createdRegionSchema = z.object({
  regionId: entity<RegionId>("region"),
  organisationId: entity<OrganisationId>("organisation"),
  loginId: z.string(),
  firstPassword: z.string(),
});
export type CreatedRegion = z.output<typeof createdRegionSchema>;
