import { EDGE_CACHE_MS } from "../../workers/http/cached.ts";
import type { Findings } from "./compare.ts";
import type { Operation } from "./operation-log.ts";

/** Something that was stopped and let go, as whoever did it knows it. */
export interface ToldStop {
  /** A balance by the tail of its ids (OPR-7), or a store. */
  readonly what: "balance" | "store";
  readonly id: string;
  /** When the stop was acknowledged, and when letting go was sent; infinite where that never was. */
  readonly fromMs: number;
  untilMs: number;
}

/**
 * FRZ-3, FRZ-4: what was sent after a stop was acknowledged is not done before it is let go. Of a store from then on that no
 * isolate remembers it as open any more.
 */
export function compareStops(stops: readonly ToldStop[], operations: Iterable<Operation>): Findings {
  const what: string[] = [];
  let yen = 0;
  for (const operation of operations) {
    const done = operation.acks.find((ack) => ack.outcome === "done");
    if (!done) continue;
    const broken = stops.find((stop) => isWithin(stop, operation, done.atMs));
    if (!broken) continue;
    what.push(
      `${operation.kind} ${operation.id} (${operation.who}): done while its ${broken.what} was stopped`,
    );
    yen += done.amountYen ?? operation.amountYen;
  }
  return { lostYen: 0, duplicatedYen: yen, untrueWords: what.length, stuckTransfers: 0, what };
}

function isWithin(stop: ToldStop, operation: Operation, doneAtMs: number): boolean {
  if (operation.kind !== "payment" && operation.kind !== "charge") return false;
  const isItsOwn = stop.what === "balance" ? operation.id.endsWith(stop.id) : operation.storeId === stop.id;
  const fromMs = stop.what === "balance" ? stop.fromMs : stop.fromMs + EDGE_CACHE_MS;
  return isItsOwn && operation.sentAtMs >= fromMs && doneAtMs <= stop.untilMs;
}
