import * as z from "zod";
import { msSchema, pageOf, pageQuerySchema } from "./common.ts";

/** One asker, route and answer within an hour (SEC-8). */
export const refusalSchema = z
  .object({
    /** The hour it was counted in. */
    hourMs: msSchema,
    lastAtMs: msSchema,
    kind: z.enum(["staff", "resident", "pos-key", "network"]),
    /** `others` where the hour had no room left for one more. */
    subject: z.string(),
    /** Name of a member of staff or of a store's key, first digits of a network. */
    name: z.string().nullable(),
    /** `GET /api/stores/:id`. */
    route: z.string(),
    code: z.string(),
    times: z.int(),
  })
  .meta({ id: "Refusal" });
export type RefusalRow = z.output<typeof refusalSchema>;

/** GET /api/refusals, of the region's own staff; GET /api/operator/refusals, of everybody. The newest hour first. */
export const refusalsQuerySchema = pageQuerySchema;
export const refusalsPageSchema = pageOf(refusalSchema);
