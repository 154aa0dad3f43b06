import { expect, test } from "vitest";
import type { MunicipalityOnMap, Outline } from "../../../schema/api/maps.ts";
import { names, sides } from "./areas.ts";

const square = (west: number, south: number, side: number): Outline[number] => [
  [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ],
];
const town = (outline: Outline): MunicipalityOnMap => ({ code: "990019", name: "白岬市", outline });

test("MAP-5: a municipality's name stands in the middle of its largest part, whichever way round it was drawn", () => {
  const around = (outline: Outline) => names([town(outline)]).features[0]?.geometry.coordinates;
  const [large, rock] = [square(140, 34, 2), square(143, 34, 0.1)];
  for (const outline of [
    [large, rock],
    [rock, large],
    [[(large[0] ?? []).toReversed()], rock],
  ]) {
    const [longitude = 0, latitude = 0] = around(outline as Outline) ?? [];
    expect(longitude).toBeCloseTo(141);
    expect(latitude).toBeCloseTo(35);
  }
});

test("MAP-5: the map opens on all of what was drawn", () => {
  expect(sides([town([square(140, 34, 2)]), town([square(143, 33, 0.5)])])).toEqual([140, 33, 143.5, 36]);
  expect(sides([])).toBeNull();
});
