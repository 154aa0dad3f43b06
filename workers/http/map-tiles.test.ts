import { expect, test } from "vitest";
import { mapTiles, tilesOrigin } from "./map-tiles.ts";

const env = (url: string) => ({ MAP_TILES: JSON.stringify({ url, attribution: "地図" }) });

test("MAP-4: without an address the map has what comes with it, and the page fetches from nobody", () => {
  expect(mapTiles({})).toBeNull();
  expect(mapTiles({ MAP_TILES: "" })).toBeNull();
  expect(tilesOrigin({})).toBeNull();
});

test("MAP-4: pictures by number and one file are both an address; its origin is all a page may fetch from", () => {
  expect(mapTiles(env("https://tiles.example/{z}/{x}/{y}.png"))).toEqual({
    url: "https://tiles.example/{z}/{x}/{y}.png",
    attribution: "地図",
  });
  expect(tilesOrigin(env("https://tiles.example/japan.pmtiles"))).toBe("https://tiles.example");
});

test("MAP-4: an address that others could read along is a mistake that is told", () => {
  expect(() => mapTiles(env("http://tiles.example/{z}/{x}/{y}.png"))).toThrow("https");
  expect(() => mapTiles({ MAP_TILES: '{"url": 1}' })).toThrow("attribution");
  expect(mapTiles(env("http://127.0.0.1:9000/japan.pmtiles"))).not.toBeNull();
});
