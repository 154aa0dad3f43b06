import { expect, test } from "vitest";
import type { Outline } from "../../../schema/api/maps.ts";
import { frameOf, pathOf } from "./projected.ts";

const square: Outline = [
  [
    [
      [138, 60],
      [140, 60],
      [140, 61],
      [138, 61],
      [138, 60],
    ],
  ],
] as unknown as Outline;

test("DSH-4: a map keeps its shape at its latitude, has north above, and fits the frame", () => {
  const frame = frameOf([138, 60, 140, 61], 400, 600, 10);
  const [left, top] = frame.at([138, 61]);
  const [right, bottom] = frame.at([140, 60]);
  expect([left, top]).toEqual([10, 10]);
  expect([right, bottom].map(Math.round)).toEqual([390, Math.round(frame.height) - 10]);
  // Two degrees of longitude at 60.5° are as long as about one of latitude.
  expect((right - left) / (bottom - top)).toBeCloseTo(2 * Math.cos((60.5 * Math.PI) / 180));
  expect(pathOf(square, frame)).toMatch(/^M10\.0 [\d.]+L390\.0 [\d.]+L390\.0 10\.0L10\.0 10\.0Z$/);
});

test("DSH-4: a tall region is made narrower instead of running over", () => {
  const frame = frameOf([138, 30, 138.1, 33], 400, 300, 10);
  expect(frame.height).toBeCloseTo(300);
  const [left] = frame.at([138, 33]);
  const [right] = frame.at([138.1, 33]);
  expect(left).toBeGreaterThan(180);
  expect(right).toBeLessThan(220);
});
