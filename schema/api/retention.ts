import * as z from "zod";
import { RETENTION_DAYS } from "../limits.ts";
import { msSchema } from "./common.ts";

/** How long what a region doesn't need any more is kept (RET-1, RET-2, RET-4), in days. */
const daysSchema = z.int().min(RETENTION_DAYS.least).max(RETENTION_DAYS.most);

/** PUT /api/region/retention. */
export const setRetentionRequestSchema = z.object({
  /** Applications that were refused, or sent back and never sent again, after the decision. */
  applicationDays: daysSchema,
  /** Lists that were brought in, after they last moved on. */
  importDays: daysSchema,
  /** Files of reports, after they were made; they can be made again (RET-4). */
  reportDays: daysSchema,
});
export type SetRetentionRequest = z.input<typeof setRetentionRequestSchema>;

/** GET /api/region/retention. */
export const retentionSchema = setRetentionRequestSchema
  .extend({
    /** Null where the region has never set it: what holds then is what the product begins with. */
    setAtMs: msSchema.nullable(),
    setByName: z.string().nullable(),
  })
  .meta({ id: "Retention" });
export type Retention = z.output<typeof retentionSchema>;
