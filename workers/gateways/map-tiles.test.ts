import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mapTiles, serveMapTiles, TILE_FILE_PATH } from "./map-tiles.ts";

const FILE = Buffer.from("0123456789");
const heard: IncomingMessage[] = [];
const server = createServer((request, reply) => {
  heard.push(request);
  if (request.url === "/8/227/100.png") return void reply.setHeader("content-type", "image/png").end("png");
  if (request.url === "/8/1/1.png") return void reply.setHeader("content-type", "text/html").end("<script>");
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
  if (request.url !== "/japan.pmtiles" || !range) return void reply.writeHead(404).end();
  const [from, to] = [Number(range[1]), Number(range[2])];
  reply.writeHead(206, { "content-range": `bytes ${from}-${to}/10`, etag: '"one"' });
  reply.end(FILE.subarray(from, to + 1));
});
let origin = "";
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const env = (path: string) => ({
  MAP_TILES: JSON.stringify({ url: `${origin}${path}`, attribution: "地図" }),
});
const ask = (path: string, settings: object, headers: Record<string, string> = {}, method = "GET") =>
  serveMapTiles(new Request(`https://tegata.example${path}`, { method, headers }), settings);

test("MAP-4: without an address the map has what comes with it", async () => {
  expect(mapTiles({})).toBeNull();
  expect(mapTiles({ MAP_TILES: "" })).toBeNull();
  expect((await ask("/map/tiles/8/227/100", {}))?.status).toBe(404);
  expect(await ask("/wallet/", {})).toBeNull();
});

test("MAP-4: a phone is told the kind and the maker, and not the address", () => {
  expect(mapTiles(env("/{z}/{x}/{y}.png"))).toEqual({ kind: "pictures", attribution: "地図" });
  expect(mapTiles(env("/japan.pmtiles"))).toEqual({ kind: "file", attribution: "地図" });
});

test("MAP-4: a picture is handed on by its number, with nothing of the one who asks", async () => {
  heard.length = 0;
  const reply = await ask("/map/tiles/8/227/100", env("/{z}/{x}/{y}.png"), {
    cookie: "session=secret",
    "cf-connecting-ip": "203.0.113.9",
    "user-agent": "somebody's phone",
  });
  expect(reply?.status).toBe(200);
  expect(await reply?.text()).toBe("png");
  expect(reply?.headers.get("content-type")).toBe("image/png");
  expect(JSON.stringify(heard[0]?.headers)).not.toMatch(/secret|203\.0\.113|somebody/);
});

test("MAP-4: what is no picture, lies outside the world or isn't read is not handed on", async () => {
  const pictures = env("/{z}/{x}/{y}.png");
  expect((await ask("/map/tiles/8/1/1", pictures))?.status).toBe(404);
  expect((await ask("/map/tiles/8/256/0", pictures))?.status).toBe(404);
  expect((await ask("/map/tiles/23/0/0", pictures))?.status).toBe(404);
  expect((await ask("/map/tiles/8/227/100", pictures, {}, "POST"))?.status).toBe(405);
  expect((await ask(TILE_FILE_PATH, pictures, { range: "bytes=0-1" }))?.status).toBe(404);
});

test("MAP-4: a file is handed on in ranges and never whole", async () => {
  const file = env("/japan.pmtiles");
  const part = await ask(TILE_FILE_PATH, file, { range: "bytes=2-5" });
  expect(part?.status).toBe(206);
  expect(await part?.text()).toBe("2345");
  expect(part?.headers.get("content-range")).toBe("bytes 2-5/10");
  for (const range of ["", "bytes=0-", "bytes=-5", "bytes=0-9999999", "bytes=0-1,3-4"])
    expect((await ask(TILE_FILE_PATH, file, range === "" ? {} : { range }))?.status).toBe(416);
});

test("MAP-4: nobody who answers, and an address that others could read along", async () => {
  const gone = { MAP_TILES: JSON.stringify({ url: "http://127.0.0.1:1/{z}/{x}/{y}", attribution: "" }) };
  expect((await ask("/map/tiles/8/227/100", gone))?.status).toBe(503);
  const open = {
    MAP_TILES: JSON.stringify({ url: "http://tiles.example/{z}/{x}/{y}.png", attribution: "" }),
  };
  expect(() => mapTiles(open)).toThrow("https");
  expect(() => mapTiles({ MAP_TILES: '{"url": 1}' })).toThrow("attribution");
});
