import {
  type IdTail,
  isClientOperationId,
  OPERATION_ID_RANDOM_BYTES,
  type OperationId,
  operationId,
} from "../../../schema/ids.ts";
import { readStored, writeStored } from "./storage.ts";

/** What kinds of money commands this device sends. */
export type OperationKind =
  | "payment"
  | "charge"
  | "void"
  | "refund"
  | "cancel"
  | "replace"
  | "deposit"
  | "allotment"
  | "move"
  | "issue"
  | "activation"
  | "hand-over"
  | "withdrawal"
  | "freeze"
  | "unfreeze"
  | "extension"
  | "payout"
  | "payout-return"
  | "fee-move"
  | "grant";

/** What is stored of a command before it is sent (OPR-1): enough to ask, and to tell, what became of it. */
export interface StoredOperation {
  readonly id: OperationId;
  readonly kind: OperationKind;
  /** The holder's sealed handle, never a code (OPR-7); null for the fund, which has none. */
  readonly handle: string | null;
  readonly amountYen: number;
  readonly unitWord: string;
  /** Who is on the other side, as the person saw it: a store's or a Pay's name. */
  readonly party: string;
  readonly startedAtMs: number;
}

/** Operations remembered while their end is unknown; older ones make room, the history knows them all. */
export const MAX_OPEN_OPERATIONS = 50;

/** Makes the id of a new command: a new tap is a new id, a retry keeps the old one. */
export function newOperationId(tail: IdTail, nowMs: number = Date.now()): OperationId {
  return operationId(nowMs, crypto.getRandomValues(new Uint8Array(OPERATION_ID_RANDOM_BYTES)), tail);
}

/** Writes a command down before it is sent. `scope` keeps apart who is signed in (counter, wallet …). */
export function rememberOperation(scope: string, operation: StoredOperation): void {
  const others = openOperations(scope).filter((one) => one.id !== operation.id);
  writeStored(keyOf(scope), JSON.stringify([...others, operation].slice(-MAX_OPEN_OPERATIONS)));
}

/** Forgets a command whose end is known and has been told. */
export function forgetOperation(scope: string, id: OperationId): void {
  writeStored(keyOf(scope), JSON.stringify(openOperations(scope).filter((one) => one.id !== id)));
}

/** Commands whose end nobody knows yet, oldest first: asked about again when the app opens. */
export function openOperations(scope: string): readonly StoredOperation[] {
  return parseStored(readStored(keyOf(scope)));
}

/** Reads what was stored; anything damaged is left out rather than trusted. */
export function parseStored(text: string | null): readonly StoredOperation[] {
  if (text === null) return [];
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.filter(isStored) : [];
  } catch {
    return [];
  }
}

function isStored(value: unknown): value is StoredOperation {
  if (typeof value !== "object" || value === null) return false;
  const one = value as Partial<StoredOperation>;
  return (
    typeof one.id === "string" &&
    isClientOperationId(one.id) &&
    typeof one.kind === "string" &&
    (one.handle === null || typeof one.handle === "string") &&
    typeof one.amountYen === "number" &&
    typeof one.startedAtMs === "number"
  );
}

function keyOf(scope: string): string {
  return `tegata.operations.${scope}`;
}
