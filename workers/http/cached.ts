import { logLine } from "../../durable-objects/lib/log.ts";
import { BoundedMap } from "./bounded-map.ts";
import { errorText } from "./error-text.ts";
import { inTime } from "./in-time.ts";

/** What the edge may remember of accounts and rules (PRG-1, S22): at most this long. */
export const EDGE_CACHE_MS = 15_000;
/** From this age on the next request reads anew, while the others still go by what is known. */
const REFRESH_SHARE = 2 / 3;
const ENTRIES = 2_000;
/** Where D1 can't be read, what the edge last knew of residents' devices, Pays, stores and links counts on so long (DEG-3). */
export const EDGE_KEPT_MS = 15 * 60_000;
/** Who has an older answer waits this long for a newer one, and lets the database alone for this long after it gave none. */
const READ_WITHIN_MS = 2_000;
const ASK_AGAIN_MS = 5_000;

interface Entry<T> {
  readonly value: T;
  /** When it was asked for: what it says may have been true then already. */
  readonly readAtMs: number;
  /** Whether a request is reading it anew. */
  refreshing: boolean;
  /** Until then nobody tries to read it anew: the last try failed. */
  leftAloneUntilMs: number;
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
  readonly #keptMs: number;

  /** @param keptMs how old a value may be where none can be read any more; as old as ever by default */
  constructor(ttlMs = EDGE_CACHE_MS, now: () => number = Date.now, keptMs = ttlMs) {
    this.#ttlMs = ttlMs;
    this.#now = now;
    this.#keptMs = keptMs;
  }

  /**
   * The value of a key, not older than the time-to-live by the wall clock, or than `keptMs` while it can't be read. Rejects where
   * `load` does and nothing is known.
   */
  async get(database: object, key: string, load: () => Promise<T>): Promise<T> {
    const memory = this.#memoryOf(database);
    const known = memory.entries.get(key);
    const readAtMs = this.#now();
    const ageMs = known ? readAtMs - known.readAtMs : Number.POSITIVE_INFINITY;
    if (!known || ageMs >= Math.max(this.#ttlMs, this.#keptMs))
      return this.#read(memory, key, readAtMs, load);
    if (ageMs >= this.#ttlMs) return this.#readOrKeep(memory, key, known, load);
    if (known.refreshing || ageMs < this.#ttlMs * REFRESH_SHARE) return known.value;
    known.refreshing = true;
    try {
      return await this.#read(memory, key, readAtMs, load);
    } catch {
      known.refreshing = false;
      return known.value;
    }
  }

  /** The value of a key, read anew now; what is known where that fails and it is not too old. */
  async renew(database: object, key: string, load: () => Promise<T>): Promise<T> {
    const memory = this.#memoryOf(database);
    const known = memory.entries.get(key);
    const nowMs = this.#now();
    return known && nowMs - known.readAtMs < this.#keptMs
      ? this.#readOrKeep(memory, key, known, load)
      : this.#read(memory, key, nowMs, load);
  }

  /** Forgets a key in this isolate; other isolates forget it within the time-to-live. */
  forget(database: object, key: string): void {
    const memory = this.#perDatabase.get(database);
    if (!memory) return;
    memory.epoch += 1;
    memory.entries.delete(key);
  }

  async #readOrKeep(memory: Memory<T>, key: string, known: Entry<T>, load: () => Promise<T>): Promise<T> {
    const nowMs = this.#now();
    if (nowMs < known.leftAloneUntilMs) return known.value;
    try {
      return await inTime(this.#read(memory, key, nowMs, load), READ_WITHIN_MS);
    } catch (error) {
      known.leftAloneUntilMs = nowMs + ASK_AGAIN_MS;
      logLine("warn", "the edge goes by what it knew", {
        ageMs: nowMs - known.readAtMs,
        error: errorText(error),
      });
      return known.value;
    }
  }

  async #read(memory: Memory<T>, key: string, readAtMs: number, load: () => Promise<T>): Promise<T> {
    const { epoch, entries } = memory;
    const value = await load();
    const newer = entries.get(key);
    if (memory.epoch !== epoch || (newer && newer.readAtMs > readAtMs)) return value;
    entries.set(key, { value, readAtMs, refreshing: false, leftAloneUntilMs: 0 });
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
