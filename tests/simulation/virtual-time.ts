import type { Timeline } from "./timeline.ts";

/**
 * Gives the process the simulation's time: production code asks `Date.now` and `setTimeout` (CLK-1 stands on them), and
 * nothing in a run may know the real ones. Chance that isn't the seed's is refused. Returns what puts all back.
 */
export function takeTime(timeline: Timeline): () => void {
  const real = {
    now: Date.now,
    random: Math.random,
    setTimeout: globalThis.setTimeout,
    warn: console.warn,
    error: console.error,
  };
  Date.now = () => timeline.nowMs;
  Math.random = () => {
    throw new Error("chance that is not the seed's");
  };
  globalThis.setTimeout = ((run: () => void, delayMs = 0) => {
    timeline.after(delayMs, null, run);
    return 0;
  }) as unknown as typeof setTimeout;
  // A thousand failures that were asked for are no news.
  console.warn = () => {};
  console.error = () => {};
  return () => {
    Date.now = real.now;
    Math.random = real.random;
    globalThis.setTimeout = real.setTimeout;
    console.warn = real.warn;
    console.error = real.error;
  };
}
