type Waits = Pick<ExecutionContext, "waitUntil">;

/**
 * Gathers what many requests of one isolate want sent, for at most `gatherMs`, and hands it over at once, after their
 * replies. Only values pass between requests: the one that began the wait does the sending, in its own name.
 */
export class Gather<T> {
  readonly #gatherMs: number;
  readonly #send: (items: readonly T[]) => Promise<void>;
  #items: T[] = [];
  /** When the timer that sends them fires; 0 where none is set. */
  #firesAtMs = 0;

  /** @param send must not reject */
  constructor(gatherMs: number, send: (items: readonly T[]) => Promise<void>) {
    this.#gatherMs = gatherMs;
    this.#send = send;
  }

  /** Takes items in; where `isFull` says so of all that wait, they go now. */
  add(ctx: Waits, items: readonly T[], isFull: (waiting: readonly T[]) => boolean): void {
    for (const item of items) this.#items.push(item);
    if (isFull(this.#items)) {
      ctx.waitUntil(this.#flush());
      return;
    }
    // A timer dies with the request that set it. One that is overdue won't fire any more, and must not keep others waiting.
    const nowMs = Date.now();
    if (nowMs < this.#firesAtMs + this.#gatherMs) return;
    this.#firesAtMs = nowMs + this.#gatherMs;
    ctx.waitUntil(
      new Promise((resolve) => setTimeout(resolve, this.#gatherMs)).then(() => {
        this.#firesAtMs = 0;
        return this.#flush();
      }),
    );
  }

  async #flush(): Promise<void> {
    const taken = this.#items;
    this.#items = [];
    if (taken.length > 0) await this.#send(taken);
  }
}
