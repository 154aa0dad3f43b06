import { MAX_FEED_BATCH } from "../../durable-objects/feed/actor.ts";
import { feedMessage } from "../../durable-objects/feed/client.ts";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { JournalEntry } from "../../schema/events.ts";
import type { Env } from "../env.ts";
import { programmeFeed, storeFeed } from "../http/actors.ts";

/** A programme's feed is called at most this often by one isolate (FED-1). */
const PROGRAMME_CALL_MS = 1_000;

/** When each programme was last told, in this isolate; a forgotten one is told once more, which is harmless. */
const lastToldMs = new Map<string, number>();
const waiting = new Set<string>();
/** Programmes remembered; the oldest is forgotten first. */
const MAX_REMEMBERED = 1_000;

/**
 * Tells the screens what was just projected (FED-1): each programme once, and at most once a second, that its figures
 * have changed. A feed that can't be reached is no reason to fail: screens catch up when they reconnect.
 */
export async function publishProjected(env: Env, entries: readonly JournalEntry[]): Promise<void> {
  const newest = new Map<string, JournalEntry>();
  const stores = new Map<string, string[]>();
  for (const entry of entries) {
    newest.set(entry.programmeId, entry);
    const store = storeOf(entry);
    if (store !== null) stores.set(store, [...(stores.get(store) ?? []), entry.operationId]);
  }
  await Promise.allSettled([
    ...[...newest.values()].map((entry) => tellProgramme(env, entry)),
    ...[...stores].map(([store, moved]) => tellStore(env, store, moved)),
  ]);
}

/** A payment or a reversal at a store; only its first line, which stands for the whole operation. */
function storeOf(entry: JournalEntry): string | null {
  if (entry.line !== 0 || (entry.kind !== "pay" && entry.kind !== "reverse")) return null;
  const storeId = entry.detail?.storeId;
  return typeof storeId === "string" ? storeId : null;
}

/**
 * The edge sends a payment to its store's screens right after the reply, whole and under its operation id. What comes
 * here under the same id was sent already and is dropped by the feed; what the edge could not send any more makes the
 * screens read their list again.
 */
async function tellStore(env: Env, storeId: string, operationIds: readonly string[]): Promise<void> {
  const feed = storeFeed(env, storeId);
  for (let at = 0; at < operationIds.length; at += MAX_FEED_BATCH) {
    const ids = operationIds.slice(at, at + MAX_FEED_BATCH);
    await feed.publish(ids.map((id) => feedMessage({ type: "catch-up", id })));
  }
}

async function tellProgramme(env: Env, entry: JournalEntry): Promise<void> {
  const { programmeId } = entry;
  if (waiting.has(programmeId)) return;
  const waitMs = callInMs(lastToldMs.get(programmeId), Date.now());
  if (waitMs > 0) {
    waiting.add(programmeId);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    waiting.delete(programmeId);
  }
  lastToldMs.delete(programmeId);
  lastToldMs.set(programmeId, Date.now());
  for (const oldest of lastToldMs.keys()) {
    if (lastToldMs.size <= MAX_REMEMBERED) break;
    lastToldMs.delete(oldest);
  }
  const message = { type: "changed", id: entry.hash, programmeId, atMs: clockOf(env).now() };
  await programmeFeed(env, programmeId).publish([feedMessage(message)]);
}

/** How long a programme that was told at `lastMs` must wait for its next call (FED-1). */
export function callInMs(lastMs: number | undefined, nowMs: number): number {
  return lastMs === undefined
    ? 0
    : Math.max(0, Math.min(PROGRAMME_CALL_MS, lastMs + PROGRAMME_CALL_MS - nowMs));
}
