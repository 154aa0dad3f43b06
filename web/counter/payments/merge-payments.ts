import type { StorePayment } from "../../../schema/api/counter.ts";

/** Newest first; the id decides between two of the same millisecond, so that every screen shows one order. */
export function newestFirst(a: StorePayment, b: StorePayment): number {
  return b.atMs - a.atMs || (a.operationId < b.operationId ? 1 : -1);
}

/**
 * Puts payments and reversals that arrive, by the list or by the feed, in any order and any number of times, into the
 * rows on the screen: one row per operation id (FED-1), and a payment knows how much of it was given back even where
 * its reversal came first.
 */
export function mergePayments(
  rows: readonly StorePayment[],
  incoming: readonly StorePayment[],
): readonly StorePayment[] {
  const byId = new Map<string, StorePayment>();
  for (const row of [...rows, ...incoming]) {
    const known = byId.get(row.operationId);
    // Both tell the truth of their moment, and what was given back only grows.
    byId.set(
      row.operationId,
      known ? { ...row, reversedYen: larger(row.reversedYen, known.reversedYen) } : row,
    );
  }
  const returned = new Map<string, number>();
  for (const row of byId.values())
    if (row.payment !== null) returned.set(row.payment, (returned.get(row.payment) ?? 0) + row.amountYen);
  for (const [payment, yen] of returned) {
    const row = byId.get(payment);
    if (row && yen > row.reversedYen)
      byId.set(payment, { ...row, reversedYen: yen as StorePayment["reversedYen"] });
  }
  return [...byId.values()].sort(newestFirst);
}

function larger<T extends number>(a: T, b: T): T {
  return a > b ? a : b;
}
