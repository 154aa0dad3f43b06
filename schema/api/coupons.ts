import * as z from "zod";
import { ENTITY_ID } from "../ids.ts";
import { waitingReplySchema } from "./approvals.ts";
import {
  anyOperationIdSchema,
  balanceStateSchema,
  businessDateSchema,
  handleSchema,
  idTailSchema,
  lotSchema,
  msSchema,
  operationIdSchema,
  payFaceSchema,
  reasonSchema,
  scannedCodeSchema,
  yenSchema,
} from "./common.ts";

/** POST /api/coupons/inspect (anyone, B4). Unknown, cancelled and never issued answer alike: 404 `coupon-not-found` (CPN-4). */
export const inspectCouponRequestSchema = z.object({ code: scannedCodeSchema });
export type InspectCouponRequest = z.input<typeof inspectCouponRequestSchema>;

/** What anybody who holds the sheet may see. */
export const couponViewSchema = z
  .object({
    pay: payFaceSchema,
    state: balanceStateSchema,
    frozen: z.boolean(),
    spendableYen: yenSchema,
    faceYen: yenSchema,
    paidYen: yenSchema,
    /** Good until 23:59 of this date. */
    expiresOn: businessDateSchema,
    notBeforeOn: businessDateSchema.nullable(),
    lots: z.array(lotSchema),
    /** The last four digits, to compare with the sheet. */
    codeEnd: z.string(),
    /** CHG-3: into which Pay it was charged, not whose. */
    chargedInto: z.string().nullable(),
    serverNowMs: msSchema,
  })
  .meta({ id: "CouponView" });
export type CouponViewBody = z.output<typeof couponViewSchema>;

/** Same for a signed-in person, with what a command needs (OPR-7). */
export const heldCouponViewSchema = couponViewSchema.extend({
  issuerName: z.string(),
  idTail: idTailSchema,
  /** Good for 15 minutes in this session; keep it instead of the code. */
  handle: handleSchema,
  handleExpiresAtMs: msSchema,
});

/** A coupon's public id: programme and serial. Never its code (CPN-1). */
export const COUPON_ID = new RegExp(`^${ENTITY_ID.source.slice(1, -1)}-\\d{1,9}$`);
export const couponIdSchema = z
  .string()
  .regex(COUPON_ID)
  .meta({
    description: "Programme id, hyphen, serial",
    examples: ["7k3m9qxw2p4d-1024"],
  });

/**
 * POST /api/coupons/:id/cancel: the live remainder returns to the issuer's allotment (FND-4).
 * POST /api/coupons/:id/replace: cancels what remains and issues exactly that as a new coupon.
 */
export const cancelCouponRequestSchema = z.object({
  operationId: operationIdSchema,
  reason: reasonSchema,
});
export type CancelCouponRequest = z.input<typeof cancelCouponRequestSchema>;

/** `pending`: the yen is on its way to the fund and can't be lost (XFR-1); ask again with the same id. */
export const cancelReplySchema = z.object({
  outcome: z.enum(["done", "pending"]),
  operationId: anyOperationIdSchema,
  amountYen: yenSchema,
  /** Of `replace`: whose sheet to print. */
  newIssueId: z.string().nullable(),
  atMs: msSchema,
  replayed: z.boolean(),
});
export type CancelReply = z.output<typeof cancelReplySchema>;

/**
 * POST /api/freezes (FRZ-1). A coupon's operation id ends in its `idTail`; a resident's is a plain UUIDv7: the steps
 * to each wallet of this region make their own ids from it.
 */
export const freezeRequestSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("coupon"),
    couponId: couponIdSchema,
    operationId: operationIdSchema,
    frozen: z.boolean(),
    reason: reasonSchema,
  }),
  z.object({
    kind: z.literal("resident"),
    residentId: z.string().regex(ENTITY_ID),
    operationId: operationIdSchema,
    frozen: z.boolean(),
    reason: reasonSchema,
  }),
]);
export type FreezeRequest = z.input<typeof freezeRequestSchema>;
export const freezeReplySchema = z.object({
  outcome: z.enum(["done", "pending"]),
  operationId: anyOperationIdSchema,
  /** Of a resident: how many wallets answered, of how many. */
  reached: z.int(),
  total: z.int(),
  atMs: msSchema,
});
export type FreezeReply = z.output<typeof freezeReplySchema>;
/** What freeing may be answered: that it waits for another person (APR-1). */
export const freezeOrWaitingSchema = z.discriminatedUnion("outcome", [freezeReplySchema, waitingReplySchema]);
export type FreezeOrWaiting = z.output<typeof freezeOrWaitingSchema>;
