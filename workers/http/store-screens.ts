import { MAX_FEED_BATCH } from "../../durable-objects/feed/actor.ts";
import type { FeedMessage } from "../../durable-objects/feed/recent.ts";
import type { Env } from "../env.ts";
import { storeFeed } from "./actors.ts";
import { errorText } from "./error-text.ts";

/** A store's feed is called by one isolate at once, and then at most this often: what comes in between goes together. */
export const FEED_GAP_MS = 50;
/** One request calls for the others at most so long; the platform ends what goes on much longer after a reply. */
const RUN_MS = 10_000;
/** A call that takes longer than this has died with its request; the next message doesn't wait for it. */
const DEAD_MS = 5_000;

interface Line {
  messages: FeedMessage[];
  /** When the request that calls for all last did so; 0 where none does. */
  calledAtMs: number;
}

const lines = new WeakMap<object, Map<string, Line>>();

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
      await storeFeed(env as Env, storeId).publish(batch);
    } catch (error) {
      console.warn("a store's feed was not reached", { storeId, error: errorText(error) });
    }
    if (isLast) return;
    await new Promise((resolve) => setTimeout(resolve, FEED_GAP_MS));
    if (line.messages.length > 0) continue;
    line.calledAtMs = 0;
    stores.delete(storeId);
    return;
  }
}
