import type { Context } from "hono";
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
  publish(c.env.JOURNAL_QUEUE, c.executionCtx, entries);
  const told = tellStores(c.env, entries, sealed);
  if (told) c.executionCtx.waitUntil(told);
}
