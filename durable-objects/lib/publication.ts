import type { Head, JournalEntry } from "../../schema/events.ts";
import type { RegionId } from "../../schema/ids.ts";
import { MAX_REPUBLISH_ENTRIES } from "../../schema/limits.ts";
import { type Ledger, PUBLISH_CHECK_MS } from "./ledger.ts";

const LONGEST_WAIT_MS = 4 * 60 * 60_000;

/**
 * Sent is not projected (PUB-6): asks D1 how far this actor's journal has arrived, sends again what is missing,
 * and stands down only when the heads agree.
 */
export class PublicationWatch {
  readonly #ledger: Ledger;
  readonly #deps: {
    readonly publish: (entries: readonly JournalEntry[]) => Promise<void>;
    readonly projectedHead: (regionId: RegionId | null) => Promise<Head | null>;
  };

  constructor(
    ledger: Ledger,
    deps: {
      readonly publish: (entries: readonly JournalEntry[]) => Promise<void>;
      readonly projectedHead: (regionId: RegionId | null) => Promise<Head | null>;
    },
  ) {
    this.#ledger = ledger;
    this.#deps = deps;
  }

  /** As long again as the oldest entry has waited so far: doubles from the first check up to four hours. */
  static nextTryMs(waitedMs: number): number {
    return Math.min(LONGEST_WAIT_MS, Math.max(PUBLISH_CHECK_MS, waitedMs));
  }

  /** One look at D1. The next one is already on the list, so that nothing needs to be done where D1 can't be read. */
  async check(): Promise<void> {
    const projected = await this.#deps.projectedHead(this.#ledger.holder()?.regionId ?? null);
    if (projected === null || this.#ledger.settlePublish(projected)) return;
    const { head } = this.#ledger;
    // Heads that disagree at the same number are a fork: the last entry goes out again, for the projection to see (PUB-5).
    const from = projected.seq < head.seq ? projected.seq + 1 : Math.max(1, head.seq);
    await this.#deps.publish(this.#ledger.entriesFrom(from, MAX_REPUBLISH_ENTRIES));
  }
}
