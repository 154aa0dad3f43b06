import { expect, test } from "vitest";
import { toldCount } from "./told-count.ts";

test("NWS-7: fewer than ten are told as fewer than ten, whether nobody or nine", () => {
  for (const count of [0, 1, 9]) expect(toldCount(count)).toEqual({ from: 0, to: 9 });
  expect(toldCount(10)).toEqual({ from: 10, to: 10 });
  expect(toldCount(2_345)).toEqual({ from: 2_345, to: 2_345 });
});

test("NWS-7: of a group the rest is hidden too: nobody learns who alone has not read", () => {
  expect(toldCount(20, 30)).toEqual({ from: 20, to: 20 });
  for (const count of [21, 29, 30]) expect(toldCount(count, 30)).toEqual({ from: 21, to: 30 });
  for (const count of [10, 12]) expect(toldCount(count, 12)).toEqual({ from: 10, to: 12 });
  for (const count of [0, 3]) expect(toldCount(count, 3)).toEqual({ from: 0, to: 3 });
});

test("NWS-7: what is told is always true", () => {
  for (let of = 0; of < 60; of++)
    for (let count = 0; count <= of; count++) {
      const { from, to } = toldCount(count, of);
      expect(from <= count && count <= to, `${count} of ${of}`).toBe(true);
    }
});
