import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countCall, type Quota, type Window, windowEndMs } from "./window.ts";

const RUNS = { numRuns: 1_000 };
const T0 = Date.UTC(2026, 10, 30, 3);
const quotas = fc.record({
  limit: fc.integer({ min: 1, max: 50 }),
  windowMs: fc.integer({ min: 1_000, max: 900_000 }),
});
const calls = fc.array(
  fc.record({ waitMs: fc.oneof(fc.nat(50), fc.nat(5_000), fc.nat(2_000_000)), cost: fc.nat(3) }),
  { maxLength: 80 },
);

function play(quota: Quota, story: readonly { waitMs: number; cost: number }[]) {
  let window: Window | undefined;
  let nowMs = T0;
  const steps = [];
  for (const { waitMs, cost: asked } of story) {
    nowMs += waitMs;
    const cost = Math.min(asked, quota.limit);
    const { window: next, verdict } = countCall(window, quota, cost, nowMs);
    window = next;
    steps.push({ nowMs, cost, verdict, window });
  }
  return steps;
}

describe("S20, S21: the sliding window", () => {
  test("S21: a fresh caller gets exactly its limit at once", () => {
    const quota = { limit: 5, windowMs: 60_000 };
    const steps = play(
      quota,
      Array.from({ length: 6 }, () => ({ waitMs: 0, cost: 1 })),
    );
    expect(steps.map(({ verdict }) => verdict.allowed)).toEqual([true, true, true, true, true, false]);
    expect(steps.map(({ verdict }) => verdict.remaining)).toEqual([4, 3, 2, 1, 0, 0]);
  });

  test("S21: no fixed window ever passes more than the limit, no sliding one more than twice", () => {
    fc.assert(
      fc.property(quotas, calls, (quota, story) => {
        const allowed = play(quota, story).filter(({ verdict }) => verdict.allowed);
        for (const { nowMs } of allowed) {
          const sum = (inside: (atMs: number) => boolean) =>
            allowed.filter((step) => inside(step.nowMs)).reduce((total, { cost }) => total + cost, 0);
          const fixed = Math.floor(nowMs / quota.windowMs);
          expect(sum((at) => Math.floor(at / quota.windowMs) === fixed)).toBeLessThanOrEqual(quota.limit);
          expect(sum((at) => at <= nowMs && nowMs - at < quota.windowMs)).toBeLessThanOrEqual(
            2 * quota.limit,
          );
        }
      }),
      RUNS,
    );
  });

  test("S21: waiting as told is enough, and no promise is longer than two windows", () => {
    fc.assert(
      fc.property(quotas, calls, (quota, story) => {
        for (const { nowMs, cost, verdict, window } of play(quota, story)) {
          expect(verdict.retryAfterMs > 0).toBe(!verdict.allowed);
          if (verdict.allowed) continue;
          expect(verdict.retryAfterMs).toBeLessThanOrEqual(2 * quota.windowMs);
          expect(countCall(window, quota, cost, nowMs + verdict.retryAfterMs).verdict.allowed).toBe(true);
        }
      }),
      RUNS,
    );
  });

  test("S21: a refused call costs nothing, a look costs nothing", () => {
    fc.assert(
      fc.property(quotas, calls, (quota, story) => {
        let before: Window | undefined;
        for (const { cost, verdict, window } of play(quota, story)) {
          if (before?.startMs === window.startMs && (!verdict.allowed || cost === 0))
            expect(window).toEqual(before);
          before = window;
        }
      }),
      RUNS,
    );
  });

  test("S21: what has ended counts for nothing", () => {
    fc.assert(
      fc.property(quotas, calls, (quota, story) => {
        const last = play(quota, story).at(-1);
        if (last === undefined) return;
        const end = windowEndMs(last.window, quota.windowMs);
        if (end < last.nowMs) return;
        expect(countCall(last.window, quota, quota.limit, end).verdict.allowed).toBe(true);
      }),
      RUNS,
    );
  });

  test("S21: a clock that steps back gives nobody a second helping", () => {
    const quota = { limit: 1, windowMs: 60_000 };
    const first = countCall(undefined, quota, 1, T0);
    expect(countCall(first.window, quota, 1, T0 - 120_000).verdict.allowed).toBe(false);
  });

  test("a quota that can't be is a bug", () => {
    for (const quota of [
      { limit: 0, windowMs: 60_000 },
      { limit: 1.5, windowMs: 60_000 },
      { limit: 1, windowMs: 999 },
      { limit: 1, windowMs: 86_400_001 },
    ])
      expect(() => countCall(undefined, quota, 1, T0)).toThrow(RangeError);
    expect(() => countCall(undefined, { limit: 2, windowMs: 60_000 }, 3, T0)).toThrow(RangeError);
  });
});
