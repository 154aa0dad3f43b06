import fc from "fast-check";
import { expect, test } from "vitest";
import type { MunicipalityOnMap, Outline } from "./api/maps.ts";
import type { Pin } from "./api/stores.ts";
import { inJapan, JAPAN, judgePin, metresBetween, metresOutside, movedBy } from "./pins.ts";

const pin = (latitude: number, longitude: number): Pin => ({
  latitudeE6: Math.round(latitude * 1_000_000),
  longitudeE6: Math.round(longitude * 1_000_000),
});
const square = (west: number, south: number, side: number): Outline[number][number] => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
];
const town = (code: string, outline: Outline | null): MunicipalityOnMap => ({
  code,
  name: `町${code}`,
  outline,
});
const inlandPlace = fc.record({
  latitudeE6: fc.integer({ min: JAPAN.south + 10_000, max: JAPAN.north - 10_000 }),
  longitudeE6: fc.integer({ min: JAPAN.west + 10_000, max: JAPAN.east - 10_000 }),
});

test("MAP-3: distances are true to half a per cent", () => {
  // A degree of latitude is 111.2 km; at 60° north, outside Japan, a degree of longitude is half of that.
  expect(metresBetween(pin(35, 139), pin(36, 139)) / 111_195).toBeCloseTo(1, 2);
  expect(metresBetween(pin(60, 139), pin(60, 140)) / 55_597).toBeCloseTo(1, 2);
  expect(metresBetween(pin(35, 139), pin(35, 139))).toBe(0);
});

test("MAP-6: a step is as long as it says, in its direction, and the step back leads home", () => {
  const step = fc.integer({ min: -500, max: 500 });
  fc.assert(
    fc.property(inlandPlace, step, step, (from, north, east) => {
      const there = movedBy(from, { north, east });
      expect(Math.abs(metresBetween(from, there) - Math.hypot(north, east))).toBeLessThan(0.5);
      expect(Math.sign(there.latitudeE6 - from.latitudeE6)).toBe(Math.sign(north));
      expect(Math.sign(there.longitudeE6 - from.longitudeE6)).toBe(Math.sign(east));
      expect(metresBetween(movedBy(there, { north: -north, east: -east }), from)).toBeLessThan(0.5);
    }),
  );
});

test("MAP-6: within an outline is 0 m outside, and beside it as far as its nearest side; islands count, lakes don't", () => {
  const outline: Outline = [[square(141, 34, 1), square(141.4, 34.4, 0.2)], [square(143, 34, 0.1)]];
  expect(metresOutside(pin(34.1, 141.1), outline)).toBe(0);
  expect(metresOutside(pin(34.05, 143.05), outline)).toBe(0);
  expect(metresOutside(pin(34.5, 141.41), outline)).toBeCloseTo(916, -1);
  expect(metresOutside(pin(33.99, 141.5), outline)).toBeCloseTo(1_112, -1);
  expect(metresOutside(pin(35.01, 142.01), outline)).toBeCloseTo(Math.hypot(1_112, 911), -1);
});

test("MAP-6: a ring is read the same whichever way round it was drawn", () => {
  const ring = square(141, 34, 1);
  fc.assert(
    fc.property(inlandPlace, (place) => {
      expect(metresOutside(place, [[ring.toReversed()]])).toBeCloseTo(metresOutside(place, [[ring]]), 3);
    }),
  );
});

test("MAP-6: a pin is judged by Japan, by its region and by the municipality of its address", () => {
  const towns = [town("990019", [[square(141, 34, 0.1)]]), town("990027", [[square(141.1, 34, 0.1)]])];
  const judged = (at: Pin, of = towns) => judgePin(at, of, "990019");
  expect(judged(pin(34.05, 141.05))).toEqual({ kind: "fine" });
  expect(judged(pin(34.05, 141.101)), "a hundred metres over the border").toEqual({ kind: "fine" });
  expect(judged(pin(34.05, 141.15))).toMatchObject({ kind: "outside-town", town: "町990019" });
  expect(judged(pin(34.11, 141.05)), "a pier").toMatchObject({ kind: "outside-town" });
  expect(judged(pin(35, 139))).toEqual({ kind: "outside-region" });
  expect(judged(pin(51.5, 0))).toEqual({ kind: "outside-japan" });
  // Where not all is drawn, a place may be in what isn't.
  expect(judged(pin(35, 139), [...towns, town("990035", null)])).toMatchObject({ kind: "outside-town" });
  expect(judged(pin(35, 139), [])).toEqual({ kind: "fine" });
});

test("MAP-6: Japan is what the API takes for it", () => {
  expect([
    inJapan(pin(20, 122)),
    inJapan(pin(46, 154)),
    inJapan(pin(46.01, 154)),
    inJapan(pin(35, 121)),
  ]).toEqual([true, true, false, false]);
});
