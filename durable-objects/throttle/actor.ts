import ittyDurable from "itty-durable";
import { clockOf } from "../lib/clock.ts";
import { countCall, type Quota, type Verdict, type Window, windowEndMs } from "./window.ts";

/** Different windows one caller key may have; the one that ends first makes room. */
export const MAX_WINDOWS = 8;
export const MAX_PENALTY_MS = 24 * 3_600_000;
/** Counts over shorter windows are lost when the actor falls asleep; they would have run out by then anyway. */
export const PERSIST_FROM_WINDOW_MS = 60_000;

export interface Hit extends Quota {
  /** How much of the limit the call takes, 1 unless told; 0 only looks. */
  readonly cost?: number;
}

export interface Miss extends Quota {
  /** How long the key is blocked once the limit of wrong guesses within the window is reached. */
  readonly penaltyMs: number;
  /** The longest block, where each one is twice as long as the one before; left out, all are alike. */
  readonly mostMs?: number;
}

interface ThrottleEnv {
  /** Milliseconds as decimal text (CLK-1). */
  readonly CLOCK_OFFSET_MS: string;
}

/** What itty-durable's class gives; its own types say `any`. */
interface IttyDurable {
  readonly state: DurableObjectState & { readonly env: ThrottleEnv };
  loadFromStorage(): Promise<void>;
  persist(): Promise<void>;
}
const Durable = ittyDurable.createDurable() as unknown as new (
  state: DurableObjectState,
  env: ThrottleEnv,
) => IttyDurable;

/**
 * Counts what one caller does (an IP address, an account, a store). Soft state only: it is kept in memory, written
 * without waiting, and may be forgotten at any time; nothing that moves money or lets anybody in stands on it alone.
 * Reached through `client.ts`.
 */
export class ThrottleActor extends Durable {
  // Plain fields, not #private ones: itty-durable stores a class's own enumerable fields and restores them by name.
  windows: Record<string, Window> = {};
  blockedUntilMs = 0;
  /** Blocks in a row, each twice as long; forgotten where none has come for as long as the longest. */
  blocks = 0;
  blocksUntilMs = 0;

  /** Counts a call, or says when it may be tried again; a blocked key is refused whatever its count. */
  hit({ limit, windowMs, cost = 1 }: Hit): Verdict {
    const nowMs = this.#nowMs();
    if (nowMs < this.blockedUntilMs)
      return { allowed: false, remaining: 0, retryAfterMs: this.blockedUntilMs - nowMs };
    const key = windowKey("hit", windowMs);
    const { window, verdict } = countCall(this.windows[key], { limit, windowMs }, cost, nowMs);
    this.#put(key, window);
    if (windowMs >= PERSIST_FROM_WINDOW_MS && verdict.allowed && cost > 0) void this.#remember();
    return verdict;
  }

  /**
   * Counts a wrong guess. The one that reaches the limit blocks the key for `penaltyMs`, and the guesses start anew
   * after that; `allowed` says whether another guess may be made now.
   */
  miss({ limit, windowMs, penaltyMs, mostMs = penaltyMs }: Miss): Verdict {
    if (!(penaltyMs > 0 && penaltyMs <= mostMs && mostMs <= MAX_PENALTY_MS))
      throw new RangeError("not a penalty");
    const nowMs = this.#nowMs();
    const key = windowKey("miss", windowMs);
    const { window, verdict } = countCall(this.windows[key], { limit, windowMs }, 1, nowMs);
    const blocks = !verdict.allowed || verdict.remaining === 0;
    if (blocks) {
      if (this.blocksUntilMs <= nowMs) this.blocks = 0;
      const lengthMs = Math.min(penaltyMs * 2 ** this.blocks, mostMs);
      this.blockedUntilMs = Math.max(this.blockedUntilMs, nowMs + lengthMs);
      if (mostMs > penaltyMs) {
        // Never so many that a length isn't a number any more.
        this.blocks = Math.min(this.blocks + 1, 32);
        this.blocksUntilMs = this.blockedUntilMs + mostMs;
      }
      delete this.windows[key];
    } else this.#put(key, window);
    void this.#remember();
    const retryAfterMs = Math.max(0, this.blockedUntilMs - nowMs);
    return { allowed: retryAfterMs === 0, remaining: blocks ? 0 : verdict.remaining, retryAfterMs };
  }

  /** Forgets what has ended; when nothing is left, the storage goes. */
  async alarm(): Promise<void> {
    await this.loadFromStorage();
    const nowMs = this.#nowMs();
    for (const [key, window] of Object.entries(this.windows))
      if (windowEndMs(window, windowMsOf(key)) <= nowMs) delete this.windows[key];
    if (this.blockedUntilMs <= nowMs) this.blockedUntilMs = 0;
    if (this.blocksUntilMs <= nowMs) this.blocksUntilMs = 0;
    if (this.#endMs() === 0) await this.state.storage.deleteAll();
    else await this.#remember();
  }

  #put(key: string, window: Window): void {
    this.windows[key] = window;
    const keys = Object.keys(this.windows);
    if (keys.length <= MAX_WINDOWS) return;
    const end = (one: string) => windowEndMs(this.windows[one] as Window, windowMsOf(one));
    const first = keys.filter((one) => one !== key).reduce((a, b) => (end(a) <= end(b) ? a : b));
    delete this.windows[first];
  }

  /** Writes the state and sees to it that an alarm will take it away again. */
  async #remember(): Promise<void> {
    const written = this.persist();
    const endMs = this.#endMs();
    if (endMs > 0 && (await this.state.storage.getAlarm()) === null)
      await this.state.storage.setAlarm(clockOf(this.state.env).toPlatform(endMs));
    await written;
  }

  /** When the last of it has ended; 0 when there is nothing. */
  #endMs(): number {
    return Object.entries(this.windows).reduce(
      (last, [key, window]) => Math.max(last, windowEndMs(window, windowMsOf(key))),
      Math.max(this.blockedUntilMs, this.blocksUntilMs),
    );
  }

  #nowMs(): number {
    return clockOf(this.state.env).now();
  }
}

function windowKey(what: "hit" | "miss", windowMs: number): string {
  return `${what}:${windowMs}`;
}

function windowMsOf(key: string): number {
  return Number(key.slice(key.indexOf(":") + 1));
}
