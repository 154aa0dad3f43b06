import * as z from "zod";
import { anyOperationIdSchema, businessDateSchema, signedYenSchema } from "./common.ts";

/** GET /api/programmes/:id/expired-money: what has expired as of the last sealed date and isn't returned yet (FND-5). */
export const expiredMoneySchema = z
  .object({
    /** The last sealed date; null where none is sealed yet. */
    asOf: businessDateSchema.nullable(),
    buckets: z.array(
      z.object({
        expiresOn: businessDateSchema,
        expiredYen: signedYenSchema,
        returnedYen: signedYenSchema,
        /** What is to go back to the funder now; negative where a refund has made expired money fewer. */
        dueYen: signedYenSchema,
      }),
    ),
  })
  .meta({ id: "ExpiredMoney" });
export type ExpiredMoney = z.output<typeof expiredMoneySchema>;

/** POST /api/programmes/:id/expired-returns: returns a bucket as of a sealed date; the same one again moves nothing. */
export const expiredReturnRequestSchema = z.object({
  expiresOn: businessDateSchema,
  asOf: businessDateSchema,
});
export type ExpiredReturnRequest = z.input<typeof expiredReturnRequestSchema>;
export const expiredReturnReplySchema = z
  .object({
    outcome: z.literal("done"),
    operationId: anyOperationIdSchema,
    amountYen: signedYenSchema,
    replayed: z.boolean(),
  })
  .meta({ id: "ExpiredReturn" });
export type ExpiredReturnReply = z.output<typeof expiredReturnReplySchema>;
