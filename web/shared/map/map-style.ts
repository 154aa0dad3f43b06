import coastUrl from "virtual:japan-coast";
import type { FeatureCollection } from "geojson";
import type { LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";
import type { MapSettings } from "../../../schema/api/maps.ts";

/** Sources that are filled after the map stands. */
export const AREAS = "areas";
export const AREA_NAMES = "area-names";
export const EMPTY: FeatureCollection = { type: "FeatureCollection", features: [] };
/** Zoom from which on finer tiles are worth their bytes; below, the coast says enough. */
const TILES_FROM_ZOOM = 7;
const TILES_TO_ZOOM = 18;
/** Protomaps' basemap, as PMTiles of vectors are made with: https://docs.protomaps.com/basemaps/layers */
const VECTORS = "vectors";
const FONT = ["sans-serif"];

export type MapColour = "land" | "sea" | "green" | "road" | "rail" | "ink" | "line";
export type MapColours = Readonly<Record<MapColour, string>>;

/** Where the operator's file of tiles is read in ranges (schema/api/maps.ts). */
export const TILE_FILE = `${location.origin}/map/tiles.pmtiles`;

/** What a map file turned out to hold. */
export type TileKind = "pictures" | "vectors";

/**
 * The map's look: sea, the coast, the municipalities with their names, and finer tiles in between where the operator named
 * some (MAP-4). Letters are drawn by the browser itself: no font comes from anywhere.
 */
export function mapStyle(
  colours: MapColours,
  tiles: MapSettings["tiles"],
  kind: TileKind | null,
): StyleSpecification {
  const finer = tiles && kind ? finerTiles(tiles, kind, colours) : { sources: {}, layers: [] };
  return {
    version: 8,
    sources: {
      coast: { type: "geojson", data: coastUrl },
      [AREAS]: { type: "geojson", data: EMPTY },
      [AREA_NAMES]: { type: "geojson", data: EMPTY },
      ...finer.sources,
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colours.sea } },
      { id: "coast", type: "fill", source: "coast", paint: { "fill-color": colours.land } },
      { id: "areas", type: "fill", source: AREAS, paint: { "fill-color": colours.land } },
      ...finer.layers,
      {
        id: "borders",
        type: "line",
        source: AREAS,
        paint: { "line-color": colours.line, "line-width": 1, "line-dasharray": [4, 3] },
      },
      {
        id: "area-names",
        type: "symbol",
        source: AREA_NAMES,
        layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 16 },
        paint: { "text-color": colours.ink, "text-halo-color": colours.land, "text-halo-width": 2 },
      },
    ],
  };
}

function finerTiles(
  tiles: NonNullable<MapSettings["tiles"]>,
  kind: TileKind,
  colours: MapColours,
): { readonly sources: Record<string, SourceSpecification>; readonly layers: LayerSpecification[] } {
  // A file says itself how fine it is.
  const address =
    tiles.kind === "file"
      ? { url: `pmtiles://${TILE_FILE}` }
      : { tiles: [`${location.origin}/map/tiles/{z}/{x}/{y}`], maxzoom: TILES_TO_ZOOM };
  if (kind === "pictures")
    return {
      sources: {
        pictures: { type: "raster", tileSize: 256, ...address },
      },
      layers: [{ id: "pictures", type: "raster", source: "pictures", minzoom: TILES_FROM_ZOOM }],
    };
  const of = (layer: string) => ({ source: VECTORS, "source-layer": layer, minzoom: TILES_FROM_ZOOM });
  return {
    sources: { [VECTORS]: { type: "vector", ...address } },
    layers: [
      {
        id: "green",
        type: "fill",
        ...of("landuse"),
        filter: ["in", ["get", "kind"], ["literal", ["park", "forest", "wood", "nature_reserve", "grass"]]],
        paint: { "fill-color": colours.green },
      },
      { id: "water", type: "fill", ...of("water"), paint: { "fill-color": colours.sea } },
      {
        id: "roads",
        type: "line",
        ...of("roads"),
        filter: ["!=", ["get", "kind"], "rail"],
        paint: {
          "line-color": colours.road,
          "line-width": ["interpolate", ["exponential", 1.6], ["zoom"], 8, 0.6, 14, 3, 18, 14],
        },
      },
      {
        id: "rails",
        type: "line",
        ...of("roads"),
        filter: ["==", ["get", "kind"], "rail"],
        paint: { "line-color": colours.rail, "line-width": 1.5, "line-dasharray": [4, 2] },
      },
      {
        id: "places",
        type: "symbol",
        ...of("places"),
        layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 14 },
        paint: { "text-color": colours.ink, "text-halo-color": colours.land, "text-halo-width": 1.5 },
      },
    ],
  };
}
