import fc from "fast-check";
import { expect, test } from "vitest";
import { WEBHOOK_TRIES_MS } from "../../schema/limits.ts";
import { nextTryAtMs } from "./next-try.ts";

const NOW = 1_764_057_600_000;
const MIDDLE = 0.5;
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

test("POS-7: waits double from half a minute up to three hours", () => {
  const wait = (tries: number) => (nextTryAtMs({ tries, sinceMs: NOW }, null, NOW, MIDDLE) ?? 0) - NOW;
  expect([1, 2, 3, 9, 10, 30].map(wait)).toEqual([
    30 * SECOND,
    60 * SECOND,
    120 * SECOND,
    7_680 * SECOND,
    3 * HOUR,
    3 * HOUR,
  ]);
});

test("POS-7: chance moves a wait by a fifth at the most, and is always used", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (tries, random) => {
        const at = (chance: number) => (nextTryAtMs({ tries, sinceMs: NOW }, null, NOW, chance) ?? 0) - NOW;
        expect(at(random)).toBeGreaterThanOrEqual(Math.round(at(MIDDLE) * 0.8));
        expect(at(random)).toBeLessThanOrEqual(Math.round(at(MIDDLE) * 1.2));
        expect(at(0)).toBeLessThan(at(1));
      },
    ),
  );
});

test("POS-7: an address that asks to be left alone is, but not beyond the message's day", () => {
  const since = { tries: 1, sinceMs: NOW };
  expect(nextTryAtMs(since, HOUR, NOW, MIDDLE)).toBe(NOW + HOUR);
  expect(nextTryAtMs(since, 5 * SECOND, NOW, MIDDLE)).toBe(NOW + 30 * SECOND);
  expect(nextTryAtMs(since, 40 * HOUR, NOW, MIDDLE)).toBe(NOW + WEBHOOK_TRIES_MS);
});

test("POS-7: whatever chance says, a message is tried once more when its day ends, a dozen or so times in all, and then never again", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 40, maxLength: 40 }),
      (chances) => {
        const at = [NOW];
        for (const chance of chances) {
          const next = nextTryAtMs({ tries: at.length, sinceMs: NOW }, null, at.at(-1) ?? NOW, chance);
          if (next === null) break;
          expect(next).toBeGreaterThan(at.at(-1) ?? NOW);
          at.push(next);
        }
        expect(at.at(-1)).toBe(NOW + WEBHOOK_TRIES_MS);
        expect(at.length).toBeGreaterThan(12);
        expect(at.length).toBeLessThan(24);
      },
    ),
  );
});
