import type { ResolveReply } from "../../../schema/api/operations.ts";
import { EDGE_CODES, type ProblemCode } from "../../../schema/errors.ts";
import type { Result } from "../../../schema/result.ts";
import type { ClientCode } from "../i18n/problem-words.ts";
import { api } from "./api.ts";
import { forgetOperation, rememberOperation, type StoredOperation } from "./operation-store.ts";
import type { Trouble } from "./trouble.ts";

/** The same command is sent at most this often while the system says "try again". */
export const SEND_TRIES = 4;
/** After a lost reply the system is asked for at most this long, then the answer is "unknown" for now. */
export const ASK_WITHIN_MS = 45_000;
/** Waits between tries: doubling from the first to the longest. */
export const WAIT_FIRST_MS = 700;
export const WAIT_MOST_MS = 5_000;

/**
 * What became of a money command, for the screen to say in plain words (OPR-5).
 * - done with `reply`: the usual answer. done with `found`: learnt by asking; nothing was sent twice.
 * - not-done: nothing moved and nothing will; `code` says why where a reason is known.
 * - pending: on its way and safe; `found` is the latest word.
 * - unknown: nobody could say yet. The command stays remembered; ask again with `askAgain`.
 */
export type Ending<Reply> =
  | { readonly outcome: "done"; readonly reply: Reply; readonly found: null }
  | { readonly outcome: "done"; readonly reply: null; readonly found: FoundOperation }
  | {
      readonly outcome: "not-done";
      readonly code: ProblemCode | ClientCode | null;
      readonly trouble: Trouble | null;
    }
  | { readonly outcome: "pending"; readonly reply: Reply | null; readonly found: FoundOperation | null }
  | { readonly outcome: "unknown"; readonly code: ProblemCode | ClientCode };

/** What `operations/resolve` tells about an operation that moved money. */
export type FoundOperation = Extract<ResolveReply, { kind: unknown }>;

/** What running an operation needs from the world; given by `runOperation`, replaced in tests. */
export interface OperationMeans<Reply> {
  readonly send: () => Promise<Result<Reply, Trouble>>;
  /** Null where the holder has no handle (the fund): then the same command is sent again instead. */
  readonly ask: (() => Promise<Result<ResolveReply, Trouble>>) | null;
  readonly wait: (ms: number) => Promise<void>;
  readonly nowMs: () => number;
  /** Tells the screen that the reply is late and the system is being asked. */
  readonly onAsking?: () => void;
}

/** Codes with which the edge turns a request away before any actor hears of it. */
const TURNED_AWAY: ReadonlySet<string> = new Set(
  EDGE_CODES.filter((code) => code !== "internal" && code !== "conflict"),
);

/**
 * Sends a remembered command and follows it to its end: retries under load with the same id (never a second
 * charge), and after a lost reply asks what happened. Ends within named limits.
 */
export async function followOperation<Reply extends { readonly outcome?: string }>(
  means: OperationMeans<Reply>,
): Promise<Ending<Reply>> {
  let lost = false;
  let waitMs = WAIT_FIRST_MS;
  for (let tries = 1; ; tries++) {
    const sent = await means.send();
    if (sent.ok) {
      if (sent.value.outcome !== "pending") return { outcome: "done", reply: sent.value, found: null };
      return means.ask
        ? askUntil<Reply>(means, means.ask, sent.value)
        : { outcome: "pending", reply: sent.value, found: null };
    }
    const trouble = sent.error;
    if (trouble.replied && trouble.outcome === "not-done")
      return { outcome: "not-done", code: trouble.code, trouble };
    // The only copy was turned away at the door: it can't act later, so "not done" may be relied on.
    if (trouble.replied && !lost && TURNED_AWAY.has(trouble.code) && trouble.code !== "too-many-requests") {
      return { outcome: "not-done", code: trouble.code, trouble };
    }
    const again =
      trouble.code === "try-again" ||
      trouble.code === "too-many-requests" ||
      trouble.code === "coupon-state-lost";
    if (trouble.replied && again && tries < SEND_TRIES) {
      // "Try again" may come from an edge that stopped waiting for an actor which then acted (OPR-6).
      lost = true;
      await means.wait(Math.min(WAIT_MOST_MS, trouble.retryAfterMs ?? waitMs));
      waitMs = Math.min(WAIT_MOST_MS, waitMs * 2);
      continue;
    }
    lost = true;
    if (means.ask) {
      means.onAsking?.();
      return askUntil<Reply>(means, means.ask, null, again ? trouble.code : null);
    }
    if (tries >= SEND_TRIES) return { outcome: "unknown", code: trouble.code };
    await means.wait(waitMs);
    waitMs = Math.min(WAIT_MOST_MS, waitMs * 2);
  }
}

/**
 * Asks what became of an operation until there is an answer or the time is over. Where nothing is known the
 * system writes a fence, so that "not-done" can be relied on (OPR-5).
 */
async function askUntil<Reply>(
  means: Pick<OperationMeans<Reply>, "wait" | "nowMs">,
  ask: () => Promise<Result<ResolveReply, Trouble>>,
  reply: Reply | null,
  because: ProblemCode | ClientCode | null = null,
): Promise<Ending<Reply>> {
  const endMs = means.nowMs() + ASK_WITHIN_MS;
  let waitMs = WAIT_FIRST_MS;
  let code: ProblemCode | ClientCode = because ?? "lost-reply";
  let pending: FoundOperation | null = null;
  while (true) {
    const answer = await ask();
    if (answer.ok) {
      const found = answer.value;
      if (found.outcome === "done") return { outcome: "done", reply: null, found };
      if (found.outcome === "not-done")
        return { outcome: "not-done", code: found.code ?? because, trouble: null };
      if (found.outcome === "unknown") code = found.code;
      else pending = found;
    } else {
      code = answer.error.code;
      // Nobody to ask as: signing in again is needed first.
      if (code === "not-signed-in" || code === "session-expired") return { outcome: "unknown", code };
    }
    if (means.nowMs() + waitMs > endMs) break;
    await means.wait(waitMs);
    waitMs = Math.min(WAIT_MOST_MS, waitMs * 2);
  }
  if (pending || reply) return { outcome: "pending", reply, found: pending };
  return { outcome: "unknown", code };
}

/**
 * Remembers a command, sends it, follows it, and forgets it once its end is known.
 * @param scope who is signed in here: "wallet", "counter", "admin"
 * @param send the call that carries `operation.id`
 */
export async function runOperation<Reply extends { readonly outcome?: string }>(
  scope: string,
  operation: StoredOperation,
  send: () => Promise<Result<Reply, Trouble>>,
  onAsking?: () => void,
): Promise<Ending<Reply>> {
  rememberOperation(scope, operation);
  const ending = await followOperation({ ...means(operation), send, ...(onAsking ? { onAsking } : {}) });
  if (ending.outcome === "done" || ending.outcome === "not-done") forgetOperation(scope, operation.id);
  return ending;
}

/** Asks again about a remembered command, e.g. when the app opens or the network is back. */
export async function askAgain(scope: string, operation: StoredOperation): Promise<Ending<never>> {
  const { ask, ...rest } = means(operation);
  if (!ask) return { outcome: "unknown", code: "lost-reply" };
  const ending = await askUntil<never>(rest, ask, null);
  if (ending.outcome === "done" || ending.outcome === "not-done") forgetOperation(scope, operation.id);
  return ending;
}

function means(operation: StoredOperation) {
  const { id, handle } = operation;
  return {
    ask: handle === null ? null : () => api("POST operations/resolve", { body: { operationId: id, handle } }),
    wait: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
    nowMs: () => performance.now(),
  };
}
