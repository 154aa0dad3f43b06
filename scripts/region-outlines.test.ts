import { expect, test } from "vitest";
import { outlineSchema } from "../schema/api/maps.ts";
import { MAX_OUTLINE_POINTS } from "../schema/limits.ts";
import { readOutlines } from "./region-outlines.ts";

type Ring = readonly (readonly [number, number])[];
const area = (code: string | number, rings: readonly Ring[]) => ({
  type: "Feature",
  properties: { N03_007: code },
  geometry: { type: "Polygon", coordinates: rings },
});
const file = (...features: readonly object[]) => JSON.stringify({ type: "FeatureCollection", features });
const square = (west: number, south: number, side = 0.1): Ring => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
];
/** A coast with many points, around a middle. */
const coast = (middle: number, points: number): Ring => {
  const ring = Array.from({ length: points }, (_, n) => {
    const [angle, far] = [(n / points) * 2 * Math.PI, 0.4 + 0.02 * Math.sin(n)];
    return [middle + far * Math.cos(angle), 34 + far * Math.sin(angle)] as const;
  });
  return [...ring, ring[0] as readonly [number, number]];
};

test("MAP-5: islands of one municipality are one outline, with the check digit reckoned where it is missing", () => {
  const read = readOutlines(
    file(
      area("99001", [square(139, 34)]),
      area("990019", [square(140, 34)]),
      area("990027", [square(141, 34)]),
    ),
    "N03_007",
  );
  expect([...read.keys()]).toEqual(["990019", "990027"]);
  expect(read.get("990019")).toHaveLength(2);
  for (const outline of read.values()) expect(outlineSchema.safeParse(outline).success).toBe(true);
});

test("MAP-5: a coast with too many points becomes coarser until the server takes it, and keeps its place", () => {
  const read = readOutlines(file(area("990019", [coast(140, 30_000)])), "N03_007");
  const outline = read.get("990019") ?? [];
  expect(outlineSchema.safeParse(outline).success).toBe(true);
  const points = outline.flat(2);
  expect(points.length).toBeGreaterThan(MAX_OUTLINE_POINTS / 10);
  const longitudes = points.map(([longitude]) => longitude);
  expect(Math.min(...longitudes)).toBeCloseTo(139.58, 1);
  expect(Math.max(...longitudes)).toBeCloseTo(140.42, 1);
});

test.each([
  ["{}", "no GeoJSON"],
  [file(area("990018", [square(139, 34)])), "feature 1 has no municipality code"],
  [
    file({ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [139, 34] } }),
    "feature 1 is no Polygon",
  ],
])("MAP-5: %j is refused, and the feature is named", (text, words) => {
  expect(() => readOutlines(text, "N03_007")).toThrow(words);
});
