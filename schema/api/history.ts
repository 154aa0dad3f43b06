import * as z from "zod";
import type { OperationId, ProgrammeId, StoreId } from "../ids.ts";
import { LANGUAGES } from "../languages.ts";
import {
  anyOperationIdSchema,
  businessDateSchema,
  entity,
  msSchema,
  pageOf,
  pageQuerySchema,
  payFaceSchema,
  storeNameSchema,
  yenSchema,
} from "./common.ts";

/** What happened in one Pay, as its owner reads it (HIS). */

export const HISTORY_KINDS = [
  "payment",
  "charge",
  "grant",
  "void",
  "refund",
  "expiry-changed",
  "frozen",
  "unfrozen",
] as const;

/** One line of the history, newest first. It proves nothing at a till. */
export const historyRowSchema = z
  .object({
    operationId: anyOperationIdSchema,
    kind: z.enum(HISTORY_KINDS),
    /** Signed: what it did to the balance. */
    amountYen: z.int(),
    atMs: msSchema,
    store: storeNameSchema.nullable(),
    /** Of payments. */
    receiptNumber: z.string().nullable(),
    /** Of charges, grants and extensions: the earliest expiry that came in. */
    expiresOn: businessDateSchema.nullable(),
    /** Of a payment: how much of it came back. */
    reversedYen: yenSchema,
  })
  .meta({ id: "HistoryRow" });
export type HistoryRow = z.output<typeof historyRowSchema>;

/** Business dates in Japan, both within; a missing one leaves that side open. */
const period = { from: businessDateSchema.optional(), to: businessDateSchema.optional() };

/** GET /api/wallets/:programmeId/journal: all of it, or what is chosen (HIS-1). */
export const HISTORY_FILTERS = ["payments", "charges", "reversals"] as const;
export const historyQuerySchema = pageQuerySchema.extend({
  kind: z.enum(HISTORY_FILTERS).optional(),
  ...period,
  /** Payments at this store, and what came back of them. */
  storeId: entity<StoreId>("store").optional(),
});
export type HistoryQueryBody = z.input<typeof historyQuerySchema>;
export const historyPageSchema = pageOf(historyRowSchema);

/** GET /api/wallets/:programmeId/journal/:operationId: everything about one operation (HIS-2). */
export const historyDetailSchema = z
  .object({
    row: historyRowSchema,
    pay: payFaceSchema,
    /** Of payments and their reversals: whose store it is, and where. */
    shop: z
      .object({ organisation: z.string(), address: z.string(), phone: z.string().nullable() })
      .nullable(),
    tillNumber: z.int().nullable(),
    /** What it took from or put into each part of the balance, by its expiry. */
    parts: z.array(z.object({ amountYen: z.int(), expiresOn: businessDateSchema })),
    /** What could be spent afterwards, where the journal wrote it down. */
    balanceAfterYen: yenSchema.nullable(),
    /** Of a reversal: how much of it had expired already (REV-3). */
    expiredYen: yenSchema,
    /** Of a reversal: the payment that it gives back. */
    payment: historyRowSchema.nullable(),
    /** Of a payment: what came back of it, oldest first. */
    reversals: z.array(historyRowSchema),
  })
  .meta({ id: "HistoryDetail" });
export type HistoryDetail = z.output<typeof historyDetailSchema>;
export const historyDetailParamSchema = z.object({
  programmeId: entity<ProgrammeId>("programme"),
  operationId: anyOperationIdSchema as z.ZodType<OperationId, string>,
});

/** GET /api/wallets/:programmeId/history.csv: a file, oldest first (HIS-3, HIS-4). */
export const historyFileQuerySchema = z.object({ ...period, language: z.enum(LANGUAGES).default("ja") });
export type HistoryFileQuery = z.input<typeof historyFileQuerySchema>;
