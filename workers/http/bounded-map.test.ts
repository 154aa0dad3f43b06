import { expect, test } from "vitest";
import { BoundedMap } from "./bounded-map.ts";

test("what is used stays; what is not used goes, and no more than twice the bound is ever held", () => {
  const map = new BoundedMap<number>(10);
  map.set("used", 1);
  map.set("unused", 2);
  for (let n = 0; n < 100; n++) {
    map.set(`other ${n}`, n);
    expect(map.get("used")).toBe(1);
  }
  expect(map.get("unused")).toBeUndefined();
  const held = Array.from({ length: 100 }, (_, n) => map.get(`other ${n}`)).filter((v) => v !== undefined);
  expect(held.length).toBeLessThan(20);
});

test("what was deleted is gone from wherever it was", () => {
  const map = new BoundedMap<number>(2);
  map.set("a", 1);
  map.set("b", 2);
  map.set("a", 3);
  map.delete("a");
  expect(map.get("a")).toBeUndefined();
  expect(map.get("b")).toBe(2);
});
