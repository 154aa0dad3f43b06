import * as z from "zod";
import type { StoreId } from "../ids.ts";
import { MAX_BULK_STORES } from "../limits.ts";
import { MAX_CLOSED_DAYS } from "../store-hours.ts";
import { businessDateSchema, entity } from "./common.ts";
import { acceptsSchema, storeDetailsSchema, storeHoursSchema } from "./stores.ts";

/** What is written into several stores at once; what is left out stays as it is (BLK-1). */
export const bulkChangeSchema = z
  .object({
    /** The weekly table. */
    weekly: storeHoursSchema.shape.weekly.optional(),
    /** Single days on which they are closed: more of them, or some no longer. */
    closedOn: z
      .object({
        add: z.array(businessDateSchema).max(MAX_CLOSED_DAYS),
        remove: z.array(businessDateSchema).max(MAX_CLOSED_DAYS),
      })
      .optional(),
    hoursNote: storeHoursSchema.shape.note.optional(),
    notices: storeDetailsSchema.shape.notices.optional(),
    /** Other ways of paying are asked for: the secretariat decides (ORG-1, ORG-2). */
    accepts: acceptsSchema.optional(),
  })
  .refine((change) => Object.keys(change).length > 0, { message: "nothing changes" });
export type BulkChange = z.output<typeof bulkChangeSchema>;

/** POST /api/stores/bulk-edits: what would change, or, with `apply`, changes it over the versions that were read. */
export const bulkEditRequestSchema = z
  .object({
    stores: z
      .array(z.object({ storeId: entity<StoreId>("store"), version: z.int().min(1).optional() }))
      .min(1)
      .max(MAX_BULK_STORES)
      .refine((stores) => new Set(stores.map(({ storeId }) => storeId)).size === stores.length, {
        message: "a store twice",
      }),
    change: bulkChangeSchema,
    apply: z.boolean(),
  })
  // Written only over what was read (ORG-1).
  .refine(({ stores, apply }) => !apply || stores.every(({ version }) => version !== undefined), {
    path: ["stores"],
    message: "a store without the version that was read",
  });
export type BulkEditRequest = z.input<typeof bulkEditRequestSchema>;

/** The parts that a bulk edit may write, as a store has them. */
export const bulkPartsSchema = z.object({
  hours: storeHoursSchema.nullable(),
  notices: z.string().nullable(),
  accepts: acceptsSchema,
});
export type BulkParts = z.output<typeof bulkPartsSchema>;

/**
 * `same`: nothing to change. `coming`: it would. `done`: it has. The others kept it from being written: somebody has written
 * since, a store without hours has no closed days, or it would have too many.
 */
export const BULK_OUTCOMES = [
  "same",
  "coming",
  "done",
  "changed-meanwhile",
  "no-hours",
  "too-many-days",
] as const;
/** Of the question about ways of paying: an open one is in the way (ORG-2). */
export const ASK_OUTCOMES = ["same", "coming", "done", "already-asked"] as const;

export const bulkEditReplySchema = z.object({
  rows: z.array(
    z.object({
      storeId: entity<StoreId>("store"),
      name: z.string(),
      version: z.int(),
      before: bulkPartsSchema,
      after: bulkPartsSchema,
      edit: z.enum(BULK_OUTCOMES),
      ask: z.enum(ASK_OUTCOMES),
    }),
  ),
});
export type BulkEditReply = z.output<typeof bulkEditReplySchema>;
export type BulkRow = BulkEditReply["rows"][number];
