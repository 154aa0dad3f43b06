import * as z from "zod";
import type { OrganisationId, ProgrammeId, StoreId, TillId } from "../ids.ts";
import { JAPAN } from "../pins.ts";
import { MAX_CLOSED_DAYS, MAX_SPANS, spansFit } from "../store-hours.ts";
import { STORE_KIND_NAMES } from "../store-kinds.ts";
import { waitingReplySchema } from "./approvals.ts";
import {
  businessDateSchema,
  entity,
  msSchema,
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

const whichStores = {
  programmeId: entity<ProgrammeId>("programme").optional(),
  municipality: municipalityCodeSchema.optional(),
  /** Found in name, kana or address. */
  text: z.string().trim().max(60).optional(),
};
/** What somebody on the way asks besides: paper taken too, of a kind, open at this moment. */
const whichVisited = {
  accepts: acceptsSchema.optional(),
  kind: z.enum(STORE_KIND_NAMES).optional(),
  open: z.literal("now").optional(),
};
/** GET /api/stores: keyset pages by name; every filter may be left out. */
export const storesQuerySchema = pageQuerySchema.extend({ ...whichStores, ...whichVisited });
export type StoresQuery = z.output<typeof storesQuerySchema>;
/** GET /api/stores/managed: the stores of one organisation and its branches, or of all. */
export const managedStoresQuerySchema = pageQuerySchema.extend({
  ...whichStores,
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

/** What a map shows lies within Japan, in millionths of a degree. */
const LATITUDE_E6 = [JAPAN.south, JAPAN.north] as const;
const LONGITUDE_E6 = [JAPAN.west, JAPAN.east] as const;

/** Where a store stands. */
export const pinSchema = z.object({
  latitudeE6: z.int().min(LATITUDE_E6[0]).max(LATITUDE_E6[1]),
  longitudeE6: z.int().min(LONGITUDE_E6[0]).max(LONGITUDE_E6[1]),
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

const side = ([least, most]: readonly [number, number]) => z.coerce.number().int().min(least).max(most);
/** GET /api/stores/around: a part of the map by its sides. The caller rounds them: nobody tells us where they stand. */
export const storesAroundQuerySchema = z
  .object({
    south: side(LATITUDE_E6),
    west: side(LONGITUDE_E6),
    north: side(LATITUDE_E6),
    east: side(LONGITUDE_E6),
    ...whichStores,
    ...whichVisited,
  })
  .refine((box) => box.south < box.north && box.west < box.east, { message: "the sides don't make a box" });
export type StoresAroundQuery = z.input<typeof storesAroundQuerySchema>;

export const pinnedStoreSchema = publicStoreSchema.extend({
  pin: pinSchema,
  hours: storeHoursSchema.nullable(),
  /** SHA-256 of the picture, which is `stores/:id/picture/<it>`; null without one. */
  picture: z.string().nullable(),
});
export type PinnedStore = z.output<typeof pinnedStoreSchema>;

/** Stores with a pin, or, where there are more than `MAX_STORES_ON_MAP`, how many stand where. */
export const storesAroundSchema = z.object({
  rows: z.array(pinnedStoreSchema),
  groups: z.array(z.object({ ...pinSchema.shape, count: z.int().min(1) })),
});
export type StoresAround = z.output<typeof storesAroundSchema>;

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
  /** Until when the QR before the present one still pays; null: it doesn't, or there was none. */
  formerUntilMs: msSchema.nullable(),
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
