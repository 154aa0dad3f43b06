import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, type BusinessDate, businessDate } from "./calendar.ts";
import { DAY_COLOURS, DAY_WORDS, dayWord, dayWordMessage, MIN_DAY_HASH_BYTES } from "./day-word.ts";
import type { StoreId } from "./ids.ts";

const RUNS = { numRuns: 1_000 };
const keyed = (key: string, store: string, date: BusinessDate) =>
  createHmac("sha256", key)
    .update(dayWordMessage(store as StoreId, date))
    .digest();
const pair = (key: string, store: string, date: BusinessDate) => {
  const { word, colour } = dayWord(keyed(key, store, date), date);
  return `${word} ${colour}`;
};
const DAY = "2026-11-30" as BusinessDate;
const dates = fc.integer({ min: 0, max: 4e12 }).map(businessDate);

test("the words differ, are hiragana, and halve evenly into even and odd days", () => {
  expect(new Set(DAY_WORDS).size).toBe(DAY_WORDS.length);
  // The places are drawn modulo half the list: only a power of two leaves no bias.
  expect(Math.log2(DAY_WORDS.length / 2) % 1).toBe(0);
  expect(Math.log2(DAY_COLOURS.length) % 1).toBe(0);
  for (const word of DAY_WORDS) expect(word).toMatch(/^[ぁ-ん]{2,6}$/);
});

test("two days in a row never share a word, whatever the hashes", () => {
  const hash = fc.uint8Array({ minLength: MIN_DAY_HASH_BYTES, maxLength: 32 });
  fc.assert(
    fc.property(dates, hash, hash, (date, today, tomorrow) => {
      expect(dayWord(today, date).word).not.toBe(dayWord(tomorrow, addDays(date, 1)).word);
    }),
    RUNS,
  );
});

test("payer and shop, asking apart, see the same pair", () => {
  fc.assert(
    fc.property(dates, fc.string(), (date, store) => {
      expect(pair("key", store, date)).toBe(pair("key", store, date));
    }),
    RUNS,
  );
});

test("another store's picture seldom fits: stores spread over all pairs of the day", () => {
  const stores = Array.from({ length: 2_560 }, (_, i) => pair("key", `store${i}`, DAY));
  const counts = new Map<string, number>();
  for (const one of stores) counts.set(one, (counts.get(one) ?? 0) + 1);
  // 256 pairs, ten stores each on average; the key is fixed, so this is one fixed sample.
  expect(counts.size).toBe(256);
  expect(Math.max(...counts.values())).toBeLessThan(30);
});

test("without the key the pair can't be known: another key gives another year of pairs", () => {
  const year = Array.from({ length: 365 }, (_, i) => addDays(DAY, i));
  const same = year.filter((date) => pair("key", "store", date) === pair("other", "store", date));
  expect(same.length).toBeLessThan(15);
});

test("a hash that is too short is a bug", () => {
  expect(() => dayWord(new Uint8Array(MIN_DAY_HASH_BYTES - 1), DAY)).toThrow(RangeError);
});
