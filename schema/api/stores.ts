import * as z from "zod";
import type { OrganisationId, ProgrammeId, StoreId, TillId } from "../ids.ts";
import { entity, pageOf, pageQuerySchema, payFaceSchema, storeNameSchema } from "./common.ts";

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
  tills: z.array(tillSchema),
});
export type BackOfficeStore = z.output<typeof backOfficeStoreSchema>;
export const backOfficeStoresPageSchema = pageOf(backOfficeStoreSchema);

/** POST /api/stores/:id/tills: the next free number unless one is given. */
export const createTillRequestSchema = z.object({ number: z.int().min(1).max(99).optional() });
export const storeIdParamSchema = z.object({ id: entity<StoreId>("store") });
