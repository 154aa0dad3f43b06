import { expect, test } from "vitest";
import { SOUND_UNTIL_MS, soundsNow } from "./arrivals.ts";

test("only an app payment of this moment sounds: no paper, no void, nothing caught up after a break", () => {
  const payment = { via: "app", kind: "payment", atMs: 1_000 } as const;
  expect(soundsNow(payment, 2_000)).toBe(true);
  expect(soundsNow({ ...payment, via: "paper" }, 2_000)).toBe(false);
  expect(soundsNow({ ...payment, kind: "void" }, 2_000)).toBe(false);
  expect(soundsNow(payment, 1_000 + SOUND_UNTIL_MS)).toBe(false);
});
