import { DurableObject } from "cloudflare:workers";
import { err, type Result } from "../../schema/result.ts";
import { type Clock, clockOf } from "../lib/clock.ts";
import { NEWER_SCHEMA_RETRY_MS } from "../lib/migrate.ts";
import { durableSql, type Sql } from "../lib/sql.ts";
import {
  type CheckError,
  type Checked,
  decideCheck,
  decideStart,
  forgetOld,
  forgettableAtMs,
  type StartError,
  type Started,
  type VerificationState,
} from "./decide.ts";
import { loadState, saveState } from "./store.ts";

interface VerificationEnv {
  /** Milliseconds as decimal text (CLK-1). */
  readonly CLOCK_OFFSET_MS: string;
}

/** The tables are newer than this code, which is being replaced (ACT-2). */
type TryAgain = { readonly code: "try-again" };

/**
 * Codes and tries of one phone (S20). Its name is the HMAC of the number, its codes are hashes made with a key it
 * never sees: nothing it holds can be read back into a phone or a code (WHO-3). Whatever it knows it forgets a day
 * after the last event.
 */
export class VerificationActor extends DurableObject<VerificationEnv> {
  readonly #sql: Sql;
  readonly #clock: Clock;

  constructor(ctx: DurableObjectState, env: VerificationEnv) {
    super(ctx, env);
    this.#sql = durableSql(ctx.storage);
    this.#clock = clockOf(env);
  }

  /**
   * Registers a new code by its hash (`verificationCodeHash`); the caller sends the code only when this succeeded.
   * An earlier code stops working. Errors: `too-many-codes` and `locked`, each with the moment it ends; `try-again`.
   */
  async start(command: { readonly codeHash: string }): Promise<Result<Started, StartError | TryAgain>> {
    const before = loadState(this.#sql);
    if (before === null) return err({ code: "try-again" });
    const { state, result } = decideStart(before, command.codeHash, this.#clock.now());
    if (result.ok) this.#keep(state);
    return result;
  }

  /**
   * Tries a code by its hash; a right one works once. Errors: `code-not-accepted` (wrong, expired, used, replaced or
   * never sent: one answer for all), `locked` with the moment it ends; `try-again`.
   */
  async check(command: { readonly codeHash: string }): Promise<Result<Checked, CheckError | TryAgain>> {
    const before = loadState(this.#sql);
    if (before === null) return err({ code: "try-again" });
    const { state, result } = decideCheck(before, command.codeHash, this.#clock.now());
    // Only a live code is used up or missed; without one there is nothing to write, not even a table.
    if (before.live !== null) this.#keep(state);
    return result;
  }

  /** Forgets what is old; when nothing is left, the storage itself goes. */
  override async alarm(): Promise<void> {
    const stored = loadState(this.#sql);
    if (stored === null) {
      await this.ctx.storage.setAlarm(Date.now() + NEWER_SCHEMA_RETRY_MS);
      return;
    }
    const state = forgetOld(stored, this.#clock.now());
    if (forgettableAtMs(state) === null) await this.ctx.storage.deleteAll();
    else this.#keep(state);
  }

  /** State and alarm in one breath: without an `await` between them both are written, or neither. */
  #keep(state: VerificationState): void {
    saveState(this.#sql, state);
    const atMs = forgettableAtMs(state);
    if (atMs !== null) void this.ctx.storage.setAlarm(this.#clock.toPlatform(atMs));
  }
}
