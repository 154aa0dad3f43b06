import type { WebhookBody, WebhookEvent } from "../../schema/api/webhooks.ts";
import type { StoreMove } from "../http/store-move.ts";

/** What happened at a store, as its organisation's addresses are told of it (POS-5). Pure. */
export function bodyOf(move: StoreMove): WebhookBody & { readonly type: WebhookEvent } {
  return {
    version: 1,
    id: move.operationId,
    type: kindOf(move),
    atMs: move.atMs,
    data: {
      operationId: move.operationId,
      storeId: move.storeId,
      tillId: move.tillId,
      programmeId: move.programmeId,
      amountYen: move.amountYen,
      via: move.actorClass === "wallet" ? "app" : "paper",
      receiptNumber: move.kind === "pay" ? move.receiptNumber : null,
      payment: move.payment,
    },
  };
}

function kindOf({ kind, mode }: StoreMove): WebhookEvent {
  if (kind === "pay") return "payment.made";
  return mode === "void" ? "payment.voided" : "payment.refunded";
}

/** A message that says nothing but that it came. */
export function testBody(id: string, nowMs: number): WebhookBody {
  return { version: 1, id, type: "test", atMs: nowMs, data: null };
}
