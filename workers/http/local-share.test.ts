import { expect, test } from "vitest";
import { countCall, type Window } from "../../durable-objects/throttle/window.ts";
import { LocalShare } from "./local-share.ts";

const WINDOW_MS = 60_000;
const QUOTA = { limit: 30, windowMs: WINDOW_MS };
const SHARE = 10;

/** A throttle's actor, and isolates in front of it. */
function brake(isolates: number) {
  let window: Window | undefined;
  let asked = 0;
  const shares = Array.from({ length: isolates }, () => new LocalShare());
  return {
    get asked() {
      return asked;
    },
    call(nowMs: number, isolate = 0, caller = "caller"): boolean {
      const share = shares[isolate] as LocalShare;
      const cost = share.take(caller, SHARE, WINDOW_MS, nowMs);
      if (cost === 0) return true;
      asked += 1;
      const counted = countCall(window, QUOTA, cost, nowMs);
      window = counted.window;
      if (!counted.verdict.allowed) share.refused(caller, cost);
      return counted.verdict.allowed;
    },
  };
}

test("S22: the limit holds to the call, though the first third of it asks nobody", () => {
  const at = brake(1);
  const allowed = Array.from({ length: 50 }, (_, n) => at.call(n));
  expect(allowed.filter(Boolean)).toHaveLength(QUOTA.limit);
  expect(allowed.indexOf(false)).toBe(QUOTA.limit);
  expect(at.asked).toBe(allowed.length - SHARE);
});

test("whoever keeps within the share never asks", () => {
  const at = brake(1);
  for (let minute = 0; minute < 5; minute++)
    for (let n = 0; n < SHARE; n++) expect(at.call(minute * WINDOW_MS + n)).toBe(true);
  expect(at.asked).toBe(0);
});

test("a refused call costs nothing: waiting as told always helps", () => {
  const at = brake(1);
  for (let n = 0; n < 200; n++) at.call(n);
  expect(at.call(2 * WINDOW_MS)).toBe(true);
});

test("a caller on several isolates gains at most a share with each", () => {
  const at = brake(4);
  let allowed = 0;
  for (let n = 0; n < 400; n++) if (at.call(n, n % 4)) allowed += 1;
  expect(allowed).toBeGreaterThanOrEqual(QUOTA.limit);
  expect(allowed).toBeLessThanOrEqual(QUOTA.limit + 3 * SHARE);
});

test("callers don't count for one another, and not all of them are remembered for ever", () => {
  const share = new LocalShare();
  for (let n = 0; n < 20_000; n++) expect(share.take(`caller ${n}`, SHARE, WINDOW_MS, 0)).toBe(0);
});
