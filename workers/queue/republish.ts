import type { LedgerRpc } from "../../schema/actors.ts";
import type { JournalEntry, JournalMessage } from "../../schema/events.ts";
import { MAX_MESSAGE_BYTES, MAX_MESSAGE_ENTRIES, MAX_REPUBLISH_ENTRIES } from "../../schema/limits.ts";

/** Entries sent again in one call at most; what is left comes with the next sweep. */
const MAX_REPUBLISH_PER_CALL = 20 * MAX_REPUBLISH_ENTRIES;

/**
 * Sends an actor's entries from `fromSeq` on to the journal queue again (PRJ-3). Harmless when they are there already
 * (PUB-2). Returns how many were sent; throws where actor or queue is away.
 */
export async function republish(
  actor: Pick<LedgerRpc, "entriesFrom">,
  queue: Pick<Queue, "sendBatch">,
  fromSeq: number,
): Promise<number> {
  let next = fromSeq;
  let sent = 0;
  while (sent < MAX_REPUBLISH_PER_CALL) {
    const entries = await actor.entriesFrom({ fromSeq: next, limit: MAX_REPUBLISH_ENTRIES });
    const last = entries.at(-1);
    if (!last) break;
    for (const message of messagesOf(entries)) await queue.sendBatch([{ body: message }]);
    sent += entries.length;
    next = last.seq + 1;
    if (entries.length < MAX_REPUBLISH_ENTRIES) break;
  }
  return sent;
}

/** Entries as messages, bounded by count and bytes (PUB-1), in order. */
export function messagesOf(entries: readonly JournalEntry[]): readonly JournalMessage[] {
  const messages: JournalMessage[] = [];
  let open: JournalEntry[] = [];
  let bytes = 0;
  const encoder = new TextEncoder();
  for (const entry of entries) {
    const size = encoder.encode(JSON.stringify(entry)).length + 1;
    if (open.length > 0 && (open.length === MAX_MESSAGE_ENTRIES || bytes + size > MAX_MESSAGE_BYTES)) {
      messages.push({ v: 1, entries: open });
      open = [];
      bytes = 0;
    }
    open.push(entry);
    bytes += size;
  }
  if (open.length > 0) messages.push({ v: 1, entries: open });
  return messages;
}
