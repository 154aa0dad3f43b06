import { createSignal } from "solid-js";
import type { IdTail } from "../../schema/ids.ts";
import type { Result } from "../../schema/result.ts";
import {
  newOperationId,
  openOperations,
  type StoredOperation,
} from "../../web/shared/client/operation-store.ts";
import { askAgain, type Ending, runOperation } from "../../web/shared/client/operations.ts";
import { serverNow } from "../../web/shared/client/server-clock.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { startSession } from "../session/signed-in.ts";

/** Whose operations these are in the device's storage. */
const SCOPE = "wallet";
/** This tab's operations of the last hours, told or not: what the back button may still ask for. */
const RECENT_KEY = "tegata.wallet.recent";
/** How many of them are kept. */
export const MAX_RECENT = 20;
/** An operation younger than this may still be on its way in another tab: asking would end it (OPR-5). */
export const LEAVE_ALONE_MS = 75_000;

/** What the wallet says of an operation before it is sent. */
export type Announced = Pick<StoredOperation, "amountYen" | "unitWord" | "party"> & {
  readonly kind: "payment" | "charge";
  readonly handle: string;
  readonly tail: IdTail;
};

const [version, setVersion] = createSignal(0);

/** Operations whose end nobody knows yet, oldest first. Reactive within this tab. */
export function unfinished(): readonly StoredOperation[] {
  version();
  return openOperations(SCOPE);
}

/** Makes the stored form of a new tap: a new id, the holder's handle, never a code (OPR-1, OPR-7). */
export function announce(one: Announced): StoredOperation {
  const startedAtMs = Math.round(serverNow());
  const { tail, ...rest } = one;
  return { ...rest, id: newOperationId(tail, startedAtMs), startedAtMs };
}

/** Stores an operation, sends it and follows it to its end; see `runOperation`. */
export async function send<Reply extends { readonly outcome?: string }>(
  operation: StoredOperation,
  call: () => Promise<Result<Reply, Trouble>>,
  onAsking: () => void,
): Promise<Ending<Reply>> {
  rememberRecent(operation);
  const running = runOperation(SCOPE, operation, call, onAsking);
  setVersion((before) => before + 1);
  const ending = await running;
  setVersion((before) => before + 1);
  // The wallet learns that a code is needed, asks for it over this screen, and then shows the screen as it was (RES-11).
  if (ending.outcome === "not-done" && ending.code === "away-too-long") await startSession();
  return ending;
}

/** Asks what became of an operation of this device. */
export async function ask(operation: StoredOperation): Promise<Ending<never>> {
  const ending = await askAgain(SCOPE, operation);
  setVersion((before) => before + 1);
  return ending;
}

/** An operation this device knows of, by its id. */
export function operationById(id: string): StoredOperation | undefined {
  return openOperations(SCOPE).find((one) => one.id === id) ?? recent().find((one) => one.id === id);
}

function rememberRecent(operation: StoredOperation): void {
  try {
    const list = [...recent().filter((one) => one.id !== operation.id), operation].slice(-MAX_RECENT);
    sessionStorage.setItem(RECENT_KEY, JSON.stringify(list));
  } catch {
    // Without storage the open operations are all there is.
  }
}

function recent(): readonly StoredOperation[] {
  try {
    const list: unknown = JSON.parse(sessionStorage.getItem(RECENT_KEY) ?? "[]");
    return Array.isArray(list) ? (list as StoredOperation[]) : [];
  } catch {
    return [];
  }
}
