import type { Context } from "hono";
import { byQueue } from "../../durable-objects/lib/journal-queues.ts";
import type { JournalEntry } from "../../schema/events.ts";
import type { ApiContext } from "./context.ts";
import { publish } from "./publish.ts";
import { tellStores } from "./store-payments.ts";

/**
 * What follows every command, never on the reply's path: the journal queue (PUB-1) and the store's screens (FED-1).
 * @param sealed the receipt's handle where the reply carries it already
 */
export function afterCommand(
  c: Context<ApiContext>,
  entries: readonly JournalEntry[],
  sealed?: Promise<string>,
): void {
  if (entries.length === 0) return;
  for (const [queue, some] of byQueue(c.env, entries)) publish(queue, c.executionCtx, some);
  const told = tellStores(c.env, entries, sealed);
  if (told) c.executionCtx.waitUntil(told);
}
