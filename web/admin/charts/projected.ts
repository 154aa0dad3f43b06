import type { Outline } from "../../../schema/api/maps.ts";

/** Of the drawing, in its own units. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Degrees of longitude and latitude to the drawing's units. */
  readonly at: (position: readonly [number, number]) => readonly [number, number];
}

/**
 * A flat picture of a region: degrees of longitude shortened by its middle latitude, north up, as wide as asked for. Good
 * for a prefecture's few degrees; where lines meet is kept. Pure.
 */
export function frameOf(
  [west, south, east, north]: readonly [number, number, number, number],
  width: number,
  mostHeight: number,
  margin: number,
): Frame {
  const shorter = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const [wide, high] = [Math.max(1e-6, (east - west) * shorter), Math.max(1e-6, north - south)];
  const scale = Math.min((width - 2 * margin) / wide, (mostHeight - 2 * margin) / high);
  const height = high * scale + 2 * margin;
  const left = (width - wide * scale) / 2;
  return {
    width,
    height,
    at: ([longitude, latitude]) => [
      left + (longitude - west) * shorter * scale,
      margin + (north - latitude) * scale,
    ],
  };
}

/** The path of a municipality, to a tenth of a unit; holes are left out by the even-odd rule. Pure. */
export function pathOf(outline: Outline, frame: Frame): string {
  const point = (position: readonly [number, number]) =>
    frame
      .at(position)
      .map((value) => value.toFixed(1))
      .join(" ");
  return outline
    .flat()
    .map((ring) => `M${ring.slice(0, -1).map(point).join("L")}Z`)
    .join("");
}
