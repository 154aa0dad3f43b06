/** Codes of the last minutes may still be entered: they are not judged yet. */
export const RIPE_AFTER_MS = 10 * 60_000;
/** Codes older than this and an hour are past. */
export const WATCHED_MS = 60 * 60_000;
/** Fewer numbers than this say nothing. */
export const LEAST_ASKED = 20;
/** Of people who ask for a code, most enter it; of numbers that are called for the fee, none. */
const LEAST_VERIFIED_SHARE = 0.2;
/** How long nothing goes to a block; the operator can open it before. */
export const STOPPED_FOR_MS = 6 * 3_600_000;

/**
 * Whether a block of numbers looks like pumping (RES-9): at least {@link LEAST_ASKED} of its numbers were sent codes within
 * the hour, and hardly any code was entered. Numbers count, not messages: who asks twice enters one. Pure.
 */
export function looksLikePumping(asked: number, verified: number): boolean {
  return asked >= LEAST_ASKED && verified < asked * LEAST_VERIFIED_SHARE;
}
