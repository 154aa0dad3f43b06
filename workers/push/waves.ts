import { PUSH_WAVES } from "../../schema/limits.ts";
import { nextPushHour } from "./hours.ts";

/**
 * When the n-th device of a broadcast is woken (PSH-8): the first few at once, then a pause in which somebody may see that it is
 * wrong and stop it, then so many a minute; never outside the hours. Pure.
 * @param n how many devices come before it
 */
export function wokenAtMs(n: number, begunAtMs: number): number {
  const startMs = nextPushHour(begunAtMs);
  const { first, pauseMs, size, everyMs } = PUSH_WAVES;
  if (n < first) return startMs;
  return nextPushHour(startMs + pauseMs + Math.floor((n - first) / size) * everyMs);
}
