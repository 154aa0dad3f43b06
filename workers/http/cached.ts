/** What the edge may remember of accounts and rules (PRG-1, S22): at most this long. */
export const EDGE_CACHE_MS = 15_000;
const MAX_ENTRIES = 2_000;

/**
 * A small memory of one isolate: bounded in time and in number. A miss asks `load`; concurrent misses ask once.
 * Failures are not remembered. Kept per database, so that two of them never mix.
 */
export class EdgeCache<T> {
  readonly #perDatabase = new WeakMap<
    object,
    Map<string, { readonly untilMs: number; readonly value: Promise<T> }>
  >();
  readonly #ttlMs: number;

  constructor(ttlMs = EDGE_CACHE_MS) {
    this.#ttlMs = ttlMs;
  }

  /** The value of a key, not older than the time-to-live by the wall clock. */
  get(database: object, key: string, load: () => Promise<T>): Promise<T> {
    const entries = this.#perDatabase.get(database) ?? new Map();
    this.#perDatabase.set(database, entries);
    const nowMs = Date.now();
    const known = entries.get(key);
    if (known && known.untilMs > nowMs) return known.value;
    const value = load();
    entries.delete(key);
    entries.set(key, { untilMs: nowMs + this.#ttlMs, value });
    value.catch(() => entries.delete(key));
    if (entries.size > MAX_ENTRIES) entries.delete(entries.keys().next().value as string);
    return value;
  }

  /** Forgets a key in this isolate; other isolates forget it within the time-to-live. */
  forget(database: object, key: string): void {
    this.#perDatabase.get(database)?.delete(key);
  }
}
