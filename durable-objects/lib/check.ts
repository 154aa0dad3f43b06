import type { SelfCheck } from "../../schema/commands.ts";
import type { JournalEntry } from "../../schema/events.ts";
import { MAX_REPUBLISH_ENTRIES } from "../../schema/limits.ts";
import { entryHash } from "./chain.ts";
import { genesisHash } from "./hash.ts";
import type { Ledger } from "./ledger.ts";

/**
 * AUD-1: re-adds a journal from its first row: numbers without a gap, every hash recomputed over the one before it,
 * and then whatever `compare` finds between the rows and the projections beside them.
 */
export function checkJournal(
  ledger: Ledger,
  compare: (rows: readonly JournalEntry[]) => string | null,
): SelfCheck {
  const { actorClass, actor } = ledger.identity;
  const rows: JournalEntry[] = [];
  let prevHash = genesisHash(actorClass, actor);
  let sumYen = 0;
  const stop = (seq: number, what: string): SelfCheck => ({
    actorClass,
    actor,
    head: { seq: rows.length, hash: prevHash },
    rows: rows.length,
    sumYen,
    firstBreak: { seq, what },
  });
  for (;;) {
    const page = ledger.entriesFrom(rows.length + 1, MAX_REPUBLISH_ENTRIES);
    for (const row of page) {
      if (row.seq !== rows.length + 1) return stop(rows.length + 1, "a row is missing");
      if (row.prevHash !== prevHash) return stop(row.seq, "the chain is broken");
      if (entryHash(row) !== row.hash) return stop(row.seq, "the row does not match its hash");
      prevHash = row.hash;
      sumYen += row.amountYen;
      rows.push(row);
    }
    if (page.length === 0) break;
  }
  const what = compare(rows);
  if (what !== null) return stop(rows.length, what);
  return {
    actorClass,
    actor,
    head: { seq: rows.length, hash: prevHash },
    rows: rows.length,
    sumYen,
    firstBreak: null,
  };
}
