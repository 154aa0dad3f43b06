import { expect, test } from "vitest";
import { lagIn } from "./lag-in.ts";

test("OPS-5: a lag is told in seconds, a long one in minutes, and never as none at all", () => {
  expect(lagIn(0)).toEqual({ unit: "seconds", count: 1 });
  expect(lagIn(89_400)).toEqual({ unit: "seconds", count: 89 });
  expect(lagIn(150_000)).toEqual({ unit: "minutes", count: 3 });
});
