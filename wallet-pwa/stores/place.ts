import type { Pin } from "../../schema/api/stores.ts";
import { type Box, JAPAN } from "../../schema/pins.ts";

/** As people say it: tens of metres, then kilometres with one place, then whole ones. */
export function distanceText(metres: number): string {
  if (metres < 995) return `${Math.max(10, Math.round(metres / 10) * 10)} m`;
  const km = metres / 1_000;
  return km < 9.95 ? `${km.toFixed(1)} km` : `${Math.round(km)} km`;
}

/**
 * A box with the place and at least `step` around it, its sides on a grid of that step: everybody within one cell of the
 * grid asks for the same box, so that nobody's place leaves the phone (MAP-3). Cut off where Japan ends; null outside it.
 */
export function boxAround(place: Pin, step: number): Box | null {
  const down = (value: number) => Math.floor((value - step) / step) * step;
  const up = (value: number) => Math.ceil((value + step) / step) * step;
  return withinJapan({
    south: down(place.latitudeE6),
    west: down(place.longitudeE6),
    north: up(place.latitudeE6),
    east: up(place.longitudeE6),
  });
}

/** The part of a box that the API takes; null where nothing of it is Japan. */
export function withinJapan(box: Box): Box | null {
  const cut = {
    south: Math.max(box.south, JAPAN.south),
    west: Math.max(box.west, JAPAN.west),
    north: Math.min(box.north, JAPAN.north),
    east: Math.min(box.east, JAPAN.east),
  };
  return cut.south < cut.north && cut.west < cut.east ? cut : null;
}
