import { expect, test } from "vitest";
import { Random } from "../simulation/random.ts";
import { cutOut, drawWear, type GreyPicture, ORDINARY_WEAR, type Wear, worn } from "./worn-print.ts";

const NONE: Wear = { copied: false, scale: 1, turnDegrees: 0, tilt: 0, blur: 0, contrast: 1, noise: 0 };

/** Black left of the middle, white right of it. */
const halves: GreyPicture = {
  width: 40,
  height: 40,
  pixels: Uint8Array.from({ length: 1_600 }, (_, at) => (at % 40 < 20 ? 0 : 255)),
};
const greyAt = (picture: GreyPicture, x: number, y: number) =>
  picture.pixels[y * picture.width + x] as number;

test("PRN-1: without wear a print stays as it is, but for its outermost edge", () => {
  const seen = worn(halves, NONE, new Random(1));
  expect([seen.width, seen.height]).toEqual([40, 40]);
  expect([greyAt(seen, 5, 20), greyAt(seen, 35, 20)]).toEqual([0, 255]);
});

test("PRN-1: each kind of wear does what it says", () => {
  const random = new Random(1);
  expect(worn(halves, { ...NONE, scale: 0.5 }, random).width).toBe(20);
  const turned = worn(halves, { ...NONE, turnDegrees: 90 }, random);
  expect([greyAt(turned, 20, 5), greyAt(turned, 20, 35)].sort((a, b) => a - b)).toEqual([0, 255]);
  const faint = worn(halves, { ...NONE, contrast: 0.5 }, random);
  expect([greyAt(faint, 5, 20), greyAt(faint, 35, 20)]).toEqual([64, 192]);
  const soft = greyAt(worn(halves, { ...NONE, blur: 3 }, random), 19, 20);
  expect(soft).toBeGreaterThan(60);
  expect(soft).toBeLessThan(200);
  const grey = { ...halves, pixels: halves.pixels.map((one) => (one === 0 ? 90 : 200)) };
  expect(greyAt(worn(grey, { ...NONE, copied: true }, random), 5, 20)).toBe(0);
});

test("PRN-1: the same seed wears the same, and every figure lies in its range", () => {
  const draw = (seed: number) => {
    const random = new Random(seed);
    return Array.from({ length: 200 }, () => drawWear(random, ORDINARY_WEAR));
  };
  expect(draw(7)).toEqual(draw(7));
  for (const wear of draw(7))
    for (const [kind, [from, to]] of Object.entries(ORDINARY_WEAR)) {
      expect(wear[kind as keyof Wear]).toBeGreaterThanOrEqual(from);
      expect(wear[kind as keyof Wear]).toBeLessThanOrEqual(to);
    }
});

test("PRN-4: a page is cut into its sheets, row by row", () => {
  const corner = cutOut(halves, { columns: 2, rows: 2 }, 3);
  expect([corner.width, corner.height, greyAt(corner, 0, 0)]).toEqual([20, 20, 255]);
  expect(greyAt(cutOut(halves, { columns: 2, rows: 2 }, 2), 0, 0)).toBe(0);
});
