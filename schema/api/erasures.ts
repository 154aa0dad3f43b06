import * as z from "zod";
import type { ResidentId } from "../ids.ts";
import { entity, msSchema, reasonSchema, yenSchema } from "./common.ts";

export const residentParamSchema = z.object({ id: entity<ResidentId>("resident") });

/** POST /api/holders/residents/:id/erasure: the call centre passes on that somebody wants to be forgotten. */
export const askErasureRequestSchema = z.object({ reason: reasonSchema });
export const askErasureReplySchema = z.object({ askedAtMs: msSchema });

/**
 * GET /api/erasures: what the region's call centre passed on, who waits the longest first, and what was done in the last 90
 * days. The operator erases: a resident is of no region (WHO-1).
 */
export const regionErasuresSchema = z.object({
  rows: z.array(
    z.object({
      residentId: z.string(),
      askedAtMs: msSchema,
      /** Null while it waits for the operator. */
      endedAtMs: msSchema.nullable(),
    }),
  ),
});
export type RegionErasures = z.output<typeof regionErasuresSchema>;

/** GET /api/operator/erasures: who waits to be erased, the longest first. */
export const erasuresSchema = z.object({
  rows: z.array(z.object({ residentId: z.string(), regionId: z.string().nullable(), askedAtMs: msSchema })),
});

/** POST /api/operator/residents/:id/erasure. Without `forfeit` nobody is erased who still has something to spend. */
export const eraseRequestSchema = z.object({ reason: reasonSchema, forfeit: z.boolean().default(false) });
/**
 * POST /api/residents/erasure: closing one's own account. `giveUpYen` is what can still be spent, as its owner has read and
 * agreed to lose it.
 */
export const closeAccountRequestSchema = z.object({ giveUpYen: yenSchema });
export type CloseAccountRequest = z.input<typeof closeAccountRequestSchema>;
export const accountClosedSchema = z.object({ closed: z.literal(true) });

export const eraseReplySchema = z
  .object({
    residentId: z.string(),
    /** What could still have been spent. */
    forfeitedYen: yenSchema,
    /** Rows that are gone: the number, who read what, where they were signed in, what they told, passkeys, and stores they followed. */
    phones: z.int().min(0),
    readings: z.int().min(0),
    devices: z.int().min(0),
    answers: z.int().min(0),
    passkeys: z.int().min(0),
    follows: z.int().min(0),
    /** Wallets that stay as they are, their journals too: they name no person (WHO-4). */
    wallets: z.int().min(0),
  })
  .meta({ id: "Erasure" });
export type EraseReply = z.output<typeof eraseReplySchema>;
