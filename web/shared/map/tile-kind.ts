import { addProtocol } from "maplibre-gl";
import type { MapSettings } from "../../../schema/api/maps.ts";
import { TILE_FILE, type TileKind } from "./map-style.ts";

let known = false;

/**
 * What the finer tiles are. A file of PMTiles says it in its head, which is read by a range request, and its tiles are
 * fetched the same way from then on; null where it can't be read: the map is good without.
 */
export async function tileKind(tiles: MapSettings["tiles"]): Promise<TileKind | null> {
  if (tiles === null) return null;
  if (tiles.kind === "pictures") return "pictures";
  const { PMTiles, Protocol, TileType } = await import("pmtiles");
  try {
    const file = new PMTiles(TILE_FILE);
    const { tileType } = await file.getHeader();
    const protocol = new Protocol();
    protocol.add(file);
    if (!known) addProtocol("pmtiles", protocol.tile);
    known = true;
    return tileType === TileType.Mvt ? "vectors" : "pictures";
  } catch {
    return null;
  }
}
