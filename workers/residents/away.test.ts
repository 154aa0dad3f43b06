import { expect, test } from "vitest";
import { isAwayTooLong } from "./away.ts";

test.each([
  ["exactly as long as allowed", 30, [30], false],
  ["a day longer", 31, [30], true],
  ["longer than one of two", 91, [400, 90], true],
  ["no longer than the shorter of two", 90, [400, 90], false],
  ["where no programme asks", 4_000, [null, null], false],
  ["where one asks and one doesn't", 61, [null, 60], true],
  ["without a Pay", 4_000, [], false],
])("RES-11: a device that was away %s", (_, days, allowed, asked) => {
  expect(isAwayTooLong(days, allowed)).toBe(asked);
});
