import type { MapSettings } from "../../schema/api/maps.ts";
import { isSafeUrl } from "./safe-url.ts";

/** What the operator said of finer map tiles: `MAP_TILES` in wrangler.toml. */
interface MapEnv {
  readonly MAP_TILES?: string | undefined;
}

/** Where a phone fetches them: from us, so that their maker never hears who looks at what (MAP-4). */
export const TILE_PATH = /^\/map\/tiles\/(\d{1,2})\/(\d{1,6})\/(\d{1,6})$/;
export const TILE_FILE_PATH = "/map/tiles.pmtiles";

const DEEPEST_ZOOM = 22;
const LIMIT_MS = 10_000;
/** A picture of 512 × 512, and what a reader of PMTiles asks for at once: its first 16 KiB, a directory or a tile. */
const MAX_TILE_BYTES = 1024 * 1024;
const MAX_RANGE_BYTES = 4 * 1024 * 1024;
const DAY_S = 86_400;

interface Tiles {
  readonly url: string;
  readonly attribution: string;
}

/**
 * The tiles named; null where none are.
 * @throws TypeError where what is named is no address over https (or this machine's own): a mistake of a deployment
 */
function tilesOf(env: MapEnv): Tiles | null {
  if (!env.MAP_TILES) return null;
  const { url, attribution } = JSON.parse(env.MAP_TILES) as { url?: unknown; attribution?: unknown };
  if (typeof url !== "string" || typeof attribution !== "string")
    throw new TypeError("MAP_TILES is no {url, attribution}");
  if (!isSafeUrl(url)) throw new TypeError("MAP_TILES has no address over https");
  return { url, attribution };
}

/** What a phone is told of them. */
export function mapTiles(env: MapEnv): MapSettings["tiles"] {
  const tiles = tilesOf(env);
  return tiles && { kind: isFile(tiles) ? "file" : "pictures", attribution: tiles.attribution };
}

const isFile = ({ url }: Tiles) => new URL(url).pathname.endsWith(".pmtiles");

/** Hands on a tile, or a range of the file that holds them all; null where the path is neither. Never a whole file. */
export async function serveMapTiles(request: Request, env: MapEnv): Promise<Response | null> {
  const { pathname } = new URL(request.url);
  const tile = TILE_PATH.exec(pathname);
  if (!tile && pathname !== TILE_FILE_PATH) return null;
  if (request.method !== "GET") return answer(405);
  const tiles = tilesOf(env);
  if (!tiles || isFile(tiles) === Boolean(tile)) return answer(404);
  if (tile) return picture(tiles, tile.slice(1).map(Number) as [number, number, number]);
  return rangeOf(tiles, request.headers.get("range"));
}

async function picture({ url }: Tiles, [z, x, y]: readonly [number, number, number]): Promise<Response> {
  if (z > DEEPEST_ZOOM || x >= 2 ** z || y >= 2 ** z) return answer(404);
  const address = url.replace("{z}", `${z}`).replace("{x}", `${x}`).replace("{y}", `${y}`);
  const reply = await fetched(address, {});
  if (!reply) return answer(503);
  const type = reply.headers.get("content-type") ?? "";
  if (reply.status !== 200 || !/^image\/(png|jpeg|webp|avif)\b/.test(type)) return ended(reply, 404);
  if (!fits(reply, MAX_TILE_BYTES)) return ended(reply, 404);
  return new Response(reply.body, { headers: kept({ "content-type": type }) });
}

async function rangeOf({ url }: Tiles, range: string | null): Promise<Response> {
  const [, from, to] = /^bytes=(\d{1,15})-(\d{1,15})$/.exec(range ?? "") ?? [];
  if (from === undefined || Number(to) - Number(from) >= MAX_RANGE_BYTES) return answer(416);
  const reply = await fetched(url, { range: `bytes=${from}-${to}` });
  if (!reply) return answer(503);
  const length = reply.headers.get("content-range");
  if (reply.status !== 206 || length === null || !fits(reply, MAX_RANGE_BYTES)) return ended(reply, 404);
  const etag = reply.headers.get("etag");
  return new Response(reply.body, {
    status: 206,
    headers: kept({
      "content-type": "application/octet-stream",
      "content-range": length,
      ...(etag === null ? {} : { etag }),
    }),
  });
}

/** Null where nobody answers in time. Nothing of the one who asks goes along. */
async function fetched(address: string, headers: Record<string, string>): Promise<Response | null> {
  try {
    return await fetch(address, { headers, signal: AbortSignal.timeout(LIMIT_MS) });
  } catch {
    return null;
  }
}

const fits = (reply: Response, most: number) => Number(reply.headers.get("content-length") ?? 0) <= most;
const kept = (headers: Record<string, string>) => ({
  ...headers,
  "cache-control": `public, max-age=${DAY_S}`,
});

async function ended(reply: Response, status: number): Promise<Response> {
  await reply.body?.cancel();
  return answer(status);
}

const answer = (status: number) => new Response(null, { status });
