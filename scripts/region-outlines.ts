import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from "geojson";
import { feature } from "topojson-client";
import { topology } from "topojson-server";
import { presimplify, quantile, simplify } from "topojson-simplify";
import type { Objects, Topology } from "topojson-specification";
import type { Outline } from "../schema/api/maps.ts";
import { MAX_OUTLINE_POINTS } from "../schema/limits.ts";
import { municipalityCode } from "./region-municipalities.ts";

/** About ten metres; what a phone's map can show of a border. */
const DECIMALS = 4;
/** Shares of points that are kept, tried in turn until every municipality fits. */
const KEPT = [1, 0.5, 0.25, 0.1, 0.05, 0.02, 0.01];

type Area = Feature<Polygon | MultiPolygon>;

/**
 * Municipalities of a GeoJSON file with where they lie, as the national land information (N03) and others write it: a
 * feature for each island, the code in `codeProperty`, five digits or six. Borders are made coarser together, so that
 * neighbours still touch.
 * @throws Error that says which feature can't be read
 */
export function readOutlines(text: string, codeProperty: string): ReadonlyMap<string, Outline> {
  const { features } = JSON.parse(text) as FeatureCollection;
  if (!Array.isArray(features)) throw new Error("the file is no GeoJSON FeatureCollection");
  const areas = features.map((one, n): Area => {
    if (one.geometry?.type !== "Polygon" && one.geometry?.type !== "MultiPolygon")
      throw new Error(`feature ${n + 1} is no Polygon or MultiPolygon`);
    const code = municipalityCode(String(one.properties?.[codeProperty] ?? ""));
    if (code === null) throw new Error(`feature ${n + 1} has no municipality code in "${codeProperty}"`);
    return { type: "Feature", geometry: one.geometry, properties: { code } };
  });
  for (const kept of KEPT) {
    const outlines = byCode(kept === 1 ? areas : coarser(areas, kept));
    if ([...outlines.values()].every((outline) => outline.flat(2).length <= MAX_OUTLINE_POINTS))
      return outlines;
  }
  throw new Error(`a municipality has more than ${MAX_OUTLINE_POINTS} points, however coarse`);
}

function coarser(areas: readonly Area[], kept: number): Area[] {
  const named = Object.fromEntries(areas.map((area, n) => [n, area]));
  const fine = presimplify(topology(named) as Topology<Objects<object>>);
  const coarse = simplify(fine, quantile(fine, kept));
  return Object.values(coarse.objects).map((object) => feature(coarse, object) as Area);
}

function byCode(areas: readonly Area[]): Map<string, Outline> {
  const outlines = new Map<string, Outline>();
  for (const { geometry, properties } of areas) {
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    const rounded = polygons
      .map((rings) => rings.map(roundedRing).filter((ring) => ring.length >= 4))
      .filter((rings) => rings.length > 0);
    const code = String(properties?.code);
    if (rounded.length > 0) outlines.set(code, [...(outlines.get(code) ?? []), ...rounded]);
  }
  return outlines;
}

/** Points that fall together are one; a rock that shrinks to a line is gone. */
function roundedRing(ring: readonly Position[]): [number, number][] {
  const points = ring.map(([longitude = 0, latitude = 0]): [number, number] => [
    Number(longitude.toFixed(DECIMALS)),
    Number(latitude.toFixed(DECIMALS)),
  ]);
  return points.filter((point, n) => n === 0 || String(point) !== String(points[n - 1]));
}
