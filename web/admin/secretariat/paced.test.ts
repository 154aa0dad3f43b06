import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { paced } from "./paced.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("FED-1: a hundred messages in a second read the figures twice, and none is lost", () => {
  let reads = 0;
  const reading = paced(() => reads++, 1_000, Date.now);
  for (let i = 0; i < 100; i++) {
    reading.call();
    vi.advanceTimersByTime(5);
  }
  expect(reads).toBe(1);
  vi.advanceTimersByTime(1_000);
  expect(reads).toBe(2);
  vi.advanceTimersByTime(10_000);
  expect(reads).toBe(2);
  reading.call();
  expect(reads).toBe(3);
});

test("a stopped one does not run later", () => {
  let reads = 0;
  const reading = paced(() => reads++, 1_000, Date.now);
  reading.call();
  reading.call();
  reading.stop();
  vi.advanceTimersByTime(5_000);
  expect(reads).toBe(1);
});
