import type { PaymentReply } from "../../schema/api/payments.ts";
import type { Receipt } from "../../schema/commands.ts";
import type { ProgrammeId } from "../../schema/ids.ts";
import { payFaceOf } from "../data/programmes.ts";
import type { Env } from "../env.ts";
import { programmeFacts, storeFacts } from "./facts.ts";
import { dayProofOf } from "./store-qr.ts";

/**
 * Everything a done screen needs of a payment: receipt, where, in which Pay, the proof of the day (PAY-4, S14).
 * @param sealed the receipt's handle
 */
export async function paymentFacts(
  env: Env,
  receipt: Receipt,
  programmeId: ProgrammeId,
  sealed: Promise<string>,
  nowMs: number,
): Promise<Omit<PaymentReply, "outcome" | "serverNowMs">> {
  const [store, programme, handle] = await Promise.all([
    storeFacts(env, receipt.storeId),
    programmeFacts(env, programmeId),
    sealed,
  ]);
  if (!store || !programme) throw new Error(`receipt ${receipt.operationId} names no store or programme`);
  return {
    receipt: {
      operationId: receipt.operationId,
      storeId: receipt.storeId,
      tillId: receipt.tillId,
      amountYen: receipt.amountYen,
      balanceAfterYen: receipt.balanceAfterYen,
      atMs: receipt.atMs,
      receiptNumber: receipt.receiptNumber,
      replayed: receipt.replayed,
    },
    handle,
    store: { storeId: store.id, name: store.name, town: store.town },
    pay: payFaceOf(programme, nowMs),
    // Of the day the payment was made: a receipt read again tomorrow keeps its word.
    proof: dayProofOf(env, store.id, receipt.atMs),
  };
}
