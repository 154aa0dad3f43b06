import * as z from "zod";
import type { ProgrammeId } from "../ids.ts";
import {
  anyOperationIdSchema,
  businessDateSchema,
  entity,
  handleSchema,
  msSchema,
  operationIdSchema,
  payFaceSchema,
  scannedCodeSchema,
  verdictSchema,
  yenSchema,
} from "./common.ts";
import { heldCouponViewSchema } from "./coupons.ts";

/** POST /api/charges/inspect (resident): the ticket before charging (S11). */
export const inspectChargeRequestSchema = z.object({ code: scannedCodeSchema });
export type InspectChargeRequest = z.input<typeof inspectChargeRequestSchema>;
export const inspectChargeReplySchema = z.object({
  coupon: heldCouponViewSchema,
  /** CHG-1: the whole live remainder. */
  chargeYen: yenSchema,
  /** The wallet it would go into. */
  target: z.object({
    pay: payFaceSchema,
    balanceYen: yenSchema,
    /** There is something to accept, or to be asked, before the Pay is added (RES-5, RES-6). */
    toAdd: z.boolean(),
  }),
  verdict: verdictSchema,
  serverNowMs: msSchema,
});
export type InspectChargeReply = z.output<typeof inspectChargeReplySchema>;

/** POST /api/charges. `operationId` ends in the coupon's `idTail`; `handle` is the inspect's. */
export const chargeRequestSchema = z.object({
  operationId: operationIdSchema,
  handle: handleSchema,
  programmeId: entity<ProgrammeId>("programme"),
});
export type ChargeRequest = z.input<typeof chargeRequestSchema>;

/** `pending`: the coupon gave, the wallet hasn't answered yet; the same request again tells (CHG-2, XFR-1). */
export const chargeReplySchema = z
  .object({
    outcome: z.enum(["done", "pending"]),
    operationId: anyOperationIdSchema,
    amountYen: yenSchema,
    lots: z.array(z.object({ amountYen: yenSchema, expiresOn: businessDateSchema })),
    /** The wallet's live yen after the credit; absent while pending. */
    walletBalanceYen: yenSchema.optional(),
    pay: payFaceSchema,
    atMs: msSchema,
    replayed: z.boolean(),
    serverNowMs: msSchema,
  })
  .meta({ id: "ChargeReply" });
export type ChargeReply = z.output<typeof chargeReplySchema>;
