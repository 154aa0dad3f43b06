import { sendEntries } from "../../durable-objects/lib/journal-messages.ts";
import type { LedgerRpc } from "../../schema/actors.ts";
import { MAX_REPUBLISH_ENTRIES } from "../../schema/limits.ts";

/** Entries sent again in one call at most; what is left comes with the next sweep. */
const MAX_REPUBLISH_PER_CALL = 20 * MAX_REPUBLISH_ENTRIES;

/**
 * Sends an actor's entries from `fromSeq` on to the journal queue again (PRJ-3). Harmless when they are there already
 * (PUB-2). Returns how many were sent; throws where actor or queue is away.
 */
export async function republish(
  actor: Pick<LedgerRpc, "entriesFrom">,
  queue: Pick<Queue, "send">,
  fromSeq: number,
): Promise<number> {
  let next = fromSeq;
  let sent = 0;
  while (sent < MAX_REPUBLISH_PER_CALL) {
    const entries = await actor.entriesFrom({ fromSeq: next, limit: MAX_REPUBLISH_ENTRIES });
    const last = entries.at(-1);
    if (!last) break;
    await sendEntries(queue, entries);
    sent += entries.length;
    next = last.seq + 1;
    if (entries.length < MAX_REPUBLISH_ENTRIES) break;
  }
  return sent;
}
