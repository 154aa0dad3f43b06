import fc from "fast-check";
import { expect, test } from "vitest";
import { CROP_RATIO, cropArea, dragged, MIDDLE } from "./crop-area.ts";

const sizes = fc.record({
  width: fc.integer({ min: 8, max: 8_000 }),
  height: fc.integer({ min: 8, max: 8_000 }),
});
const share = fc.double({ min: -1, max: 2, noNaN: true });

test("SDA-1: whatever is chosen, what is kept lies within the picture and has the shape that visitors see", () => {
  fc.assert(
    fc.property(sizes, share, share, share, (size, zoom, x, y) => {
      const area = cropArea(size, { zoom, x, y });
      expect(area.x).toBeGreaterThanOrEqual(0);
      expect(area.y).toBeGreaterThanOrEqual(0);
      expect(area.x + area.width).toBeLessThanOrEqual(size.width + 1e-6);
      expect(area.y + area.height).toBeLessThanOrEqual(size.height + 1e-6);
      expect(area.width / area.height).toBeCloseTo(CROP_RATIO, 6);
    }),
  );
});

test("SDA-1: nothing chosen keeps as much as the shape allows, from the middle", () => {
  expect(cropArea({ width: 3_000, height: 3_000 }, MIDDLE)).toEqual({
    x: 0,
    y: 500,
    width: 3_000,
    height: 2_000,
  });
  expect(cropArea({ width: 6_000, height: 2_000 }, MIDDLE)).toEqual({
    x: 1_500,
    y: 0,
    width: 3_000,
    height: 2_000,
  });
  expect(cropArea({ width: 3_000, height: 2_000 }, { ...MIDDLE, zoom: 1 })).toMatchObject({
    width: 750,
    height: 500,
  });
});

test("SDA-1: dragging moves the picture with the finger and stops at its edges", () => {
  const size = { width: 6_000, height: 2_000 };
  expect(cropArea(size, dragged(size, MIDDLE, { x: 300, y: 50 })).x).toBeCloseTo(1_200, 6);
  expect(dragged(size, MIDDLE, { x: 99_999, y: 0 }).x).toBe(0);
  expect(dragged(size, MIDDLE, { x: -99_999, y: -5 })).toMatchObject({ x: 1, y: MIDDLE.y });
});
