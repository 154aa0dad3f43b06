import { MAX_FEED_BATCH } from "../../durable-objects/feed/actor.ts";
import type { FeedMessage } from "../../durable-objects/feed/recent.ts";
import { logLine } from "../../durable-objects/lib/log.ts";
import type { Env } from "../env.ts";
import { storeFeed } from "./actors.ts";
import { BoundedMap } from "./bounded-map.ts";
import { errorText } from "./error-text.ts";

/** A store's feed is called by one isolate at once, and then at most this often: what comes in between goes together. */
export const FEED_GAP_MS = 50;
/** One request calls for the others at most so long; the platform ends what goes on much longer after a reply. */
const RUN_MS = 10_000;
/** A call that takes longer than this has died with its request; the next message doesn't wait for it. */
const DEAD_MS = 5_000;

/**
 * A feed without screens is left alone for so long: who opens one meanwhile reads the list, and hears of what was left out
 * from the projection (FED-1).
 */
const UNWATCHED_MS = 1_000;
/** Stores remembered as unwatched; the oldest is forgotten first, and told once more. */
const MAX_UNWATCHED = 2_000;

interface Line {
  messages: FeedMessage[];
  /** When the request that calls for all last did so; 0 where none does. */
  calledAtMs: number;
}

const lines = new WeakMap<object, Map<string, Line>>();
/** Until when a store's feed is left alone. */
const unwatched = new WeakMap<object, BoundedMap<number>>();

/** Whether a store's feed had screens when it was last told something, or wasn't told for a while (FED-1). */
export function isWatched(env: Pick<Env, "FEED">, storeId: string): boolean {
  return Date.now() >= (unwatched.get(env.FEED)?.get(storeId) ?? 0);
}

/**
 * Sends a message to the screens of a store, in order of calling, together with what other requests of this isolate have
 * for them (FED-1). Resolves when everything this request had to send is sent. Never rejects: screens that miss something
 * are told by the projection to read their list again.
 */
export async function tellScreens(
  env: Pick<Env, "FEED">,
  storeId: string,
  message: FeedMessage,
): Promise<void> {
  const stores = lines.get(env.FEED) ?? new Map<string, Line>();
  lines.set(env.FEED, stores);
  const line = stores.get(storeId) ?? { messages: [], calledAtMs: 0 };
  stores.set(storeId, line);
  line.messages.push(message);
  const begunAtMs = Date.now();
  // Only values pass between requests: nobody waits for another one's call.
  if (line.calledAtMs !== 0 && begunAtMs - line.calledAtMs < DEAD_MS) return;
  for (;;) {
    const batch = line.messages.splice(0, MAX_FEED_BATCH);
    const isLast = Date.now() - begunAtMs > RUN_MS;
    line.calledAtMs = isLast ? 0 : Date.now();
    try {
      const told = await storeFeed(env as Env, storeId).publish(batch);
      if (told.ok && told.value.fresh > 0 && told.value.sockets === 0) leaveAlone(env, storeId);
    } catch (error) {
      logLine("warn", "a store's feed was not reached", { storeId, error: errorText(error) });
    }
    if (isLast) return;
    await new Promise((resolve) => setTimeout(resolve, FEED_GAP_MS));
    if (line.messages.length > 0) continue;
    line.calledAtMs = 0;
    stores.delete(storeId);
    return;
  }
}

function leaveAlone(env: Pick<Env, "FEED">, storeId: string): void {
  const stores = unwatched.get(env.FEED) ?? new BoundedMap<number>(MAX_UNWATCHED);
  unwatched.set(env.FEED, stores);
  stores.set(storeId, Date.now() + UNWATCHED_MS);
}
