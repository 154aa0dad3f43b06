import * as z from "zod";
import type { ClosingId, PayoutId, PayoutItemId, ProgrammeId } from "../ids.ts";
import { waitingReplySchema } from "./approvals.ts";
import {
  anyOperationIdSchema,
  businessDateSchema,
  entity,
  idTailSchema,
  msSchema,
  operationIdSchema,
  pageOf,
  pageQuerySchema,
  reasonSchema,
  yenSchema,
} from "./common.ts";
import { fileOptionsSchema } from "./payout-rules.ts";

export const payoutParamSchema = z.object({ id: entity<PayoutId>("payout") });
export const payoutItemParamSchema = z.object({ id: entity<PayoutItemId>("payout item") });
export const payoutsQuerySchema = pageQuerySchema.extend({ programmeId: entity<ProgrammeId>("programme") });

/** Why a transfer is in no file although it could be. */
export const HELD_REASONS = ["no-account", "account-unusable", "account-unchanged"] as const;
/** Why the bank sent it back. */
export const RETURN_REASONS = ["account-not-found", "name-mismatch", "account-closed", "other"] as const;
export const returnReasonSchema = z.enum(RETURN_REASONS);
export type ReturnReason = z.output<typeof returnReasonSchema>;

/** One transfer to one payee for one closing. */
export const payoutItemSchema = z
  .object({
    itemId: entity<PayoutItemId>("payout item"),
    closingId: entity<ClosingId>("closing"),
    from: businessDateSchema,
    to: businessDateSchema,
    payeeKind: z.enum(["store", "organisation"]),
    payeeId: z.string(),
    payeeName: z.string(),
    attempt: z.int(),
    amountYen: yenSchema,
    state: z.enum(["waiting", "in-file", "sent", "returned"]),
    payoutId: entity<PayoutId>("payout").nullable(),
    line: z.int().nullable(),
    returnReason: returnReasonSchema.nullable(),
    /** Of one that waits: why the next file would leave it out; null where it would not. */
    held: z.enum(HELD_REASONS).nullable(),
  })
  .meta({ id: "PayoutItem" });
export type PayoutItemBody = z.output<typeof payoutItemSchema>;
export const payoutItemsPageSchema = pageOf(payoutItemSchema);

/** GET /api/programmes/:id/waiting-transfers: what the next file would hold, and what it would leave out. */
export const waitingTransfersSchema = z
  .object({
    ready: z.object({ count: z.int(), sumYen: z.int() }),
    held: z.object({ count: z.int(), sumYen: z.int() }),
    /** The closing's pay day, or the next bank business day where that has passed; null where nobody knows it yet. */
    suggestedPayOn: businessDateSchema.nullable(),
    /** The held ones, at most `MAX_PAGE_ROWS`. */
    rows: z.array(payoutItemSchema),
  })
  .meta({ id: "WaitingTransfers" });
export type WaitingTransfers = z.output<typeof waitingTransfersSchema>;

/** POST /api/payouts: one file of everything that waits and has a usable account. */
export const createPayoutRequestSchema = z.object({
  programmeId: entity<ProgrammeId>("programme"),
  payOn: businessDateSchema,
});
export type CreatePayoutRequest = z.input<typeof createPayoutRequestSchema>;

export const payoutSchema = z
  .object({
    payoutId: entity<PayoutId>("payout"),
    programmeId: entity<ProgrammeId>("programme"),
    number: z.int(),
    payOn: businessDateSchema,
    /** made → sent (the fund has paid) → settled (the bank has answered), or discarded before it was sent. */
    state: z.enum(["made", "sent", "settled", "discarded"]),
    items: z.int(),
    sumYen: z.int(),
    returned: z.object({ count: z.int(), sumYen: z.int() }),
    fileName: z.string(),
    fileSha256: z.string().nullable(),
    fileOptions: fileOptionsSchema,
    downloaded: z.object({ name: z.string(), atMs: msSchema }).nullable(),
    sentAtMs: msSchema.nullable(),
    settledAtMs: msSchema.nullable(),
    createdAtMs: msSchema,
    /** What the operation id of `send` and of a return ends in (OPR-7). */
    fundIdTail: idTailSchema,
  })
  .meta({ id: "Payout" });
export type PayoutBody = z.output<typeof payoutSchema>;
export const payoutsPageSchema = pageOf(payoutSchema);

/** POST /api/payouts/:id/send: the bank has taken the file; the money leaves the fund. */
export const sendPayoutRequestSchema = z.object({ operationId: operationIdSchema });
export type SendPayoutRequest = z.input<typeof sendPayoutRequestSchema>;
/** `operationId`: the one that moved the money, which is another's where somebody had begun before. */
export const payoutMovedSchema = z.object({
  outcome: z.literal("done"),
  operationId: anyOperationIdSchema,
  replayed: z.boolean(),
  payout: payoutSchema,
});
export type PayoutMoved = z.output<typeof payoutMovedSchema>;
/** What sending is answered: it is done, or it waits for another person (APR-1). */
export const payoutMovedOrWaitingSchema = z.discriminatedUnion("outcome", [
  payoutMovedSchema,
  waitingReplySchema,
]);
export type PayoutMovedOrWaiting = z.output<typeof payoutMovedOrWaitingSchema>;

/** POST /api/payout-items/:id/return: the transfer came back (組戻し). */
export const returnItemRequestSchema = z.object({
  operationId: operationIdSchema,
  reason: returnReasonSchema,
});
export type ReturnItemRequest = z.input<typeof returnItemRequestSchema>;
/** POST /api/payouts/:id/discard. */
export const discardPayoutRequestSchema = z.object({ reason: reasonSchema });
