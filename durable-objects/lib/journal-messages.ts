import type { JournalEntry, JournalMessage } from "../../schema/events.ts";
import { MAX_MESSAGE_BYTES, MAX_MESSAGE_ENTRIES } from "../../schema/limits.ts";

/**
 * Sends entries to the journal queue in as many messages as both bounds ask for, in order (PUB-1). The one way there:
 * a message that is too large is refused by the queue however often it is sent, and its entries would never arrive.
 */
export async function sendEntries(
  queue: Pick<Queue, "send">,
  entries: readonly JournalEntry[],
): Promise<void> {
  for (const part of messagesOf(entries)) await queue.send({ v: 1, entries: part } satisfies JournalMessage);
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
const sizes = new WeakMap<JournalEntry, number>();

/** An entry's size on the wire, in bytes; worked out once, since it is asked again when messages are cut. */
export function sizeOf(entry: JournalEntry): number {
  const known = sizes.get(entry);
  if (known !== undefined) return known;
  const size = encoder.encode(JSON.stringify(entry)).byteLength;
  sizes.set(entry, size);
  return size;
}
