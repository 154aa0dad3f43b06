import * as z from "zod";
import type { ProgrammeId } from "../ids.ts";
import {
  anyOperationIdSchema,
  businessDateSchema,
  entity,
  handleSchema,
  idTailSchema,
  lotSchema,
  msSchema,
  pageOf,
  pageQuerySchema,
  payFaceSchema,
  storeNameSchema,
  yenSchema,
} from "./common.ts";

/** GET /api/programmes (anyone signed in as a resident): open Pays of all regions, to choose from (S11, S23). */
export const openPaySchema = payFaceSchema.extend({ endsOn: businessDateSchema });
export const openPaysSchema = z.object({ pays: z.array(openPaySchema) });
export type OpenPays = z.output<typeof openPaysSchema>;

/** GET /api/wallets: one row per Pay the resident holds or has chosen. */
export const walletSchema = z
  .object({
    pay: payFaceSchema,
    /** Live less expired and held: what can be spent now. */
    spendableYen: yenSchema,
    /** The earliest date something runs out, and how much on it; null where nothing is live. */
    earliest: z.object({ expiresOn: businessDateSchema, amountYen: yenSchema }).nullable(),
    lots: z.array(lotSchema),
    frozen: z.boolean(),
    idTail: idTailSchema,
    /** For `operations/resolve` (OPR-7). */
    handle: handleSchema,
    payLimitYen: yenSchema,
    /** The programme asks people about themselves; what they told can be changed (RES-6). */
    asks: z.boolean(),
  })
  .meta({ id: "Wallet" });
export type WalletBody = z.output<typeof walletSchema>;
export const walletsSchema = z.object({ wallets: z.array(walletSchema), serverNowMs: msSchema });
export type Wallets = z.output<typeof walletsSchema>;

/** One line of the history, newest first. It proves nothing at a till. */
export const historyRowSchema = z
  .object({
    operationId: anyOperationIdSchema,
    kind: z.enum(["payment", "charge", "grant", "void", "refund", "expiry-changed", "frozen", "unfrozen"]),
    /** Signed: what it did to the balance. */
    amountYen: z.int(),
    atMs: msSchema,
    store: storeNameSchema.nullable(),
    /** Of payments and reversals: the payment's receipt number. */
    receiptNumber: z.string().nullable(),
    /** Of charges and grants: the earliest expiry that came in. */
    expiresOn: businessDateSchema.nullable(),
    /** Of a payment: how much of it came back. */
    reversedYen: yenSchema,
  })
  .meta({ id: "HistoryRow" });
export type HistoryRow = z.output<typeof historyRowSchema>;

/** GET /api/wallets/:programmeId/journal. */
export const historyQuerySchema = pageQuerySchema;
export const historyPageSchema = pageOf(historyRowSchema);
export const walletParamSchema = z.object({ programmeId: entity<ProgrammeId>("programme") });
