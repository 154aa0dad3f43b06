import type { JournalEntry, JournalMessage } from "../../schema/events.ts";
import { MAX_MESSAGE_BYTES, MAX_MESSAGE_ENTRIES } from "../../schema/limits.ts";

/** Entries are gathered at most this long in one isolate before they are sent (PUB-1). */
export const GATHER_MS = 100;

interface Gathering {
  readonly queue: Pick<Queue, "send">;
  entries: JournalEntry[];
  bytes: number;
  timer: boolean;
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
  const gathering = known ?? { queue, entries: [], bytes: 0, timer: false };
  if (!known) gatherings.set(queue, gathering);
  for (const entry of entries) {
    gathering.entries.push(entry);
    gathering.bytes += sizeOf(entry);
  }
  if (gathering.entries.length >= MAX_MESSAGE_ENTRIES || gathering.bytes >= MAX_MESSAGE_BYTES) {
    ctx.waitUntil(flush(gathering));
    return;
  }
  if (gathering.timer) return;
  gathering.timer = true;
  ctx.waitUntil(
    new Promise((resolve) => setTimeout(resolve, GATHER_MS)).then(() => {
      gathering.timer = false;
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

/** Cuts entries into messages within both bounds, keeping their order (PUB-1). */
export function messagesOf(entries: readonly JournalEntry[]): readonly (readonly JournalEntry[])[] {
  const messages: JournalEntry[][] = [];
  let current: JournalEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = sizeOf(entry);
    if (current.length > 0 && (current.length >= MAX_MESSAGE_ENTRIES || bytes + size > MAX_MESSAGE_BYTES)) {
      messages.push(current);
      current = [];
      bytes = 0;
    }
    current.push(entry);
    bytes += size;
  }
  if (current.length > 0) messages.push(current);
  return messages;
}

const encoder = new TextEncoder();
function sizeOf(entry: JournalEntry): number {
  return encoder.encode(JSON.stringify(entry)).byteLength;
}
