import * as z from "zod";
import type { ResidentId } from "../ids.ts";
import { entity, msSchema, pageOf, pageQuerySchema, reasonSchema } from "./common.ts";

/**
 * What can be stopped in a region (FRZ-2): a `person` by the operator, everywhere; all else by the secretariat, within the
 * region. What is stopped because something above it is (ORG-4, CPN-7) is told by that.
 */
export const STOP_KINDS = [
  "person",
  "resident",
  "coupon",
  "store",
  "organisation",
  "staff",
  "issue",
] as const;
export const stopKindSchema = z.enum(STOP_KINDS);
export type StopKind = z.output<typeof stopKindSchema>;

/** One thing that is stopped now. */
export const stopSchema = z
  .object({
    kind: stopKindSchema,
    /** Of what is stopped; of a coupon its public id. */
    id: z.string(),
    /** What it is called: a coupon's id, the end of a resident's telephone number, of an issue its issuer. */
    name: z.string(),
    /** Whose it is: the organisation of a store, the issuer of a coupon. */
    of: z.string().nullable(),
    sinceMs: msSchema,
    /** Null for the operator, and for whoever stopped it before there was a log. */
    byName: z.string().nullable(),
    reason: z.string().nullable(),
    /** False while some of the person's Pays haven't answered yet (FRZ-1). */
    complete: z.boolean(),
    /** Coupons of a stopped issue. */
    coupons: z.int().nullable(),
  })
  .meta({ id: "Stop" });
export type Stop = z.output<typeof stopSchema>;

/** GET /api/stops: what is stopped now, the newest first, of the kinds the caller may stop. */
export const stopsQuerySchema = pageQuerySchema.extend({
  kind: stopKindSchema.optional(),
  /** In the name, the id, whose it is, or the reason. */
  text: z.string().trim().max(100).optional(),
});
export type StopsQuery = z.input<typeof stopsQuerySchema>;
export const stopsPageSchema = pageOf(stopSchema);

/** POST /api/operator/residents/:id/stop: stops a person in every region, or lets them go on (FRZ-6). */
export const stopPersonRequestSchema = z.object({ stopped: z.boolean(), reason: reasonSchema });
export const stopPersonReplySchema = z
  .object({
    residentId: entity<ResidentId>("resident"),
    stoppedAtMs: msSchema.nullable(),
    /** In how many regions the person has a Pay. */
    regions: z.int().min(0),
  })
  .meta({ id: "PersonStop" });
