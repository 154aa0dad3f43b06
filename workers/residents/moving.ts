import { sha256 } from "../../durable-objects/lib/hash.ts";
import type { MoveState } from "../../schema/api/moves.ts";
import type { Env } from "../env.ts";
import { keyedHashHex } from "../http/secrets.ts";

/** How long the digits can be read and the move confirmed. */
export const MOVE_VALID_MS = 5 * 60_000;
/** How much longer the new phone may fetch what was confirmed: a reply that was lost is asked for again. */
export const MOVE_FETCH_MS = 5 * 60_000;
/** Digits that the old phone shows: ten billion, of which one is good for five minutes behind the brakes by address. */
export const MOVE_DIGITS = 10;

/** The largest multiple of ten billion below 2^48: what lies above is thrown away, so that no digits are likelier. */
const UNBIASED_BELOW = Math.floor(2 ** 48 / 1e10) * 1e10;

/** Ten digits, all equally likely. `random` fills an array with cryptographic randomness. Pure. */
export function moveCode(random: (bytes: Uint8Array<ArrayBuffer>) => void): string {
  const bytes = new Uint8Array(6);
  for (;;) {
    random(bytes);
    const number = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
    if (number < UNBIASED_BELOW) return `${number % 1e10}`.padStart(MOVE_DIGITS, "0");
  }
}

/** What is stored of the digits: ten billion are tried in no time, so only the key keeps a stolen row silent. */
export function moveCodeHash(env: Pick<Env, "PHONE_KEY">, code: string): string {
  return keyedHashHex(env.PHONE_KEY, "device-move", code);
}

/** What is stored of the key that the new phone made: 256 random bits need no more than a hash. */
export function moveKeyHash(key: string): string {
  return sha256(`device-move/1|${key}`);
}

/** Two digits that both phones show, made from the new phone's key: somebody else's phone shows others. Pure. */
export function moveCheck(keyHash: string): string {
  return `${Number.parseInt(sha256(`device-move-check/1|${keyHash}`).slice(0, 8), 16) % 100}`.padStart(
    2,
    "0",
  );
}

/** How far a stored move is at a moment: nobody writes down that its time is over. Pure. */
export function moveStateAt(
  move: { readonly state: string; readonly untilMs: number },
  nowMs: number,
): MoveState {
  const state = move.state as MoveState;
  const goodUntilMs = state === "open" || state === "claimed" ? move.untilMs : move.untilMs + MOVE_FETCH_MS;
  return nowMs < goodUntilMs ? state : "ended";
}
