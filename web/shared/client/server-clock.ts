/**
 * The server's time on a device whose own clock may be wrong: an offset learnt from replies, on top of the
 * monotonic clock of the page, so that changing the phone's clock moves nothing.
 */

/** One reply's evidence: what the server said, and when it was sent and received on the monotonic clock. */
export interface ClockSample {
  readonly serverMs: number;
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** Samples remembered; the one with the shortest way there and back is believed. */
const SAMPLES_KEPT = 8;
/** A sample older than this makes room even if it was quick: monotonic clocks drift on sleeping phones. */
const SAMPLE_LIFE_MS = 10 * 60_000;

/** Adds a sample to those worth keeping, newest last. */
export function keepSample(samples: readonly ClockSample[], next: ClockSample): readonly ClockSample[] {
  const fresh = samples.filter((one) => next.receivedAt - one.receivedAt < SAMPLE_LIFE_MS);
  return [...fresh, next].slice(-SAMPLES_KEPT);
}

/** Server time minus monotonic time, from the quickest reply; undefined before the first. */
export function offsetOf(samples: readonly ClockSample[]): number | undefined {
  let best: ClockSample | undefined;
  for (const one of samples) {
    if (!best || one.receivedAt - one.sentAt < best.receivedAt - best.sentAt) best = one;
  }
  // The reply was made half-way between sending and receiving, as far as anybody knows.
  return best ? best.serverMs - (best.sentAt + best.receivedAt) / 2 : undefined;
}

let samples: readonly ClockSample[] = [];

/** Takes the time of a reply (ms since 1970 by the server). */
export function learnServerTime(sample: ClockSample): void {
  samples = keepSample(samples, sample);
}

/** The server's time now, ms since 1970; before the first reply the device's own clock, for want of better. */
export function serverNow(): number {
  const offset = offsetOf(samples);
  return offset === undefined ? Date.now() : performance.now() + offset;
}
