import * as z from "zod";
import type { PosKeyId, StoreId, TillId } from "../ids.ts";
import { KEY_OVERLAP_HOURS, MAX_POS_KEY_NAME } from "../limits.ts";
import { businessDateSchema, entity, msSchema, pageOf, pageQuerySchema, reasonSchema } from "./common.ts";

/** What a key may be made for (POS-1): look at a code, take a payment, void one, read the store's payments. */
export const POS_OPERATIONS = ["inspect", "pay", "void", "read"] as const;
export const posOperationSchema = z.enum(POS_OPERATIONS);
export type PosOperation = z.output<typeof posOperationSchema>;

/** A key as its office sees it; the text is shown once and never again. */
export const posKeySchema = z
  .object({
    keyId: entity<PosKeyId>("store key"),
    storeId: entity<StoreId>("store"),
    /** The only till that it takes payments at; null: any of its store's. */
    tillId: entity<TillId>("till").nullable(),
    tillNumber: z.int().nullable(),
    name: z.string(),
    operations: z.array(posOperationSchema),
    /** `ended` by somebody, `expired` by its date. */
    state: z.enum(["good", "ended", "expired"]),
    /** First letters of the newest text. */
    hint: z.string(),
    /** The text that this one replaced, while both are good. */
    former: z.object({ hint: z.string(), endsAtMs: msSchema }).nullable(),
    version: z.int(),
    createdAtMs: msSchema,
    createdByName: z.string().nullable(),
    expiresAtMs: msSchema.nullable(),
    endedAtMs: msSchema.nullable(),
    /** To about ten minutes; null: never. */
    usedAtMs: msSchema.nullable(),
  })
  .meta({ id: "StoreKey" });
export type PosKey = z.output<typeof posKeySchema>;

/** GET /api/pos-keys: the keys of one store, the newest first. */
export const posKeysQuerySchema = pageQuerySchema.extend({ storeId: entity<StoreId>("store") });
export const posKeysPageSchema = pageOf(posKeySchema);

/** POST /api/pos-keys. */
export const createPosKeyRequestSchema = z.object({
  storeId: entity<StoreId>("store"),
  tillId: entity<TillId>("till").nullable(),
  name: z.string().trim().min(1).max(MAX_POS_KEY_NAME),
  operations: z
    .array(posOperationSchema)
    .min(1)
    .max(POS_OPERATIONS.length)
    .refine((all) => new Set(all).size === all.length, { message: "the same twice" }),
  /** The last day on which it is good; null: until somebody ends it. */
  lastDay: businessDateSchema.nullable(),
});
export type CreatePosKeyRequest = z.input<typeof createPosKeyRequestSchema>;

/** The reply to making and replacing: the only time that the text is told. */
export const madePosKeySchema = z.object({ key: posKeySchema, text: z.string() });
export type MadePosKey = z.output<typeof madePosKeySchema>;

export const posKeyParamSchema = z.object({ id: entity<PosKeyId>("store key") });

/** POST /api/pos-keys/:id/replacement: another text; the one before stays good for so many hours. */
export const replacePosKeyRequestSchema = z.object({
  /** The version that was looked at: nobody replaces twice by pressing twice. */
  version: z.int().min(1),
  overlapHours: z.int().min(KEY_OVERLAP_HOURS.least).max(KEY_OVERLAP_HOURS.most),
});
export type ReplacePosKeyRequest = z.input<typeof replacePosKeyRequestSchema>;

/** POST /api/pos-keys/:id/end: ends it at once, with every text of it; asked again it stays so. */
export const endPosKeyRequestSchema = z.object({ reason: reasonSchema });
