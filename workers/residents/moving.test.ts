import { expect, test } from "vitest";
import { MOVE_FETCH_MS, moveCheck, moveCode, moveKeyHash, moveStateAt } from "./moving.ts";

test("RES-13: ten digits with their leading zeros, numbers that would favour low ones thrown away", () => {
  const feed = (...numbers: number[]) => {
    const left = [...numbers];
    return (bytes: Uint8Array<ArrayBuffer>) => {
      let rest = left.shift() as number;
      for (let at = 5; at >= 0; at--) {
        bytes[at] = rest % 256;
        rest = Math.floor(rest / 256);
      }
    };
  };
  expect(moveCode(feed(42))).toBe("0000000042");
  expect(moveCode(feed(2 ** 48 - 1, 7))).toBe("0000000007");
  const codes = Array.from({ length: 500 }, () => moveCode((bytes) => crypto.getRandomValues(bytes)));
  for (const code of codes) expect(code).toMatch(/^\d{10}$/);
  expect(new Set(codes).size).toBe(500);
});

test("RES-13: both phones reckon the same two digits, another phone others", () => {
  const hashes = Array.from({ length: 200 }, (_, n) => moveKeyHash(`${n}`));
  const checks = hashes.map(moveCheck);
  expect(moveCheck(hashes[0] ?? "")).toBe(checks[0]);
  for (const check of checks) expect(check).toMatch(/^\d\d$/);
  expect(new Set(checks).size).toBeGreaterThan(60);
});

test.each([
  ["open", 999, "open"],
  ["open", 1_000, "ended"],
  ["claimed", 999, "claimed"],
  ["claimed", 1_000, "ended"],
  ["confirmed", 1_000 + MOVE_FETCH_MS - 1, "confirmed"],
  ["confirmed", 1_000 + MOVE_FETCH_MS, "ended"],
  ["done", 1_000 + MOVE_FETCH_MS, "ended"],
  ["ended", 0, "ended"],
])("RES-13: a move that is %s, good until 1000, is at %i %s", (state, nowMs, shown) => {
  expect(moveStateAt({ state, untilMs: 1_000 }, nowMs)).toBe(shown);
});
