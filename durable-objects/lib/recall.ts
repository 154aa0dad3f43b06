import type { Refused } from "../../schema/commands.ts";
import { type RefusalCode, UNFENCED } from "../../schema/errors.ts";
import { type IdTail, type OperationId, tailOf } from "../../schema/ids.ts";
import type { Draft, StoredOperation } from "./ledger.ts";

/** What a journal remembers of a request, the same for a balance and for a fund (OPR-2 to OPR-7). */
export type Recalled =
  /** The id fits and is unknown here: the request is to be judged. */
  | { readonly kind: "new" }
  /** The same request was done: its stored answer is given again. */
  | { readonly kind: "done"; readonly operation: StoredOperation }
  | { readonly kind: "refused"; readonly refused: Refused };

/**
 * Asked before anything is judged (OPR-6): does the id fit this holder (OPR-7), is it known, and with the same body
 * (OPR-3)? A fence without a request hash refuses every body (OPR-5).
 */
export function recallOperation(
  tail: IdTail,
  known: StoredOperation | null,
  operationId: OperationId,
  hash: string,
): Recalled {
  if (tailOf(operationId) !== tail) return refused("wrong-holder");
  if (known === null) return { kind: "new" };
  const { first } = known;
  const isFence = first.kind === "fence";
  if (first.requestHash !== hash && !(isFence && first.requestHash === null))
    return refused("operation-conflict");
  return isFence ? refused(first.result?.code as RefusalCode) : { kind: "done", operation: known };
}

/** The row that remembers a refusal. Without a request hash it refuses every body (OPR-5). */
export function fence(operationId: OperationId, hash: string | null, code: RefusalCode): Draft {
  return {
    operationId,
    kind: "fence",
    account: "",
    expiresOn: null,
    amountYen: 0,
    detail: null,
    requestHash: hash,
    result: { code },
  };
}

/** The rows a refusal writes: a fence, so that a late copy gets the same answer; none where it needs no memory (OPR-4). */
export function fencesOf(
  known: StoredOperation | null,
  operationId: OperationId,
  hash: string,
  code: RefusalCode,
): readonly Draft[] {
  return known !== null || UNFENCED.has(code) ? [] : [fence(operationId, hash, code)];
}

function refused(code: RefusalCode): Recalled {
  return { kind: "refused", refused: { code, outcome: "not-done" } };
}
