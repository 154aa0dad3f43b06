import { feedMessage } from "../../durable-objects/feed/client.ts";
import { receiptNumber } from "../../durable-objects/lib/chain.ts";
import type { StoreFeedMessage, StorePayment } from "../../schema/api/counter.ts";
import { businessDate, endExclusiveMs } from "../../schema/calendar.ts";
import type { JournalEntry } from "../../schema/events.ts";
import type { ActorName, OperationId, ProgrammeId, RegionId, StoreId, TillId } from "../../schema/ids.ts";
import { VOID_WINDOW_MS } from "../../schema/limits.ts";
import type { Yen } from "../../schema/money.ts";
import type { Env } from "../env.ts";
import { errorText } from "./error-text.ts";
import { programmeFacts, storeFacts } from "./facts.ts";
import { sealHandle } from "./handles.ts";
import { isWatched, tellScreens } from "./store-screens.ts";

/** A payment or a reversal as a journal has it: the first line of its operation. */
export interface StoreMove {
  readonly operationId: OperationId;
  readonly actorClass: "coupon" | "wallet";
  readonly actor: ActorName;
  readonly regionId: RegionId;
  readonly programmeId: ProgrammeId;
  readonly kind: "pay" | "reverse";
  readonly atMs: number;
  readonly storeId: StoreId;
  readonly tillId: TillId | null;
  readonly amountYen: Yen;
  /** Of the payment's own first entry; of a reversal empty where the payment isn't at hand. */
  readonly receiptNumber: string;
  readonly payment: OperationId | null;
  readonly mode: "void" | "refund" | null;
}

/** Until when a store may void a payment: the end of its business date, or 30 minutes (REV-1). */
export function voidableUntilMs(atMs: number): number {
  return Math.max(endExclusiveMs(businessDate(atMs)), atMs + VOID_WINDOW_MS);
}

/** The moves among some entries, as the edge gets them from an actor. */
export function movesOf(entries: readonly JournalEntry[]): readonly StoreMove[] {
  return entries.flatMap((entry) => {
    if (entry.line !== 0 || entry.actorClass === "fund") return [];
    if (entry.kind !== "pay" && entry.kind !== "reverse") return [];
    const detail = entry.detail as {
      storeId?: string;
      tillId?: string;
      payment?: string;
      mode?: string;
    } | null;
    const result = entry.result as { amountYen?: number } | null;
    if (!detail?.storeId || result?.amountYen === undefined) return [];
    return [
      {
        operationId: entry.operationId,
        actorClass: entry.actorClass,
        actor: entry.actor,
        regionId: entry.regionId,
        programmeId: entry.programmeId,
        kind: entry.kind,
        atMs: entry.atMs,
        storeId: detail.storeId as StoreId,
        tillId: (detail.tillId ?? null) as TillId | null,
        amountYen: result.amountYen as Yen,
        receiptNumber: entry.kind === "pay" ? receiptNumber(entry.hash) : "",
        payment: (detail.payment ?? null) as OperationId | null,
        mode: (detail.mode ?? null) as "void" | "refund" | null,
      },
    ];
  });
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
      console.warn("a store's screens were not told", { storeId: move.storeId, error: errorText(error) });
    }
  }
}
