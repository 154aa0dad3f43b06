import * as z from "zod";
import type { PayoutId, PayoutItemId } from "../ids.ts";
import { entity, idTailSchema, yenSchema } from "./common.ts";
import { returnReasonSchema } from "./payouts.ts";

/** What a bank says came back, before anything is written (STL-11). POST /api/programmes/:id/transfer-results: the file itself. */

/** What a row of the file comes to; `workers/settlement/match-results.ts` says when. */
export const RESULT_VERDICTS = [
  "returns",
  "already-returned",
  "unreadable",
  "not-found",
  "ambiguous",
  "amount-differs",
  "account-differs",
  "not-sent",
  "twice",
] as const;
const verdictSchema = z.enum(RESULT_VERDICTS);

const resultRowSchema = z.object({
  /** Record or row of the file, from 1. */
  at: z.int(),
  /** As the file has them; null where it doesn't say. */
  payoutNumber: z.int().nullable(),
  line: z.int().nullable(),
  numberEnd: z.string().nullable(),
  amountYen: z.int().nullable(),
  /** What the bank's words come to; null where a person has to say it. */
  reason: returnReasonSchema.nullable(),
  reasonText: z.string().nullable(),
  verdict: verdictSchema,
  /** The transfer it means, also where something about it differs. */
  transfer: z
    .object({
      itemId: entity<PayoutItemId>("payout item"),
      payoutId: entity<PayoutId>("payout"),
      payoutNumber: z.int(),
      line: z.int(),
      payeeName: z.string(),
      amountYen: yenSchema,
    })
    .nullable(),
});
export type TransferResultRow = z.output<typeof resultRowSchema>;

export const transferResultsSchema = z
  .object({
    /** zengin: the bank's records; list: a CSV of file number, record or account number, reason, amount. */
    kind: z.enum(["zengin", "list"]),
    /** All of them, in their order: at most `MAX_RESULT_ROWS`. */
    rows: z.array(resultRowSchema),
    returns: z.object({ count: z.int(), sumYen: z.int() }),
    /** What the operation id of a return ends in (OPR-7). */
    fundIdTail: idTailSchema,
  })
  .meta({ id: "TransferResults" });
export type TransferResults = z.output<typeof transferResultsSchema>;
