import { BoundedMap } from "./bounded-map.ts";

interface Taken {
  readonly startMs: number;
  calls: number;
  /** How many of them the throttle was told of. */
  told: number;
}

/** Callers remembered in one isolate; who is forgotten starts anew. */
const CALLERS = 2_500;

/**
 * A caller's first calls in a window that one isolate lets through without asking the throttle: for whoever keeps far
 * below a limit, a call to its actor would be a durable write before each payment. Nothing is given away: what was let
 * through is told along with the first call that asks. Only a caller who spreads over several isolates gains a share
 * with each, and never more.
 */
export class LocalShare {
  readonly #callers = new BoundedMap<Taken>(CALLERS);

  /** Counts a call. 0 where it is within the share; else how many calls the throttle is to be told of, this one included. */
  take(caller: string, share: number, windowMs: number, nowMs: number): number {
    const startMs = Math.floor(nowMs / windowMs) * windowMs;
    const known = this.#callers.get(caller);
    const taken = known?.startMs === startMs ? known : { startMs, calls: 0, told: 0 };
    if (taken !== known) this.#callers.set(caller, taken);
    taken.calls += 1;
    if (taken.calls <= share) return 0;
    const cost = taken.calls - taken.told;
    taken.told = taken.calls;
    return cost;
  }

  /** The throttle refused a call, and so counted nothing of what it was told. */
  refused(caller: string, cost: number): void {
    const taken = this.#callers.get(caller);
    if (!taken) return;
    taken.told = Math.max(0, taken.told - cost);
    taken.calls = Math.max(0, taken.calls - 1);
  }
}
