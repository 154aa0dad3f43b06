import fc from "fast-check";
import { expect, test } from "vitest";
import { type Tone, toneOf, toneRange } from "./tones.ts";

test("DSH-4: the largest is full, nothing is blank, and more never looks like less", () => {
  expect([toneOf(0, 1_000), toneOf(-5, 1_000), toneOf(0, 0)]).toEqual([0, 0, 0]);
  expect([toneOf(1, 1_000), toneOf(100, 1_000), toneOf(300, 1_000), toneOf(600, 1_000)]).toEqual([
    1, 2, 3, 4,
  ]);
  expect(toneOf(1, 1)).toBe(4);
  const yen = fc.integer({ min: 0, max: 10 ** 10 });
  fc.assert(
    fc.property(yen, yen, yen, (one, other, more) => {
      const largest = Math.max(one, other, more);
      expect(toneOf(Math.min(one, other), largest)).toBeLessThanOrEqual(
        toneOf(Math.max(one, other), largest),
      );
    }),
  );
});

test("DSH-4: the legend's ranges are the tones' own", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10 ** 10 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (largest, share) => {
        const amount = Math.max(1, Math.round(largest * share));
        const tone = toneOf(amount, largest) as Exclude<Tone, 0>;
        const { fromYen, belowYen } = toneRange(tone, largest);
        expect(amount).toBeGreaterThanOrEqual(fromYen);
        if (belowYen !== null) expect(amount).toBeLessThan(belowYen);
      },
    ),
  );
});
