import { expect, test } from "vitest";
import { PUSH_WAVES } from "../../schema/limits.ts";
import { wokenAtMs } from "./waves.ts";

/** Noon in Tokyo. */
const NOON = Date.UTC(2026, 10, 25, 3);
const { first, pauseMs, size, everyMs } = PUSH_WAVES;

test("PSH-8: the first few hear at once, the others in waves after a pause", () => {
  expect(wokenAtMs(0, NOON)).toBe(NOON);
  expect(wokenAtMs(first - 1, NOON)).toBe(NOON);
  expect(wokenAtMs(first, NOON)).toBe(NOON + pauseMs);
  expect(wokenAtMs(first + size - 1, NOON)).toBe(NOON + pauseMs);
  expect(wokenAtMs(first + size, NOON)).toBe(NOON + pauseMs + everyMs);
});

test("PSH-6, PSH-8: a wave that would come in the evening waits for the morning", () => {
  const eight = Date.UTC(2026, 10, 25, 11);
  expect(wokenAtMs(first, eight - 60_000)).toBe(Date.UTC(2026, 10, 26, 0));
  expect(wokenAtMs(0, eight)).toBe(Date.UTC(2026, 10, 26, 0));
});
