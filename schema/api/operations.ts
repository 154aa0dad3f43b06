import * as z from "zod";
import { REFUSALS, UNDECIDED } from "../errors.ts";
import {
  dayProofSchema,
  handleSchema,
  msSchema,
  operationIdSchema,
  payFaceSchema,
  storeNameSchema,
  yenSchema,
} from "./common.ts";
import { receiptSchema } from "./payments.ts";

/**
 * POST /api/operations/resolve (resident or staff): what became of an operation whose reply was lost (OPR-5).
 * Always 200; "not-done" can be relied on, "unknown" means ask again.
 */
export const resolveRequestSchema = z.object({ operationId: operationIdSchema, handle: handleSchema });
export type ResolveRequest = z.input<typeof resolveRequestSchema>;

export const resolveReplySchema = z.discriminatedUnion("outcome", [
  z.object({
    outcome: z.enum(["done", "pending"]),
    kind: z.enum(["payment", "charge", "credit", "reversal", "cancel", "other"]),
    amountYen: yenSchema,
    atMs: msSchema,
    /** Where it was a payment: everything its own reply would have carried. */
    payment: z
      .object({
        receipt: receiptSchema,
        handle: handleSchema,
        store: storeNameSchema,
        pay: payFaceSchema,
        proof: dayProofSchema,
      })
      .optional(),
    serverNowMs: msSchema,
  }),
  z.object({
    outcome: z.literal("not-done"),
    code: z.enum(REFUSALS).nullable(),
    atMs: msSchema,
    serverNowMs: msSchema,
  }),
  z.object({
    outcome: z.literal("unknown"),
    /** Why nothing was decided; a coupon that can not open says why not. */
    code: z.enum([...UNDECIDED, ...REFUSALS]),
    serverNowMs: msSchema,
  }),
]);
export type ResolveReply = z.output<typeof resolveReplySchema>;
