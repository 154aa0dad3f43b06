import type { Ledger } from "./ledger.ts";
import { logLine } from "./log.ts";
import { PublicationWatch } from "./publication.ts";
import { nextTransferTryMs, TRANSFER_WORK } from "./transfer.ts";

/** What a money actor's alarm may have to do. */
export interface DueHandlers {
  readonly transfers: () => Promise<unknown>;
  readonly publication: () => Promise<unknown>;
}

/**
 * The alarm (ALM-1): the next try of everything that is due is committed before any of it is done, and nothing escapes,
 * so that the platform's own few retries are never used up.
 */
export async function workAlarm(ledger: Ledger, handlers: DueHandlers): Promise<void> {
  const due = ledger.takeDue((work) =>
    work.what === TRANSFER_WORK ? nextTransferTryMs(work.attempt) : PublicationWatch.nextTryMs(work.waitedMs),
  );
  for (const work of due) {
    try {
      await (work.what === TRANSFER_WORK ? handlers.transfers() : handlers.publication());
    } catch (error) {
      logLine("error", "due work failed", { what: work.what, attempt: work.attempt, error: String(error) });
    }
  }
}
