import * as z from "zod";
import type { ProgrammeId, StoreId, TillId } from "../ids.ts";
import {
  amountSchema,
  anyOperationIdSchema,
  businessDateSchema,
  dayProofSchema,
  entity,
  handleSchema,
  msSchema,
  operationIdSchema,
  pageOf,
  pageQuerySchema,
  payFaceSchema,
  scannedCodeSchema,
  storeNameSchema,
  verdictSchema,
  yenSchema,
} from "./common.ts";
import { heldCouponViewSchema } from "./coupons.ts";
import { reachableStoreSchema } from "./staff.ts";
import { acceptsSchema, tillSchema } from "./stores.ts";

/** GET /api/counter/stores: the stores and tills this account may use. */
export const counterStoresSchema = pageOf(reachableStoreSchema);

/** POST /api/counter/inspect: a scanned coupon, and whether this store may take it, before a price is typed. */
export const counterInspectRequestSchema = z.object({
  storeId: entity<StoreId>("store"),
  tillId: entity<TillId>("till"),
  code: scannedCodeSchema,
});
export type CounterInspectRequest = z.input<typeof counterInspectRequestSchema>;
export const counterInspectReplySchema = z.object({
  coupon: heldCouponViewSchema,
  verdict: verdictSchema,
  payLimitYen: yenSchema,
  serverNowMs: msSchema,
});
export type CounterInspectReply = z.output<typeof counterInspectReplySchema>;

/**
 * POST /api/counter/payments. `operationId` ends in the coupon's `idTail`; that of a wallet's code is the code's own
 * (schema/api/payment-codes.ts). Answers PaymentReply (schema/api/payments.ts).
 */
export const counterPayRequestSchema = z.object({
  operationId: operationIdSchema,
  handle: handleSchema,
  storeId: entity<StoreId>("store"),
  tillId: entity<TillId>("till"),
  amountYen: amountSchema,
});
export type CounterPayRequest = z.input<typeof counterPayRequestSchema>;

/** POST /api/counter/payments/:operationId/void (REV-1, REV-6). `operationId` ends in `tailOf(payment)`; answers ReversalReply. */
export const voidRequestSchema = z.object({
  operationId: operationIdSchema,
  /** The receipt's, from the payment's reply, the list or the feed. */
  handle: handleSchema,
  storeId: entity<StoreId>("store"),
});
export type VoidRequest = z.input<typeof voidRequestSchema>;

/** A payment, void or refund at one store, as its screens list it. */
export const storePaymentSchema = z
  .object({
    /** Also the id by which lists and feeds are merged without doubles (FED-1). */
    operationId: anyOperationIdSchema,
    kind: z.enum(["payment", "void", "refund"]),
    /** The payer's phone, or paper at the counter. */
    via: z.enum(["app", "paper"]),
    storeId: entity<StoreId>("store"),
    tillId: entity<TillId>("till").nullable(),
    tillNumber: z.int().nullable(),
    programmeId: entity<ProgrammeId>("programme"),
    payName: z.string(),
    unitWord: z.string(),
    /** Never negative; `kind` says which way. */
    amountYen: yenSchema,
    atMs: msSchema,
    /** Of the payment; payer and shop see the same. */
    receiptNumber: z.string(),
    /** Of a reversal: what it reverses. */
    payment: anyOperationIdSchema.nullable(),
    /** Of a payment: how much of it was given back. */
    reversedYen: yenSchema,
    /** Of a payment: whether the store may still void it (REV-1). */
    voidableUntilMs: msSchema.nullable(),
    /** The receipt's handle, for the void and for `operations/resolve`. */
    handle: handleSchema,
  })
  .meta({ id: "StorePayment" });
export type StorePayment = z.output<typeof storePaymentSchema>;

/** GET /api/counter/payments: newest first; one business date (today unless told). */
export const storePaymentsQuerySchema = pageQuerySchema.extend({
  storeId: entity<StoreId>("store"),
  date: businessDateSchema.optional(),
});
export const storePaymentsPageSchema = pageOf(storePaymentSchema).extend({ serverNowMs: msSchema });
export type StorePaymentsPage = z.output<typeof storePaymentsPageSchema>;

/** GET /api/counter/summary and /day take the store. */
export const storeQuerySchema = z.object({ storeId: entity<StoreId>("store") });
export const storeSummarySchema = z.object({
  businessDate: businessDateSchema,
  /** Payments less voids and refunds of that date. */
  totalYen: z.int(),
  count: z.int(),
  app: z.object({ totalYen: z.int(), count: z.int() }),
  paper: z.object({ totalYen: z.int(), count: z.int() }),
  serverNowMs: msSchema,
});
export type StoreSummary = z.output<typeof storeSummarySchema>;
export const storeDaySchema = z.object({
  proof: dayProofSchema,
  store: storeNameSchema,
  serverNowMs: msSchema,
});
export type StoreDay = z.output<typeof storeDaySchema>;

/** GET /api/counter/qr: what the printed store sheet says, per till. */
export const storeQrSchema = z.object({
  store: storeNameSchema.extend({ kana: z.string(), address: z.string(), accepts: acceptsSchema }),
  pays: z.array(payFaceSchema),
  tills: z.array(
    tillSchema.extend({
      /** The whole URL to encode. */
      qrText: z.string(),
    }),
  ),
});
export type StoreQr = z.output<typeof storeQrSchema>;

/** GET /api/counter/feed?storeId=…&after=… (WebSocket): each message is a JSON text of this union. */
export const storeFeedMessageSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("payment"), id: z.string(), payment: storePaymentSchema }),
  z.object({ type: z.literal("reversal"), id: z.string(), payment: storePaymentSchema }),
  /** The feed can't fill the gap: read `counter/payments` again. */
  z.object({ type: z.literal("catch-up") }),
]);
export type StoreFeedMessage = z.output<typeof storeFeedMessageSchema>;
export const feedQuerySchema = z.object({
  storeId: entity<StoreId>("store"),
  after: z.string().max(100).optional(),
});
