import { CODES_WINDOW_MS, MAX_CODES_IN_WINDOW } from "../../schema/limits.ts";
import { err, ok, type Result } from "../../schema/result.ts";

/** Codes sent to one phone in {@link DAY_WINDOW_MS}, besides the limit of schema/limits.ts (RES-4; each one costs money). */
export const MAX_CODES_DAY = 10;
/** A rolling day, not a calendar day: midnight must not double what a guesser gets. */
export const DAY_WINDOW_MS = 24 * 3_600_000;
export const CODE_VALID_MS = 10 * 60_000;
export const MAX_TRIES_PER_CODE = 5;
/** Wrong tries within a rolling day after which the phone is locked. */
export const LOCK_AFTER_MISSES = 10;
/** How long a lock lasts; it always ends, since a stranger can cause it. */
export const LOCK_MS = 60 * 60_000;

/** All that is remembered of one phone: times, and the keyed hash of one code. */
export interface VerificationState {
  /** When codes were sent in the last day, oldest first. */
  readonly startsMs: readonly number[];
  /** When wrong codes were tried in the last day, oldest first. */
  readonly missesMs: readonly number[];
  /** The one code that can be used, if any; a newer one replaces it. */
  readonly live: LiveCode | null;
  /** 0 when the phone was never locked. */
  readonly lockedUntilMs: number;
}

export interface LiveCode {
  /** HMAC of the code, hex; made by the Worker, whose key never comes here. */
  readonly hash: string;
  readonly expiresAtMs: number;
  readonly triesLeft: number;
}

export const EMPTY_STATE: VerificationState = { startsMs: [], missesMs: [], live: null, lockedUntilMs: 0 };

export interface Started {
  readonly expiresAtMs: number;
}

export interface Checked {
  readonly verifiedAtMs: number;
}

/** Why no code may be sent now; `retryAtMs` is when it may. */
export type StartError =
  | { readonly code: "too-many-codes"; readonly retryAtMs: number }
  | { readonly code: "locked"; readonly retryAtMs: number };

/**
 * Why a code was not taken. Wrong, expired, used, replaced and never sent are one answer: whoever holds the phone
 * asks for a new code in every case, and nobody else learns which it was.
 */
export type CheckError =
  | { readonly code: "code-not-accepted" }
  | { readonly code: "locked"; readonly retryAtMs: number };

/** What a decision leaves behind: the state to store and the answer to give. */
export interface Decision<T, E> {
  readonly state: VerificationState;
  readonly result: Result<T, E>;
}

/**
 * Registers a new code by its hash. Refused with `too-many-codes` above {@link MAX_CODES_IN_WINDOW} in ten minutes or
 * {@link MAX_CODES_DAY} in a day, with `locked` while the phone is locked; then the older code stays as it was.
 */
export function decideStart(
  before: VerificationState,
  codeHash: string,
  nowMs: number,
): Decision<Started, StartError> {
  const state = forgetOld(before, nowMs);
  if (nowMs < state.lockedUntilMs)
    return { state, result: err({ code: "locked", retryAtMs: state.lockedUntilMs }) };
  const retryAtMs = Math.max(
    freeAtMs(state.startsMs, MAX_CODES_IN_WINDOW, CODES_WINDOW_MS),
    freeAtMs(state.startsMs, MAX_CODES_DAY, DAY_WINDOW_MS),
  );
  if (retryAtMs > nowMs) return { state, result: err({ code: "too-many-codes", retryAtMs }) };
  const expiresAtMs = nowMs + CODE_VALID_MS;
  return {
    state: {
      ...state,
      startsMs: [...state.startsMs, nowMs],
      live: { hash: codeHash, expiresAtMs, triesLeft: MAX_TRIES_PER_CODE },
    },
    result: ok({ expiresAtMs }),
  };
}

/**
 * Tries a code by its hash. A right one is used up; a wrong one costs a try of the live code and counts towards the
 * lock. Without a live code nothing is counted: there is nothing to guess, and a stranger can't fill the record.
 */
export function decideCheck(
  before: VerificationState,
  codeHash: string,
  nowMs: number,
): Decision<Checked, CheckError> {
  const state = forgetOld(before, nowMs);
  if (nowMs < state.lockedUntilMs)
    return { state, result: err({ code: "locked", retryAtMs: state.lockedUntilMs }) };
  const { live } = state;
  if (live === null) return { state, result: err({ code: "code-not-accepted" }) };
  if (sameText(live.hash, codeHash))
    return { state: { ...state, live: null, missesMs: [] }, result: ok({ verifiedAtMs: nowMs }) };

  const missesMs = [...state.missesMs, nowMs];
  const triesLeft = live.triesLeft - 1;
  const missed = { ...state, missesMs, live: triesLeft > 0 ? { ...live, triesLeft } : null };
  if (missesMs.length < LOCK_AFTER_MISSES)
    return { state: missed, result: err({ code: "code-not-accepted" }) };
  const lockedUntilMs = nowMs + LOCK_MS;
  return {
    state: { ...missed, live: null, lockedUntilMs },
    result: err({ code: "locked", retryAtMs: lockedUntilMs }),
  };
}

/** The state without what no longer matters at `nowMs`. Taking it away changes no later answer. */
export function forgetOld(state: VerificationState, nowMs: number): VerificationState {
  const young = (atMs: number) => nowMs - atMs < DAY_WINDOW_MS;
  return {
    startsMs: state.startsMs.filter(young),
    missesMs: state.missesMs.filter(young),
    live: state.live !== null && nowMs < state.live.expiresAtMs ? state.live : null,
    lockedUntilMs: nowMs < state.lockedUntilMs ? state.lockedUntilMs : 0,
  };
}

/** When the last trace of the state may be forgotten, or null when there is none. */
export function forgettableAtMs(state: VerificationState): number | null {
  const ends = [
    ...state.startsMs.map((atMs) => atMs + DAY_WINDOW_MS),
    ...state.missesMs.map((atMs) => atMs + DAY_WINDOW_MS),
    ...(state.live === null ? [] : [state.live.expiresAtMs]),
    ...(state.lockedUntilMs === 0 ? [] : [state.lockedUntilMs]),
  ];
  return ends.length === 0 ? null : Math.max(...ends);
}

/** When one more fits under `limit` within the window; not later than now when it already does. */
function freeAtMs(timesMs: readonly number[], limit: number, windowMs: number): number {
  const blocking = timesMs[timesMs.length - limit];
  return blocking === undefined ? 0 : blocking + windowMs;
}

/** Compares without stopping at the first difference. */
function sameText(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}
