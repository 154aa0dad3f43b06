import * as z from "zod";
import type { PosKeyId, TillId } from "../ids.ts";
import {
  amountSchema,
  businessDateSchema,
  entity,
  handleSchema,
  msSchema,
  operationIdSchema,
  pageQuerySchema,
  reasonSchema,
  scannedCodeSchema,
  storeNameSchema,
} from "./common.ts";
import { counterInspectReplySchema } from "./counter.ts";
import { inspectCodeReplySchema } from "./payment-codes.ts";
import { posOperationSchema } from "./pos-keys.ts";
import { tillSchema } from "./stores.ts";

/**
 * The API of till systems (B6), below /api/pos/v1: `Authorization: Bearer` with a store's key, JSON both ways. Version 1 only
 * adds: fields may come to be in replies, none goes.
 */

/** Left out where the key is of one till, or its store has one only. */
const tillIdSchema = entity<TillId>("till").optional();

/** GET /api/pos/v1/key: what the key is for. */
export const posKeyFactsSchema = z.object({
  keyId: entity<PosKeyId>("store key"),
  name: z.string(),
  operations: z.array(posOperationSchema),
  store: storeNameSchema,
  /** Whether the store takes payments now. */
  open: z.boolean(),
  tills: z.array(tillSchema),
  /** When this text of the key stops being good; null: nobody has said. */
  goodUntilMs: msSchema.nullable(),
  serverNowMs: msSchema,
});

/** POST /api/pos/v1/inspections: a code as it was scanned, a coupon's or one that a phone shows. */
export const posInspectRequestSchema = z.object({ code: scannedCodeSchema, tillId: tillIdSchema });
export const posInspectReplySchema = z.discriminatedUnion("kind", [
  counterInspectReplySchema.extend({ kind: z.literal("coupon") }),
  inspectCodeReplySchema.extend({ kind: z.literal("wallet") }),
]);

/** POST /api/pos/v1/payments; answers PaymentReply. The operation id ends in the `idTail` of what was scanned; a wallet's is given. */
export const posPayRequestSchema = z.object({
  operationId: operationIdSchema,
  handle: handleSchema,
  amountYen: amountSchema,
  tillId: tillIdSchema,
});

/** POST /api/pos/v1/payments/:operationId/void; answers ReversalReply. `operationId` ends as the payment's does. */
export const posVoidRequestSchema = z.object({
  operationId: operationIdSchema,
  /** The receipt's. */
  handle: handleSchema,
  reason: reasonSchema,
});

/** GET /api/pos/v1/payments: of the key's store and one business date (today unless told), newest first. */
export const posPaymentsQuerySchema = pageQuerySchema.extend({ date: businessDateSchema.optional() });
