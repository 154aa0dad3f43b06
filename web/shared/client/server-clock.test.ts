import { describe, expect, test } from "vitest";
import { keepSample, offsetOf } from "./server-clock.ts";

describe("CLK-1: the phone's clock is never trusted alone", () => {
  test("the quickest reply is believed, taken as made half-way", () => {
    const slow = { serverMs: 5_000, sentAt: 0, receivedAt: 3_000 };
    const quick = { serverMs: 10_050, sentAt: 9_000, receivedAt: 9_100 };
    expect(offsetOf([slow, quick])).toBe(10_050 - 9_050);
    expect(offsetOf([quick, slow])).toBe(1_000);
    expect(offsetOf([])).toBeUndefined();
  });

  test("old samples make room, and there are never more than eight", () => {
    let samples = keepSample([], { serverMs: 1, sentAt: 0, receivedAt: 1 });
    samples = keepSample(samples, { serverMs: 2, sentAt: 600_001, receivedAt: 600_002 });
    expect(samples).toHaveLength(1);
    for (let i = 0; i < 20; i++) {
      samples = keepSample(samples, { serverMs: i, sentAt: 600_010 + i, receivedAt: 600_020 + i });
    }
    expect(samples).toHaveLength(8);
  });
});
