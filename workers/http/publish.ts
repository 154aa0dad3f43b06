import { messagesOf, sizeOf } from "../../durable-objects/lib/journal-messages.ts";
import { logLine } from "../../durable-objects/lib/log.ts";
import type { JournalEntry, JournalMessage } from "../../schema/events.ts";
import { MAX_MESSAGE_BYTES, MAX_MESSAGE_ENTRIES } from "../../schema/limits.ts";
import { Gather } from "./gather.ts";

/** Entries are gathered at most this long in one isolate before they are sent (PUB-1). */
export const GATHER_MS = 100;

interface Gathering {
  readonly entries: Gather<JournalEntry>;
  /** Of what waits. */
  bytes: number;
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
  const gathering = gatherings.get(queue) ?? gatheringFor(queue);
  for (const entry of entries) gathering.bytes += sizeOf(entry);
  gathering.entries.add(
    ctx,
    entries,
    (waiting) => waiting.length >= MAX_MESSAGE_ENTRIES || gathering.bytes >= MAX_MESSAGE_BYTES,
  );
}

function gatheringFor(queue: Pick<Queue, "send">): Gathering {
  const gathering: Gathering = {
    bytes: 0,
    entries: new Gather(GATHER_MS, (taken) => {
      gathering.bytes = 0;
      return send(queue, taken);
    }),
  };
  gatherings.set(queue, gathering);
  return gathering;
}

async function send(queue: Pick<Queue, "send">, entries: readonly JournalEntry[]): Promise<void> {
  for (const part of messagesOf(entries)) {
    try {
      await queue.send({ v: 1, entries: part } satisfies JournalMessage);
    } catch (error) {
      logLine("warn", "entries were not sent; their actors will send them again", { error: String(error) });
    }
  }
}
