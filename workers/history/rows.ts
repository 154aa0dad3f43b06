import { receiptNumber } from "../../durable-objects/lib/chain.ts";
import type { HISTORY_FILTERS, HistoryRow } from "../../schema/api/history.ts";
import type { EntryKind, JournalEntry } from "../../schema/events.ts";
import type { Yen } from "../../schema/money.ts";
import type { StoreFacts } from "../data/stores.ts";

/** Entries of a wallet that mean something to its owner, by what the owner chooses between (HIS-1). */
const ENTRIES: Readonly<Record<(typeof HISTORY_FILTERS)[number], readonly EntryKind[]>> = {
  payments: ["pay"],
  charges: ["credit"],
  reversals: ["reverse"],
};
const ALL_ENTRIES: readonly EntryKind[] = ["pay", "credit", "reverse", "extend", "freeze", "unfreeze"];

/** Kinds of entries behind what was chosen. Pure. */
export function entryKinds(filter: (typeof HISTORY_FILTERS)[number] | undefined): readonly EntryKind[] {
  return filter ? ENTRIES[filter] : ALL_ENTRIES;
}

/** Entries, in whatever order, as operations: each with its lines in order, the operations as they came. Pure. */
export function operationsOf(entries: readonly JournalEntry[]): readonly (readonly JournalEntry[])[] {
  const groups = Map.groupBy(entries, (entry) => entry.operationId);
  return [...groups.values()].map((group) => group.sort((a, b) => a.line - b.line));
}

const KINDS: { readonly [kind: string]: HistoryRow["kind"] } = {
  pay: "payment",
  extend: "expiry-changed",
  freeze: "frozen",
  unfreeze: "unfrozen",
};

function kindOf(first: JournalEntry): HistoryRow["kind"] | null {
  if (first.kind === "credit") return first.detail?.origin === "grant" ? "grant" : "charge";
  if (first.kind === "reverse") return first.detail?.mode === "void" ? "void" : "refund";
  return KINDS[first.kind] ?? null;
}

/** The store that an operation names. Pure. */
export function storeIdOf(first: JournalEntry | undefined): string | null {
  return typeof first?.detail?.storeId === "string" ? first.detail.storeId : null;
}

/**
 * Operations as lines of the history; those that mean nothing to the wallet's owner are left out. Pure.
 * @param reversed how much of each payment came back
 */
export function rowsOf(
  operations: readonly (readonly JournalEntry[])[],
  stores: ReadonlyMap<string, StoreFacts>,
  reversed: ReadonlyMap<string, number>,
): HistoryRow[] {
  return operations.flatMap((lines): HistoryRow[] => {
    const first = lines[0];
    const kind = first ? kindOf(first) : null;
    if (!first || !kind) return [];
    const store = stores.get(storeIdOf(first) ?? "");
    const dates = lines.flatMap((line) => (line.amountYen > 0 ? (line.expiresOn ?? []) : [])).sort();
    const brings = kind === "charge" || kind === "grant" || kind === "expiry-changed";
    return [
      {
        operationId: first.operationId,
        kind,
        amountYen: lines.reduce((sum, line) => sum + line.amountYen, 0),
        atMs: first.atMs,
        store: store ? { storeId: store.id, name: store.name, town: store.town } : null,
        receiptNumber: kind === "payment" ? receiptNumber(first.hash) : null,
        expiresOn: brings ? (dates[0] ?? null) : null,
        reversedYen: (reversed.get(first.operationId) ?? 0) as Yen,
      },
    ];
  });
}
