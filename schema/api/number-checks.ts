import * as z from "zod";
import type { NumberCheckId, ResidentId } from "../ids.ts";
import { entity, msSchema, reasonSchema } from "./common.ts";

/** A number changed by the call centre for somebody who lost the phone and the number (RES-12). */

/** What was looked at. Only this is kept: no number of a document and no copy. */
export const NUMBER_CHECKS = [
  "licence",
  "my-number-card",
  "passport",
  "residence-card",
  "two-papers",
] as const;
export type NumberChecked = (typeof NUMBER_CHECKS)[number];

/**
 * `proposed` waits for a second person, `approved` for the new number to answer, `waiting` for the owner's time to object;
 * `done`, `withdrawn` and `lapsed` are ends.
 */
export const NUMBER_CHECK_STATES = [
  "proposed",
  "approved",
  "waiting",
  "done",
  "withdrawn",
  "lapsed",
] as const;
export type NumberCheckState = (typeof NUMBER_CHECK_STATES)[number];

export const numberCheckSchema = z
  .object({
    checkId: entity<NumberCheckId>("number check"),
    residentId: entity<ResidentId>("resident"),
    checked: z.enum(NUMBER_CHECKS),
    reason: z.string(),
    /** The last four digits of the new number. */
    phoneEnd: z.string(),
    state: z.enum(NUMBER_CHECK_STATES),
    proposed: z.object({ name: z.string(), atMs: msSchema }),
    approvedBy: z.string().nullable(),
    /** Who stopped it: the wallet, the old number's SMS, or staff by name. */
    endedBy: z
      .object({ kind: z.enum(["staff", "resident", "old-number"]), name: z.string().nullable() })
      .nullable(),
    /** The end of what it waits for; in `waiting` the number moves then. */
    untilMs: msSchema,
    /** Whether the reader may approve it now: somebody else than who proposed it. */
    mayApprove: z.boolean(),
  })
  .meta({ id: "NumberCheck" });
export type NumberCheck = z.output<typeof numberCheckSchema>;

/** GET /api/number-checks: the region's of the last 90 days, the newest first; or one resident's. */
export const numberChecksQuerySchema = z.object({ residentId: entity<ResidentId>("resident").optional() });
export const numberChecksSchema = z.object({ rows: z.array(numberCheckSchema) });
export type NumberChecks = z.output<typeof numberChecksSchema>;

/** POST /api/holders/residents/:id/number-check. */
export const proposeNumberRequestSchema = z.object({
  phone: z.string().min(1).max(30),
  checked: z.enum(NUMBER_CHECKS),
  reason: reasonSchema,
});
export const numberCheckParamSchema = z.object({ id: entity<NumberCheckId>("number check") });
export const withdrawNumberRequestSchema = z.object({ reason: reasonSchema });

/** POST /api/number-checks/confirm and …/stop: whoever has the link of the SMS. */
export const numberKeyRequestSchema = z.object({
  key: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .meta({ description: "128 random bits, in the link of the SMS" }),
});
export const confirmedNumberSchema = z.object({ movesAtMs: msSchema, phoneEnd: z.string() });
export type ConfirmedNumber = z.output<typeof confirmedNumberSchema>;
export const stoppedNumberSchema = z.object({ stopped: z.literal(true) });

/** GET and DELETE /api/residents/number/check: what waits to move one's own number; null for nothing. */
export const waitingNumberSchema = z.object({ waiting: confirmedNumberSchema.nullable() });
export type WaitingNumber = z.output<typeof waitingNumberSchema>;
