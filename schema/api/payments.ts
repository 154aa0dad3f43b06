import * as z from "zod";
import type { ProgrammeId, StoreId, TillId } from "../ids.ts";
import {
  amountSchema,
  anyOperationIdSchema,
  dayProofSchema,
  entity,
  handleSchema,
  idTailSchema,
  msSchema,
  operationIdSchema,
  payFaceSchema,
  reasonSchema,
  storeNameSchema,
  verdictSchema,
  yenSchema,
} from "./common.ts";
import { assertionSchema } from "./passkeys.ts";

/** What a payment answers: receipt (PAY-4), where, in which Pay, and the proof both screens show. */
export const receiptSchema = z
  .object({
    operationId: anyOperationIdSchema,
    storeId: entity<StoreId>("store"),
    tillId: entity<TillId>("till"),
    amountYen: yenSchema,
    /** Live yen left on the balance after this payment. */
    balanceAfterYen: yenSchema,
    atMs: msSchema,
    /** Four digits made from the entry's hash; payer and shop see the same. */
    receiptNumber: z.string().regex(/^\d{4}$/),
    /** True where this is the stored answer to a request that came again. */
    replayed: z.boolean(),
  })
  .meta({ id: "Receipt" });
export type ReceiptBody = z.output<typeof receiptSchema>;

export const paymentReplySchema = z
  .object({
    outcome: z.literal("done"),
    receipt: receiptSchema,
    /** The receipt's handle: voids, looks up and resolves for ever; never pays (OPR-7). */
    handle: handleSchema,
    store: storeNameSchema,
    pay: payFaceSchema,
    proof: dayProofSchema,
    serverNowMs: msSchema,
  })
  .meta({ id: "PaymentReply" });
export type PaymentReply = z.output<typeof paymentReplySchema>;

/** What a store QR says: /s/<storeId>/<tillId>.<signature>. */
export const storeQrFields = {
  storeId: entity<StoreId>("store"),
  tillId: entity<TillId>("till"),
  signature: z.string().min(1).max(64),
};

/** POST /api/payments/inspect (resident): what the wallet shows before the amount is typed. */
export const inspectPaymentRequestSchema = z.object({
  ...storeQrFields,
  programmeId: entity<ProgrammeId>("programme").optional(),
});
export type InspectPaymentRequest = z.input<typeof inspectPaymentRequestSchema>;

export const inspectPaymentReplySchema = z.object({
  store: storeNameSchema.extend({ pictureUrl: z.string().nullable(), address: z.string() }),
  tillNumber: z.int(),
  /** The resident's Pays of this region (or the one asked for), usable ones first, each with the verdict for this store. */
  pays: z.array(
    z.object({
      pay: payFaceSchema,
      verdict: verdictSchema,
      spendableYen: yenSchema,
      idTail: idTailSchema,
      /** The wallet's handle, for `operations/resolve`. */
      handle: handleSchema,
      payLimitYen: yenSchema,
    }),
  ),
  /** The payer confirms by passkey above this (PSK-6); null: never. */
  confirmAboveYen: yenSchema.nullable(),
  serverNowMs: msSchema,
});
export type InspectPaymentReply = z.output<typeof inspectPaymentReplySchema>;

/** POST /api/payments (resident, MPM). `operationId` ends in the wallet's `idTail`. */
export const payRequestSchema = z.object({
  operationId: operationIdSchema,
  programmeId: entity<ProgrammeId>("programme"),
  ...storeQrFields,
  amountYen: amountSchema,
  /** Signed for this operation, store, Pay and amount, where the payer's limit asks for it (PSK-6); not part of the body (OPR-2). */
  confirmation: assertionSchema.optional(),
});
export type PayRequest = z.input<typeof payRequestSchema>;

/** POST /api/payments/:operationId/refund (merchant head office, secretariat; REV-1). `operationId` ends in `tailOf(payment)`. */
export const refundRequestSchema = z.object({
  operationId: operationIdSchema,
  amountYen: amountSchema,
  /** Kept in the audit log, never in the journal (WHO-4). */
  reason: reasonSchema,
  /** The receipt's handle; without it the holder is found in the projection. */
  handle: handleSchema.optional(),
});
export type RefundRequest = z.input<typeof refundRequestSchema>;

/** What a void or a refund answers. */
export const reversalReplySchema = z
  .object({
    outcome: z.literal("done"),
    operationId: anyOperationIdSchema,
    payment: anyOperationIdSchema,
    amountYen: yenSchema,
    /** How much of it went back into lots that have expired (REV-3). */
    expiredYen: yenSchema,
    balanceAfterYen: yenSchema,
    atMs: msSchema,
    replayed: z.boolean(),
    serverNowMs: msSchema,
  })
  .meta({ id: "ReversalReply" });
export type ReversalReply = z.output<typeof reversalReplySchema>;
