import fc from "fast-check";
import { expect, test } from "vitest";
import { type People, withoutFew } from "./users.ts";

const group = (part: string, people: number): People => ({
  part,
  town: null,
  people,
  payments: people * 2,
  usedYen: people * 100,
});

test("RPT-6: small groups become one, with the smallest of the others until nobody can be reckoned out", () => {
  expect(withoutFew([group("a", 30), group("b", 3), group("c", 12)], 10)).toEqual([
    group("a", 30),
    { ...group("few", 15) },
  ]);
  expect(withoutFew([group("a", 30), group("b", 12)], 10)).toHaveLength(2);
  expect(withoutFew([group("a", 4), group("b", 5)], 10)).toEqual([]);
});

test("RPT-6: whatever the groups, no row has fewer people than the threshold, and none is lost without a word", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 }), (sizes) => {
      const groups = sizes.map((people, at) => group(String(at), people));
      const told = withoutFew(groups, 10);
      expect(told.every(({ people }) => people >= 10)).toBe(true);
      const all = (rows: readonly People[]) => rows.reduce((sum, { people }) => sum + people, 0);
      if (told.length > 0) expect(all(told)).toBe(all(groups));
    }),
  );
});
