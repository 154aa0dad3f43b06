import type { JournalEntry } from "../../schema/events.ts";
import { MAX_JOURNAL_QUEUES } from "../../schema/limits.ts";
import { sendEntries } from "./journal-messages.ts";

/** The journal queue, and beside it JOURNAL_QUEUE_2, JOURNAL_QUEUE_3, … where one is not enough (docs/scale.md). */
export interface JournalQueueEnv {
  readonly JOURNAL_QUEUE: Queue;
}

/** Every journal queue that is bound, in the order of their numbers; a number that is left out ends them. */
export function journalQueues(env: JournalQueueEnv): readonly Queue[] {
  const queues = [env.JOURNAL_QUEUE];
  for (let number = 2; number <= MAX_JOURNAL_QUEUES; number++) {
    const queue = (env as unknown as Record<string, Queue | undefined>)[`JOURNAL_QUEUE_${number}`];
    if (queue === undefined) break;
    queues.push(queue);
  }
  return queues;
}

/**
 * Entries by the queue of their actor: all of one actor's go the same way, in their order (PUB-1). Another queue changes an
 * actor's way; what then overtakes what is under way, the projection takes in any order (PUB-2).
 */
export function byQueue(
  env: JournalQueueEnv,
  entries: readonly JournalEntry[],
): ReadonlyMap<Queue, readonly JournalEntry[]> {
  const queues = journalQueues(env);
  return Map.groupBy(entries, ({ actor }) => queues[placeOf(actor, queues.length)] as Queue);
}

/** The queue of one actor. */
export function queueOf(env: JournalQueueEnv, actor: string): Queue {
  const queues = journalQueues(env);
  return queues[placeOf(actor, queues.length)] as Queue;
}

/** Sends entries, each by the queue of its actor. */
export async function sendJournal(env: JournalQueueEnv, entries: readonly JournalEntry[]): Promise<void> {
  for (const [queue, some] of byQueue(env, entries)) await sendEntries(queue, some);
}

/** FNV-1a of an actor's name, spread over so many places. */
function placeOf(actor: string, places: number): number {
  if (places === 1) return 0;
  let hash = 0x811c9dc5;
  for (let i = 0; i < actor.length; i++) hash = Math.imul(hash ^ actor.charCodeAt(i), 0x01000193) >>> 0;
  return hash % places;
}
