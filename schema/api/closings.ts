import * as z from "zod";
import type { ClosingId, OrganisationId, ProgrammeId, StoreId } from "../ids.ts";
import {
  businessDateSchema,
  entity,
  msSchema,
  pageOf,
  pageQuerySchema,
  reasonSchema,
  signedYenSchema,
} from "./common.ts";

export const closingParamSchema = z.object({ id: entity<ClosingId>("closing") });
export const closingsQuerySchema = pageQuerySchema.extend({ programmeId: entity<ProgrammeId>("programme") });
/** POST /api/closings: begins the programme's next closing; asked again while it is being added up, the same one. */
export const createClosingRequestSchema = z.object({ programmeId: entity<ProgrammeId>("programme") });

const person = z.object({ name: z.string(), atMs: msSchema });

/** One closing with its totals (STL-6); all yen signed as they count in the sum. */
export const closingSchema = z
  .object({
    closingId: entity<ClosingId>("closing"),
    programmeId: entity<ProgrammeId>("programme"),
    number: z.int(),
    from: businessDateSchema,
    to: businessDateSchema,
    payOn: businessDateSchema,
    /** calculating → review → confirmed (by one) → approved (by another). */
    state: z.enum(["calculating", "review", "confirmed", "approved"]),
    /** While it is being added up: how many so far. */
    stores: z.int(),
    payees: z.int(),
    payments: z.int(),
    paidYen: signedYenSchema,
    reversedYen: signedYenSchema,
    feeYen: signedYenSchema,
    taxYen: signedYenSchema,
    carriedInYen: signedYenSchema,
    carriedOutYen: signedYenSchema,
    payableYen: signedYenSchema,
    confirmed: person.nullable(),
    approved: person.nullable(),
    createdAtMs: msSchema,
  })
  .meta({ id: "Closing" });
export type ClosingBody = z.output<typeof closingSchema>;
export const closingsPageSchema = pageOf(closingSchema);

/** GET /api/programmes/:id/next-closing: when the next one can begin. */
export const nextClosingSchema = z
  .object({
    period: z
      .object({ from: businessDateSchema, to: businessDateSchema, payOn: businessDateSchema })
      .nullable(),
    /** `ready`, or what is still in the way. */
    state: z.enum(["ready", "no-rule", "nothing-paid", "not-sealed", "open-closing", "beyond-data"]),
    sealedThrough: businessDateSchema.nullable(),
  })
  .meta({ id: "NextClosing" });
export type NextClosing = z.output<typeof nextClosingSchema>;

/** What became of a line: paid or carried over and why, and of a paid one where its transfer is. */
export const LINE_STATES = [
  "due",
  "nothing",
  "negative",
  "below-minimum",
  "above-maximum",
  "pay",
  "waiting",
  "in-file",
  "sent",
  "settled",
  "returned",
] as const;

/** GET /api/closings/:id/lines. */
export const closingLineSchema = z
  .object({
    storeId: entity<StoreId>("store"),
    storeName: z.string(),
    organisationId: entity<OrganisationId>("organisation"),
    organisationName: z.string(),
    payeeKind: z.enum(["store", "organisation"]),
    payeeId: z.string(),
    payments: z.int(),
    paidYen: signedYenSchema,
    reversals: z.int(),
    reversedYen: signedYenSchema,
    feeYen: signedYenSchema,
    taxYen: signedYenSchema,
    carriedInYen: signedYenSchema,
    carriedOutYen: signedYenSchema,
    payableYen: signedYenSchema,
    state: z.enum(LINE_STATES),
  })
  .meta({ id: "ClosingLine" });
export type ClosingLineBody = z.output<typeof closingLineSchema>;
export const closingLinesPageSchema = pageOf(closingLineSchema);
export const closingLinesQuerySchema = pageQuerySchema.extend({
  text: z.string().trim().max(60).optional(),
  /** Only what isn't paid by this closing. */
  only: z.enum(["carried"]).optional(),
});
/** POST /api/closings/:id/discard. */
export const discardRequestSchema = z.object({ reason: reasonSchema });
export const discardedSchema = z.object({ discarded: z.literal(true) });

/** GET /api/statements: what a merchant's stores were paid, newest closing first; approved closings only. */
export const statementSchema = z
  .object({
    closingId: entity<ClosingId>("closing"),
    payName: z.string(),
    from: businessDateSchema,
    to: businessDateSchema,
    /** When the bank pays it: the file's date where there is one, the calendar's before. */
    payOn: businessDateSchema,
    line: closingLineSchema,
    /** What the bank line says: all stores of the same account together; null where nothing is paid. */
    transferYen: z.int().nullable(),
  })
  .meta({ id: "Statement" });
export type StatementBody = z.output<typeof statementSchema>;
export const statementsPageSchema = pageOf(statementSchema);
export const statementsQuerySchema = pageQuerySchema.extend({
  storeId: entity<StoreId>("store").optional(),
  closingId: entity<ClosingId>("closing").optional(),
});

/** GET /api/statements/transfers: the same by the lines of the bank's book, newest closing first (STL-14). */
export const storeTransferSchema = z
  .object({
    closingId: entity<ClosingId>("closing"),
    payName: z.string(),
    from: businessDateSchema,
    to: businessDateSchema,
    payOn: businessDateSchema,
    payeeKind: z.enum(["store", "organisation"]),
    payeeId: z.string(),
    payeeName: z.string(),
    /** Of the caller's stores, how many it is for, and what comes to them. */
    stores: z.int(),
    storesYen: signedYenSchema,
    /** What the bank's line says; more than `storesYen` where stores out of reach are paid with it. */
    yen: signedYenSchema,
    state: z.enum(LINE_STATES),
    /** File and line, as the bank passes them on; null before the file is made. */
    reference: z.string().nullable(),
  })
  .meta({ id: "StoreTransfer" });
export type StoreTransfer = z.output<typeof storeTransferSchema>;
export const storeTransfersPageSchema = pageOf(storeTransferSchema);
export const statementParamSchema = z.object({
  closingId: entity<ClosingId>("closing"),
  storeId: entity<StoreId>("store"),
});
