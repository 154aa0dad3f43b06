import type { PaymentReply } from "../../schema/api/payments.ts";
import { api } from "../../web/shared/client/api.ts";
import { serverNow } from "../../web/shared/client/server-clock.ts";
import { notePaid } from "../notices/when-to-ask.ts";

/** The live screen stands this long after the payment, then it is a row of the history. */
export const LIVE_MS = 3 * 60_000;
/** The last payment of this tab, so that a reload inside the three minutes finds it again: id and receipt's handle. */
const KEY = "tegata.wallet.paid";

/** What the live screen shows; everything a payment's own reply carries. */
export type Paid = Pick<PaymentReply, "receipt" | "handle" | "store" | "pay" | "proof">;

let last: Paid | undefined;

/** Whether a payment made at that time still has its live screen (server's clock). */
export function isLive(atMs: number): boolean {
  return serverNow() - atMs < LIVE_MS;
}

export function showPaid(paid: Paid): void {
  last = paid;
  notePaid(paid.receipt.atMs);
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ id: paid.receipt.operationId, handle: paid.handle }));
  } catch {
    // A reload then goes to the history.
  }
}

/** After the clerk has seen it, or the time is over. */
export function closePaid(): void {
  last = undefined;
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was stored there.
  }
}

/** The payment for the live screen at that address; asks the system after a reload. Null: there is none any more. */
export async function findPaid(operationId: string): Promise<Paid | null> {
  const known = last;
  if (known?.receipt.operationId === operationId) return known;
  const handle = storedHandle(operationId);
  if (!handle) return null;
  const answer = await api("POST operations/resolve", {
    body: { operationId: handle.id as never, handle: handle.handle },
  });
  const payment = answer.ok && answer.value.outcome === "done" ? answer.value.payment : undefined;
  if (!payment) return null;
  last = payment;
  return payment;
}

function storedHandle(operationId: string): { readonly id: string; readonly handle: string } | undefined {
  try {
    const stored = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as {
      id?: unknown;
      handle?: unknown;
    } | null;
    return stored?.id === operationId && typeof stored.handle === "string"
      ? { id: operationId, handle: stored.handle }
      : undefined;
  } catch {
    return undefined;
  }
}
