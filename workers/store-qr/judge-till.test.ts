import fc from "fast-check";
import { expect, test } from "vitest";
import { goodRotations, OLD_QRS_KNOWN, replacedRotations } from "./judge-till.ts";

test("SHP-2: the QR before the present one pays until its moment, and not a millisecond longer", () => {
  const till = { rotation: 3, formerUntilMs: 1_000 };
  expect(goodRotations(till, 999)).toEqual([3, 2]);
  expect(goodRotations(till, 1_000)).toEqual([3]);
  expect(goodRotations({ ...till, formerUntilMs: null }, 0)).toEqual([3]);
  expect(goodRotations({ rotation: 1, formerUntilMs: 1_000 }, 0)).toEqual([1]);
});

test("SHP-2, SHP-3: every older QR is known as replaced, none is both, and how many are looked at has an end", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.option(fc.integer({ min: 0, max: 10 })),
      fc.integer({ min: 0, max: 10 }),
      (rotation, formerUntilMs, nowMs) => {
        const till = { rotation, formerUntilMs };
        const [good, old] = [goodRotations(till, nowMs), replacedRotations(till, nowMs)];
        expect(good.filter((one) => old.includes(one))).toEqual([]);
        expect(old.length).toBe(Math.min(OLD_QRS_KNOWN, rotation - good.length));
        expect(old.every((one) => one >= 1 && one < rotation)).toBe(true);
      },
    ),
  );
});
