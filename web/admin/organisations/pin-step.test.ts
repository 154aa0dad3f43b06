import { expect, test } from "vitest";
import { arrowOf, arrowStep } from "./pin-step.ts";

test("MAP-6: an arrow moves the pin five metres its way, with Shift fifty; no other key does", () => {
  expect(arrowStep("ArrowUp", false)).toEqual({ north: 5, east: 0 });
  expect(arrowStep("ArrowDown", false)).toEqual({ north: -5, east: 0 });
  expect(arrowStep("ArrowLeft", true)).toEqual({ north: 0, east: -50 });
  expect(arrowStep("ArrowRight", true)).toEqual({ north: 0, east: 50 });
  expect([arrowOf("ArrowUp"), arrowOf("Enter"), arrowOf("toString")]).toEqual([
    "ArrowUp",
    undefined,
    undefined,
  ]);
});
