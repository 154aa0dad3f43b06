import { messagesOf, sizeOf } from "../../durable-objects/lib/journal-messages.ts";
import type { JournalEntry, JournalMessage } from "../../schema/events.ts";
import { MAX_MESSAGE_BYTES, MAX_MESSAGE_ENTRIES } from "../../schema/limits.ts";

/** Entries are gathered at most this long in one isolate before they are sent (PUB-1). */
export const GATHER_MS = 100;

interface Gathering {
  readonly queue: Pick<Queue, "send">;
  entries: JournalEntry[];
  bytes: number;
  /** When the timer that sends them fires; 0 where none is set. */
  firesAtMs: number;
}

const gatherings = new WeakMap<object, Gathering>();

/**
 * Sends what a command wrote to the journal queue, after the reply and together with what others wrote in the same
 * tenth of a second (PUB-1). In order per actor. Losing a batch loses nothing: the actor asks later what arrived (PUB-6).
 */
export function publish(
  queue: Pick<Queue, "send">,
  ctx: Pick<ExecutionContext, "waitUntil">,
  entries: readonly JournalEntry[],
): void {
  if (entries.length === 0) return;
  const known = gatherings.get(queue);
  const gathering = known ?? { queue, entries: [], bytes: 0, firesAtMs: 0 };
  if (!known) gatherings.set(queue, gathering);
  for (const entry of entries) {
    gathering.entries.push(entry);
    gathering.bytes += sizeOf(entry);
  }
  if (gathering.entries.length >= MAX_MESSAGE_ENTRIES || gathering.bytes >= MAX_MESSAGE_BYTES) {
    ctx.waitUntil(flush(gathering));
    return;
  }
  // A timer dies with the request that set it. One that is overdue won't fire any more, and must not keep others waiting.
  const nowMs = Date.now();
  if (nowMs < gathering.firesAtMs + GATHER_MS) return;
  gathering.firesAtMs = nowMs + GATHER_MS;
  ctx.waitUntil(
    new Promise((resolve) => setTimeout(resolve, GATHER_MS)).then(() => {
      gathering.firesAtMs = 0;
      return flush(gathering);
    }),
  );
}

async function flush(gathering: Gathering): Promise<void> {
  const taken = gathering.entries;
  gathering.entries = [];
  gathering.bytes = 0;
  for (const part of messagesOf(taken)) {
    try {
      await gathering.queue.send({ v: 1, entries: part } satisfies JournalMessage);
    } catch (error) {
      console.warn("entries were not sent; their actors will send them again", { error: String(error) });
    }
  }
}
