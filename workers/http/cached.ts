import { BoundedMap } from "./bounded-map.ts";

/** What the edge may remember of accounts and rules (PRG-1, S22): at most this long. */
export const EDGE_CACHE_MS = 15_000;
/** From this age on the next request reads anew, while the others still go by what is known. */
const REFRESH_SHARE = 2 / 3;
const ENTRIES = 2_000;

interface Entry<T> {
  readonly value: T;
  /** When it was asked for: what it says may have been true then already. */
  readonly readAtMs: number;
  /** Whether a request is reading it anew. */
  refreshing: boolean;
}

interface Memory<T> {
  readonly entries: BoundedMap<Entry<T>>;
  /** Raised by `forget`: what was being read before is not remembered. */
  epoch: number;
}

/**
 * A small memory of one isolate: bounded in time and in number. A miss asks `load`; failures are not remembered. Kept
 * per database, so that two of them never mix.
 *
 * Values are shared between requests, never promises: on Workers a promise belongs to the request that made it, and
 * another one that waits for it hangs or fails. So concurrent misses each ask for themselves; what is known and in use is
 * read anew by one request alone before it ends.
 */
export class EdgeCache<T> {
  readonly #perDatabase = new WeakMap<object, Memory<T>>();
  readonly #ttlMs: number;
  readonly #now: () => number;

  constructor(ttlMs = EDGE_CACHE_MS, now: () => number = Date.now) {
    this.#ttlMs = ttlMs;
    this.#now = now;
  }

  /** The value of a key, not older than the time-to-live by the wall clock. Rejects where `load` does and nothing is known. */
  async get(database: object, key: string, load: () => Promise<T>): Promise<T> {
    const memory = this.#memoryOf(database);
    const known = memory.entries.get(key);
    const readAtMs = this.#now();
    const ageMs = known ? readAtMs - known.readAtMs : Number.POSITIVE_INFINITY;
    if (!known || ageMs >= this.#ttlMs) return this.#read(memory, key, readAtMs, load);
    if (known.refreshing || ageMs < this.#ttlMs * REFRESH_SHARE) return known.value;
    known.refreshing = true;
    try {
      return await this.#read(memory, key, readAtMs, load);
    } catch {
      known.refreshing = false;
      return known.value;
    }
  }

  /** Forgets a key in this isolate; other isolates forget it within the time-to-live. */
  forget(database: object, key: string): void {
    const memory = this.#perDatabase.get(database);
    if (!memory) return;
    memory.epoch += 1;
    memory.entries.delete(key);
  }

  async #read(memory: Memory<T>, key: string, readAtMs: number, load: () => Promise<T>): Promise<T> {
    const { epoch, entries } = memory;
    const value = await load();
    const newer = entries.get(key);
    if (memory.epoch !== epoch || (newer && newer.readAtMs > readAtMs)) return value;
    entries.set(key, { value, readAtMs, refreshing: false });
    return value;
  }

  #memoryOf(database: object): Memory<T> {
    const known = this.#perDatabase.get(database);
    if (known) return known;
    const memory: Memory<T> = { entries: new BoundedMap(ENTRIES), epoch: 0 };
    this.#perDatabase.set(database, memory);
    return memory;
  }
}
