import { expect, test } from "vitest";
import { isMoreThan } from "./limits.ts";

test("PSK-6: the wallet asks for a finger where a limit is raised or taken away, and nowhere else", () => {
  expect([isMoreThan(2, 1), isMoreThan(null, 1), isMoreThan(null, 0)]).toEqual([true, true, true]);
  expect([isMoreThan(1, 1), isMoreThan(0, 1), isMoreThan(5, null), isMoreThan(null, null)]).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
