import type { MapSettings } from "../../schema/api/maps.ts";

/** What the operator said of finer map tiles: `MAP_TILES` in wrangler.toml. */
export interface MapEnv {
  readonly MAP_TILES?: string | undefined;
}

/**
 * The tiles that the wallet's map may fetch (MAP-4); null where none are named.
 * @throws TypeError where what is named is no address over https (or this machine's own): a mistake of a deployment
 */
export function mapTiles(env: MapEnv): MapSettings["tiles"] {
  if (!env.MAP_TILES) return null;
  const { url, attribution } = JSON.parse(env.MAP_TILES) as { url?: unknown; attribution?: unknown };
  if (typeof url !== "string" || typeof attribution !== "string")
    throw new TypeError("MAP_TILES is no {url, attribution}");
  const { protocol, hostname } = new URL(url);
  if (protocol !== "https:" && hostname !== "localhost" && hostname !== "127.0.0.1")
    throw new TypeError("MAP_TILES has no address over https");
  return { url, attribution };
}

/** The one foreign origin that the wallet's page may fetch from; null where there is none. */
export function tilesOrigin(env: MapEnv): string | null {
  const tiles = mapTiles(env);
  return tiles && new URL(tiles.url).origin;
}
