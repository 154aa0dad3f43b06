import { expect, test } from "vitest";
import { withStore } from "./store-rules.ts";

test("PRG-2: a store that is put on one list leaves the other, and stands there once", () => {
  const scope = { storesIn: ["a", "b"], storesOut: ["c"] };
  expect(withStore(scope, "a", "storesOut")).toEqual({ storesIn: ["b"], storesOut: ["c", "a"] });
  expect(withStore(scope, "c", "storesIn")).toEqual({ storesIn: ["a", "b", "c"], storesOut: [] });
  expect(withStore(scope, "a", "storesIn")).toEqual({ storesIn: ["b", "a"], storesOut: ["c"] });
});
