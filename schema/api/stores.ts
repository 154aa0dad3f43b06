import * as z from "zod";
import type { OrganisationId, ProgrammeId, StoreId, TillId } from "../ids.ts";
import { MAX_CLOSED_DAYS, MAX_SPANS, spansFit } from "../store-hours.ts";
import { waitingReplySchema } from "./approvals.ts";
import {
  businessDateSchema,
  entity,
  pageOf,
  pageQuerySchema,
  payFaceSchema,
  reasonSchema,
  storeNameSchema,
} from "./common.ts";

/** Which ways of paying a store takes: by phone only, or by paper (and shown codes) too (S15). */
export const ACCEPTS = ["mpm", "mpm+cpm"] as const;
export const acceptsSchema = z.enum(ACCEPTS);

/** Japanese industry code (JSIC): a letter and up to four digits, e.g. M7611. */
export const industryCodeSchema = z.string().regex(/^[A-T]\d{2,4}$/);
/** The same, or only its beginning: what a scope is written in. */
export const industryPrefixSchema = z.string().regex(/^[A-T](\d{2,4})?$/);
/** Municipality code, five digits and a check digit. */
export const municipalityCodeSchema = z.string().regex(/^\d{6}$/);

/** GET /api/stores: keyset pages by name; every filter may be left out. */
export const storesQuerySchema = pageQuerySchema.extend({
  programmeId: entity<ProgrammeId>("programme").optional(),
  municipality: municipalityCodeSchema.optional(),
  /** Found in name, kana or address. */
  text: z.string().trim().max(60).optional(),
});
/** GET /api/stores/managed: the same, and the stores of one organisation and its branches. */
export const managedStoresQuerySchema = storesQuerySchema.extend({
  organisationId: entity<OrganisationId>("organisation").optional(),
});

const timeSchema = z.string().regex(/^([01]\d|2\d):[0-5]\d$/);
/** When a store is open (schema/store-hours.ts). */
export const storeHoursSchema = z.object({
  weekly: z
    .array(
      z
        .array(z.object({ from: timeSchema, to: timeSchema }))
        .max(MAX_SPANS)
        .refine(spansFit, { message: "an opening must end after it begins, and begin after the one before" }),
    )
    .length(7),
  closedOn: z.array(businessDateSchema).max(MAX_CLOSED_DAYS),
  note: z.string().trim().max(200),
});

/** Where a store stands, in millionths of a degree (WGS 84); within Japan. */
export const pinSchema = z.object({
  latitudeE6: z.int().min(20_000_000).max(46_000_000),
  longitudeE6: z.int().min(122_000_000).max(154_000_000),
});
export type Pin = z.output<typeof pinSchema>;

/** What a merchant writes about its store, and anybody may read (S16). */
export const storeDetailsSchema = z.object({
  /** Seven digits. */
  postalCode: z
    .string()
    .regex(/^\d{7}$/)
    .nullable(),
  address: z.string().trim().min(1).max(120),
  /** The shop's public number, digits only. */
  phone: z
    .string()
    .regex(/^0\d{9,10}$/)
    .nullable(),
  hours: storeHoursSchema.nullable(),
  /** For visitors: closed for works, card only, the way in. */
  notices: z.string().trim().max(1_000).nullable(),
  pin: pinSchema.nullable(),
});
export type StoreDetails = z.output<typeof storeDetailsSchema>;

export const publicStoreSchema = storeNameSchema
  .extend({
    kana: z.string(),
    address: z.string(),
    municipality: municipalityCodeSchema,
    industry: industryCodeSchema,
    accepts: acceptsSchema,
  })
  .meta({ id: "PublicStore" });
export type PublicStore = z.output<typeof publicStoreSchema>;
export const storesPageSchema = pageOf(publicStoreSchema);

/** GET /api/stores/:id: the store and the Pays it takes. */
export const storeDetailSchema = publicStoreSchema.extend({
  ...storeDetailsSchema.shape,
  /** SHA-256 of the picture, which is `stores/:id/picture/<it>`; null without one. */
  picture: z.string().nullable(),
  pays: z.array(z.object({ pay: payFaceSchema, paper: z.boolean(), app: z.boolean() })),
});
export type StoreDetail = z.output<typeof storeDetailSchema>;

/** POST /api/stores (secretariat). */
export const createStoreRequestSchema = z.object({
  organisationId: entity<OrganisationId>("organisation"),
  name: z.string().trim().min(1).max(60),
  kana: z.string().trim().min(1).max(60),
  address: z.string().trim().min(1).max(120),
  municipality: municipalityCodeSchema,
  industry: industryCodeSchema,
  accepts: acceptsSchema,
});
export type CreateStoreRequest = z.input<typeof createStoreRequestSchema>;

export const tillSchema = z.object({
  tillId: entity<TillId>("till"),
  number: z.int().min(1).max(99),
  /** Counts up when a till's QR is replaced; older stickers stop working. */
  rotation: z.int().min(1),
});
export type TillBody = z.output<typeof tillSchema>;

/** A store as its secretariat and its merchant see it. */
export const backOfficeStoreSchema = publicStoreSchema.extend({
  organisationId: entity<OrganisationId>("organisation"),
  organisationName: z.string(),
  state: z.enum(["open", "suspended"]),
  /** What takes it off: itself, or its organisation or head office (ORG-4). Null while it is open. */
  suspendedBy: z.enum(["store", "organisation"]).nullable(),
  tills: z.array(tillSchema),
});
export type BackOfficeStore = z.output<typeof backOfficeStoreSchema>;
export const backOfficeStoresPageSchema = pageOf(backOfficeStoreSchema);

/** POST /api/stores/:id/tills: the next free number unless one is given. */
export const createTillRequestSchema = z.object({ number: z.int().min(1).max(99).optional() });
export const storeIdParamSchema = z.object({ id: entity<StoreId>("store") });

/** GET /api/stores/:id/managed: everything a back office edits. */
export const managedStoreSchema = backOfficeStoreSchema.extend({
  ...storeDetailsSchema.shape,
  picture: z.string().nullable(),
  /** To be sent back with an edit (ORG-1). */
  version: z.int().min(1),
  createdAtMs: z.int(),
});
export type ManagedStore = z.output<typeof managedStoreSchema>;

/** What a payer sees before paying, and what decides where coupons may be used: the secretariat's to write. */
export const storeIdentitySchema = z.object({
  name: z.string().trim().min(1).max(60),
  kana: z.string().trim().min(1).max(60),
  municipality: municipalityCodeSchema,
  industry: industryCodeSchema,
  accepts: acceptsSchema,
});

/** PUT /api/stores/:id. Without `identity` only what a merchant may write changes. */
export const editStoreRequestSchema = storeDetailsSchema.extend({
  version: z.int().min(1),
  identity: storeIdentitySchema.optional(),
});
export type EditStoreRequest = z.input<typeof editStoreRequestSchema>;

/** POST /api/stores/:id/suspension and organisations/:id/suspension (ORG-4). */
export const suspensionRequestSchema = z.object({
  suspended: z.boolean(),
  reason: reasonSchema,
});
export type SuspensionRequest = z.input<typeof suspensionRequestSchema>;
/** Putting it back may wait for another person (APR-1). */
export const managedStoreOrWaitingSchema = z.union([managedStoreSchema, waitingReplySchema]);

export const pictureParamSchema = z.object({
  id: entity<StoreId>("store"),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export const pictureReplySchema = z.object({ picture: z.string().nullable() });
export type PictureReply = z.output<typeof pictureReplySchema>;
