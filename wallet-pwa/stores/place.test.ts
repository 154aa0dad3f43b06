import fc from "fast-check";
import { expect, test } from "vitest";
import { storesAroundQuerySchema } from "../../schema/api/stores.ts";
import { JAPAN } from "../../schema/pins.ts";
import { boxAround, distanceText } from "./place.ts";

const place = fc.record({
  latitudeE6: fc.integer({ min: JAPAN.south, max: JAPAN.north }),
  longitudeE6: fc.integer({ min: JAPAN.west, max: JAPAN.east }),
});
const step = fc.constantFrom(5_000, 20_000, 100_000, 500_000);

test("MAP-3: a box has the place in it, is one that the API takes, and tells no more than a cell of the grid", () => {
  fc.assert(
    fc.property(place, step, fc.nat(), fc.nat(), (here, side, north, east) => {
      const box = boxAround(here, side);
      if (box === null) throw new Error("a place in Japan has a box");
      expect(storesAroundQuerySchema.safeParse(box).success).toBe(true);
      expect(box.south <= here.latitudeE6 && here.latitudeE6 <= box.north).toBe(true);
      expect(box.west <= here.longitudeE6 && here.longitudeE6 <= box.east).toBe(true);
      const inCell = (value: number, offset: number) => Math.ceil(value / side) * side - (offset % side);
      const neighbour = {
        latitudeE6: inCell(here.latitudeE6, north),
        longitudeE6: inCell(here.longitudeE6, east),
      };
      // On the line between two cells a place belongs to both.
      fc.pre(neighbour.latitudeE6 % side !== 0 && neighbour.longitudeE6 % side !== 0);
      fc.pre(here.latitudeE6 % side !== 0 && here.longitudeE6 % side !== 0);
      expect(boxAround(neighbour, side)).toEqual(box);
    }),
  );
});

test("MAP-3: outside Japan there is nothing to ask for", () => {
  expect(boxAround({ latitudeE6: 51_500_000, longitudeE6: -100_000 }, 20_000)).toBeNull();
});

test.each([
  [0, "10 m"],
  [84, "80 m"],
  [994, "990 m"],
  [996, "1.0 km"],
  [9_940, "9.9 km"],
  [9_960, "10 km"],
  [23_400, "23 km"],
])("%d metres are said as %s", (metres, text) => {
  expect(distanceText(metres)).toBe(text);
});
