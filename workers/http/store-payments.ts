import { feedMessage } from "../../durable-objects/feed/client.ts";
import { logLine } from "../../durable-objects/lib/log.ts";
import type { StoreFeedMessage, StorePayment } from "../../schema/api/counter.ts";
import { businessDate, endExclusiveMs } from "../../schema/calendar.ts";
import type { JournalEntry } from "../../schema/events.ts";
import { VOID_WINDOW_MS } from "../../schema/limits.ts";
import type { Yen } from "../../schema/money.ts";
import type { Env } from "../env.ts";
import { errorText } from "./error-text.ts";
import { programmeFacts, storeFacts } from "./facts.ts";
import { sealHandle } from "./handles.ts";
import { movesOf, type StoreMove } from "./store-move.ts";
import { isWatched, tellScreens } from "./store-screens.ts";

/** Until when a store may void a payment: the end of its business date, or 30 minutes (REV-1). */
export function voidableUntilMs(atMs: number): number {
  return Math.max(endExclusiveMs(businessDate(atMs)), atMs + VOID_WINDOW_MS);
}

/** A move as the store's screens show it, with the receipt's handle (OPR-7), made unless it is given. */
export async function storePayment(
  env: Env,
  move: StoreMove,
  reversedYen: number,
  sealed?: string,
): Promise<StorePayment> {
  const [store, programme, handle] = await Promise.all([
    storeFacts(env, move.storeId),
    programmeFacts(env, move.programmeId),
    sealed ?? receiptHandle(env, move),
  ]);
  const till = store?.tills.find((each) => each.tillId === move.tillId);
  return {
    operationId: move.operationId,
    kind: move.kind === "pay" ? "payment" : (move.mode ?? "refund"),
    via: move.actorClass === "wallet" ? "app" : "paper",
    storeId: move.storeId,
    tillId: move.tillId,
    tillNumber: till?.number ?? null,
    programmeId: move.programmeId,
    payName: programme?.payName ?? "",
    unitWord: programme?.unitWord ?? "",
    amountYen: move.amountYen,
    atMs: move.atMs,
    receiptNumber: move.receiptNumber,
    payment: move.payment,
    reversedYen: reversedYen as Yen,
    voidableUntilMs: move.kind === "pay" && reversedYen === 0 ? voidableUntilMs(move.atMs) : null,
    handle,
  };
}

/** The handle of a receipt: voids and looks up for ever, in any session; never pays (OPR-7). */
export function receiptHandle(
  env: Env,
  holder: Pick<StoreMove, "actorClass" | "actor" | "programmeId" | "regionId">,
): Promise<string> {
  return sealHandle(env, {
    actorClass: holder.actorClass,
    actor: holder.actor,
    programmeId: holder.programmeId,
    regionId: holder.regionId,
    purpose: "receipt",
    sessionId: "",
    expiresAtMs: 0,
  });
}

/* ---------- What this isolate has just seen, until the projection has it ---------- */

const RECENT_MS = 120_000;
const MAX_RECENT = 200;
const recent: { readonly database: object; readonly seenAtMs: number; readonly move: StoreMove }[] = [];

/** Moves of a store that this isolate published in the last two minutes; lists merge them by operation id (FED-1). */
export function recentMoves(env: Env, storeId: string): readonly StoreMove[] {
  const sinceMs = Date.now() - RECENT_MS;
  return recent
    .filter((each) => each.database === env.DB && each.seenAtMs > sinceMs && each.move.storeId === storeId)
    .map((each) => each.move);
}

/**
 * Tells a store's screens what happened at its tills, after the reply (FED-1). Screens that miss it read the list. Null
 * where nobody watches.
 * @param sealed the receipt's handle where the reply carries it already
 */
export function tellStores(
  env: Env,
  entries: readonly JournalEntry[],
  sealed?: Promise<string>,
): Promise<void> | null {
  const moves = movesOf(entries);
  const seenAtMs = Date.now();
  for (const move of moves) recent.push({ database: env.DB, seenAtMs, move });
  // Not with each one: a copy of all of them for every payment is what a collector has to take away again.
  if (recent.length > 2 * MAX_RECENT) recent.splice(0, recent.length - MAX_RECENT);
  const watched = moves.filter((move) => isWatched(env, move.storeId));
  return watched.length === 0 ? null : tellOf(env, watched, sealed);
}

async function tellOf(env: Env, moves: readonly StoreMove[], sealed?: Promise<string>): Promise<void> {
  for (const move of moves) {
    try {
      const row = await storePayment(env, move, 0, await sealed);
      const message: StoreFeedMessage = {
        type: move.kind === "pay" ? "payment" : "reversal",
        id: move.operationId,
        payment: row,
      };
      await tellScreens(env, move.storeId, feedMessage(message as { type: string; id: string }));
    } catch (error) {
      logLine("warn", "a store's screens were not told", { storeId: move.storeId, error: errorText(error) });
    }
  }
}
