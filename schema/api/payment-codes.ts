import * as z from "zod";
import type { ProgrammeId, StoreId, TillId } from "../ids.ts";
import {
  anyOperationIdSchema,
  balanceStateSchema,
  entity,
  handleSchema,
  idTailSchema,
  msSchema,
  operationIdSchema,
  payFaceSchema,
  verdictSchema,
  yenSchema,
} from "./common.ts";
import { paymentReplySchema } from "./payments.ts";

/** POST /api/wallets/:programmeId/codes (resident). `operationId` ends in the wallet's `idTail`: what the code will pay by. */
export const showCodeRequestSchema = z.object({ operationId: operationIdSchema });
export type ShowCodeRequest = z.input<typeof showCodeRequestSchema>;

/** 24 digits (schema/payment-code.ts), good until `expiresAtMs`; kept nowhere but on the screen. */
export const shownCodeSchema = z.object({
  code: z.string().regex(/^[0-9]{24}$/),
  expiresAtMs: msSchema,
  serverNowMs: msSchema,
});
export type ShownCode = z.output<typeof shownCodeSchema>;

export const codeParamSchema = z.object({
  programmeId: entity<ProgrammeId>("programme"),
  operationId: anyOperationIdSchema,
});

/** GET /api/wallets/:programmeId/codes/:operationId: whether a shop has taken it. Asking changes nothing. */
export const codeStateSchema = z.discriminatedUnion("state", [
  z.object({ state: z.literal("waiting"), serverNowMs: msSchema }),
  z.object({ state: z.literal("paid"), payment: paymentReplySchema, serverNowMs: msSchema }),
  /** A shop tried and was refused, so the code is over; nothing was paid. */
  z.object({ state: z.literal("refused"), serverNowMs: msSchema }),
]);
export type CodeState = z.output<typeof codeStateSchema>;
export const codeHiddenSchema = z.object({ hidden: z.literal(true) });

/** POST /api/counter/payment-codes: a scanned code of a wallet, and whether this store may take it. */
export const inspectCodeRequestSchema = z.object({
  storeId: entity<StoreId>("store"),
  tillId: entity<TillId>("till"),
  code: z.string().regex(/^[0-9]{24}$/),
});
export type InspectCodeRequest = z.input<typeof inspectCodeRequestSchema>;
export const inspectCodeReplySchema = z.object({
  wallet: z.object({
    pay: payFaceSchema,
    state: balanceStateSchema,
    frozen: z.boolean(),
    spendableYen: yenSchema,
    idTail: idTailSchema,
    /** The only operation that its handle pays by (COD-3). */
    operationId: operationIdSchema,
    /** Good as long as the code, in this session. */
    handle: handleSchema,
    handleExpiresAtMs: msSchema,
  }),
  verdict: verdictSchema,
  payLimitYen: yenSchema,
  serverNowMs: msSchema,
});
export type InspectCodeReply = z.output<typeof inspectCodeReplySchema>;
