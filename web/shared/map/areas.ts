import type { Feature, FeatureCollection, MultiPolygon, Point } from "geojson";
import type { MunicipalityOnMap, Outline } from "../../../schema/api/maps.ts";
import type { RegionId } from "../../../schema/ids.ts";
import { api } from "../client/api.ts";

/** Pages of municipalities that are fetched of one region: a prefecture has at most 179 of them. */
const MOST_PAGES = 12;

/** All municipalities of a region that have an outline; what can't be had stays away: the map is good without. */
export async function areasOf(regionId: RegionId): Promise<readonly MunicipalityOnMap[]> {
  return drawn((await townsOf(regionId)).rows);
}

/** Those that somebody drew. */
export const drawn = (towns: readonly MunicipalityOnMap[]) => towns.filter(({ outline }) => outline !== null);

/** All municipalities of a region, drawn or not; and whether these are all of them. */
export async function townsOf(
  regionId: RegionId,
): Promise<{ readonly rows: readonly MunicipalityOnMap[]; readonly complete: boolean }> {
  const rows: MunicipalityOnMap[] = [];
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await api("GET regions/:id/municipalities", {
      path: { id: regionId },
      query: after === undefined ? {} : { after },
    });
    if (!answer.ok) return { rows, complete: false };
    rows.push(...answer.value.rows);
    if (answer.value.next === null) return { rows, complete: true };
    after = answer.value.next;
  }
  return { rows, complete: false };
}

/** Where the municipalities lie. */
export function shapes(areas: readonly MunicipalityOnMap[]): FeatureCollection<MultiPolygon> {
  return {
    type: "FeatureCollection",
    features: areas.map(({ outline }) => ({
      type: "Feature",
      properties: {},
      geometry: { type: "MultiPolygon", coordinates: outline ?? [] },
    })),
  };
}

/** Their names, each in the middle of the largest part. */
export function names(areas: readonly MunicipalityOnMap[]): FeatureCollection<Point> {
  return {
    type: "FeatureCollection",
    features: areas.map(
      ({ name, outline }): Feature<Point> => ({
        type: "Feature",
        properties: { name },
        geometry: { type: "Point", coordinates: middle(outline ?? []) },
      }),
    ),
  };
}

/** The sides of all of it: west, south, east, north; null of nothing. */
export function sides(areas: readonly MunicipalityOnMap[]): [number, number, number, number] | null {
  const points = areas.flatMap(({ outline }) => outline?.flat(2) ?? []);
  if (points.length === 0) return null;
  return points.reduce<[number, number, number, number]>(
    ([west, south, east, north], [x, y]) => [
      Math.min(west, x),
      Math.min(south, y),
      Math.max(east, x),
      Math.max(north, y),
    ],
    [180, 90, -180, -90],
  );
}

/** The centre of mass of the largest polygon. */
export function middle(outline: Outline): [number, number] {
  const weighed = outline.map((polygon) => centre(polygon[0] ?? []));
  const largest = weighed.reduce((a, b) => (b.area > a.area ? b : a), {
    area: -1,
    at: [0, 0] as [number, number],
  });
  return largest.at;
}

function centre(ring: readonly (readonly [number, number])[]): { area: number; at: [number, number] } {
  let [area, x, y] = [0, 0, 0];
  for (const [n, [x1, y1]] of ring.entries()) {
    const [x2, y2] = ring[(n + 1) % ring.length] as readonly [number, number];
    const cross = x1 * y2 - x2 * y1;
    area += cross;
    x += (x1 + x2) * cross;
    y += (y1 + y2) * cross;
  }
  const [first = [0, 0]] = ring;
  return { area: Math.abs(area), at: area === 0 ? [first[0], first[1]] : [x / (3 * area), y / (3 * area)] };
}
