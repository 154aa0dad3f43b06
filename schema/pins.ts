import type { MunicipalityOnMap, Outline } from "./api/maps.ts";
import type { Pin } from "./api/stores.ts";

/** A part of the map by its sides, in millionths of a degree. */
export interface Box {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

/** Where the map ends: what the API takes for Japan (WGS 84, 20–46° north, 122–154° east). */
export const JAPAN: Box = { south: 20_000_000, west: 122_000_000, north: 46_000_000, east: 154_000_000 };

const METRES_PER_MILLIONTH = 0.1112;
const MILLION = 1_000_000;
/** Outlines are coarse (MAP-5), and piers and bridges lie before them: so far outside a region its stores may stand. */
const REGION_MARGIN_METRES = 2_000;
/** Nearer to a border than this nobody can say on which side of it a door is. */
const TOWN_MARGIN_METRES = 200;

/** A place in degrees as we keep it. */
export function pinAt(degrees: { readonly latitude: number; readonly longitude: number }): Pin {
  return {
    latitudeE6: Math.round(degrees.latitude * MILLION),
    longitudeE6: Math.round(degrees.longitude * MILLION),
  };
}

/** Whether two are the same place, or both none. */
export function samePin(a: Pin | null, b: Pin | null): boolean {
  return a?.latitudeE6 === b?.latitudeE6 && a?.longitudeE6 === b?.longitudeE6;
}

/** Metres that a millionth of a degree is from west to east at a latitude. */
const eastMetres = (latitudeE6: number) =>
  METRES_PER_MILLIONTH * Math.cos(((latitudeE6 / MILLION) * Math.PI) / 180);

/** Metres between two places, as the crow flies; a half per cent off at most within a day's walk. */
export function metresBetween(a: Pin, b: Pin): number {
  const north = (a.latitudeE6 - b.latitudeE6) * METRES_PER_MILLIONTH;
  const east = (a.longitudeE6 - b.longitudeE6) * eastMetres((a.latitudeE6 + b.latitudeE6) / 2);
  return Math.hypot(north, east);
}

/** The place so many metres north and east of another; south and west are negative. */
export function movedBy(pin: Pin, metres: { readonly north: number; readonly east: number }): Pin {
  return {
    latitudeE6: pin.latitudeE6 + Math.round(metres.north / METRES_PER_MILLIONTH),
    longitudeE6: pin.longitudeE6 + Math.round(metres.east / eastMetres(pin.latitudeE6)),
  };
}

/** Whether a place is one that the API takes. */
export function inJapan({ latitudeE6, longitudeE6 }: Pin): boolean {
  return (
    latitudeE6 >= JAPAN.south &&
    latitudeE6 <= JAPAN.north &&
    longitudeE6 >= JAPAN.west &&
    longitudeE6 <= JAPAN.east
  );
}

/** How many metres outside an outline a place lies; 0 within it. A lake that is cut out of it is outside. */
export function metresOutside(pin: Pin, outline: Outline): number {
  const across = eastMetres(pin.latitudeE6);
  // On a plane with the place in its middle, in metres.
  const flat = ([longitude, latitude]: readonly [number, number]): readonly [number, number] => [
    (longitude * MILLION - pin.longitudeE6) * across,
    (latitude * MILLION - pin.latitudeE6) * METRES_PER_MILLIONTH,
  ];
  let nearest = Number.POSITIVE_INFINITY;
  for (const polygon of outline) {
    let within = false;
    for (const ring of polygon) {
      const points = ring.map(flat);
      for (let n = 1; n < points.length; n++) {
        const [from, to] = [points[n - 1], points[n]] as [
          readonly [number, number],
          readonly [number, number],
        ];
        if (crossesEast(from, to)) within = !within;
        nearest = Math.min(nearest, metresToLine(from, to));
      }
    }
    if (within) return 0;
  }
  return nearest;
}

/** Whether the line from the middle due east crosses a stretch: an odd number of times from within a ring. */
function crossesEast([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): boolean {
  return y1 > 0 !== y2 > 0 && x1 + ((0 - y1) / (y2 - y1)) * (x2 - x1) > 0;
}

/** From the middle to the nearest point of a stretch. */
function metresToLine([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : Math.min(1, Math.max(0, -(x1 * dx + y1 * dy) / squared));
  return Math.hypot(x1 + along * dx, y1 + along * dy);
}

/** Whether a place may be a store's of a region that has this municipality; where nobody drew it, nobody can say no (MAP-6). */
export function mayBelongTo(pin: Pin, { outline }: Pick<MunicipalityOnMap, "outline">): boolean {
  return outline === null || metresOutside(pin, outline) <= REGION_MARGIN_METRES;
}

/** What is to be said of a pin (MAP-6). */
export type PinJudgement =
  | { readonly kind: "fine" }
  | { readonly kind: "outside-japan" }
  | { readonly kind: "outside-region" }
  /** Not in the municipality of the store's address: said, and nobody's hindrance. */
  | { readonly kind: "outside-town"; readonly town: string; readonly metres: number };

/** Judges a store's pin by all municipalities of its region and the one its address is in. */
export function judgePin(pin: Pin, towns: readonly MunicipalityOnMap[], municipality: string): PinJudgement {
  if (!inJapan(pin)) return { kind: "outside-japan" };
  if (towns.length > 0 && !towns.some((town) => mayBelongTo(pin, town))) return { kind: "outside-region" };
  const own = towns.find(({ code }) => code === municipality);
  if (!own?.outline) return { kind: "fine" };
  const metres = metresOutside(pin, own.outline);
  return metres > TOWN_MARGIN_METRES ? { kind: "outside-town", town: own.name, metres } : { kind: "fine" };
}
