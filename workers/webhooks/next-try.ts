import { WEBHOOK_TRIES_MS } from "../../schema/limits.ts";

const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 3 * 3_600_000;
/** A wait is longer or shorter by so much at the most: what failed together doesn't come back together. */
const JITTER = 0.2;

/**
 * When a message that wasn't taken is tried again: doubled waits with chance in them, not sooner than its receiver asks for,
 * and once more at the end of its day; null where that is over (POS-7). Pure.
 * @param tries so far, this one included
 * @param random 0 to 1
 */
export function nextTryAtMs(
  { tries, sinceMs }: { readonly tries: number; readonly sinceMs: number },
  retryAfterMs: number | null,
  nowMs: number,
  random: number,
): number | null {
  const endMs = sinceMs + WEBHOOK_TRIES_MS;
  if (nowMs >= endMs) return null;
  const doubled = Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS);
  const wait = Math.round(doubled * (1 + JITTER * (2 * random - 1)));
  return Math.min(nowMs + Math.max(wait, retryAfterMs ?? 0), endMs);
}
