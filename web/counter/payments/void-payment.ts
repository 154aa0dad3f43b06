import type { ReversalReply } from "../../../schema/api/payments.ts";
import type { StoreId } from "../../../schema/ids.ts";
import { type OperationId, tailOf } from "../../../schema/ids.ts";
import { api } from "../../shared/client/api.ts";
import { newOperationId, type StoredOperation } from "../../shared/client/operation-store.ts";
import { type Ending, runOperation } from "../../shared/client/operations.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { COUNTER_SCOPE } from "../take/take-store.ts";

/** What a void needs to know of a payment: its receipt's handle finds the balance without any look-up (REV-6). */
export interface Voidable {
  readonly operationId: OperationId;
  readonly handle: string;
  readonly storeId: StoreId;
  readonly amountYen: number;
  readonly unitWord: string;
  readonly payName: string;
  readonly receiptNumber: string;
}

/** Voids a whole payment (REV-1). Stored before it is sent, followed to its end like a payment; `started` gets its id. */
export function voidPayment(
  payment: Voidable,
  started: (operation: StoredOperation) => void,
): Promise<Ending<ReversalReply>> {
  const operation: StoredOperation = {
    id: newOperationId(tailOf(payment.operationId)),
    kind: "void",
    handle: payment.handle,
    amountYen: payment.amountYen,
    unitWord: payment.unitWord,
    party: `${payment.payName} ${payment.receiptNumber}`,
    startedAtMs: serverNow(),
  };
  started(operation);
  return runOperation(COUNTER_SCOPE, operation, () =>
    api("POST counter/payments/:operationId/void", {
      path: { operationId: payment.operationId },
      body: { operationId: operation.id, handle: payment.handle, storeId: payment.storeId },
    }),
  );
}

/** Why a payment can't be voided by the store any more, or undefined where it can (REV-1). */
export function voidBarrier(
  row: {
    readonly kind: string;
    readonly amountYen: number;
    readonly reversedYen: number;
    readonly voidableUntilMs: number | null;
  },
  nowMs: number,
): "not-a-payment" | "returned" | "too-late" | undefined {
  if (row.kind !== "payment") return "not-a-payment";
  if (row.reversedYen > 0) return "returned";
  return row.voidableUntilMs === null || nowMs >= row.voidableUntilMs ? "too-late" : undefined;
}
