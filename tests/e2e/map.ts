import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { type Device, type TestContext, until } from "./harness.ts";
import { worldOf } from "./pmtiles.ts";

/**
 * MAP-2 to MAP-4: somebody finds a shop near them on the map; nothing of the map is fetched before it is opened, nothing but
 * this server is asked, and where they stand isn't told; then with an operator's own tiles, a PMTiles file read in ranges.
 */
export const name = "map";

const HERE = { latitude: 34.1449, longitude: 141.2578 };
const MAP_FILES = /stores-map|assets\/map-|maplibre|japan-coast|pmtiles/;
const MAGENTA = [200, 30, 160] as const;

export async function run(ctx: TestContext): Promise<void> {
  const phone = await ctx.device("phone");
  phone.allow(/status of 401/);
  const asked = await listen(phone);
  await phone.page.goto(`${ctx.url}/wallet/stores`);
  await phone.page.getByText("喫茶 みなと").waitFor();
  assert.deepEqual(
    asked().filter((url) => MAP_FILES.test(url)),
    [],
    "nothing of the map before it is opened",
  );

  await openMap(phone.page);
  assert.ok(asked().some((url) => MAP_FILES.test(url)));
  await phone.context.grantPermissions(["geolocation"]);
  await phone.context.setGeolocation(HERE);
  await phone.page.getByRole("button", { name: "いまいる場所へ" }).click();
  await phone.page.getByText("地図の中のお店 3件").waitFor();
  await phone.page.getByRole("button", { name: "丸八鮮魚店" }).click();
  const first = phone.page.locator("ul.list > li").first();
  await first.getByText("丸八鮮魚店").waitFor();
  await first.getByText("260 m").waitFor();
  ctx.log("the map shows where somebody is, and the shop they press first, with how far it is");

  await phone.page.getByRole("button", { name: "近い順" }).click();
  await phone.page.getByText("90 m").waitFor();
  const exact = /3414490|141\.2578|1412578|34\.1449/;
  assert.deepEqual(
    asked().filter((url) => new URL(url).origin !== ctx.url || exact.test(url)),
    [],
    "nobody else is asked, and nobody is told where they stand",
  );
  ctx.log("nearest first, with nothing said of where they stand");
  await first.locator("a").click();
  await phone.page.getByRole("heading", { name: "使えるPay" }).waitFor();
  await phone.page.goBack();
  await phone.page.getByText("90 m").waitFor();

  const tiles = await serveTiles(worldOf(MAGENTA));
  try {
    const { port } = tiles.server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/japan.pmtiles`;
    await ctx.restart({ vars: { MAP_TILES: JSON.stringify({ url, attribution: "ためしの地図" }) } });
    await phone.page.goto(`${ctx.url}/wallet/stores?view=map`);
    await openMap(phone.page);
    await phone.page.getByText("ためしの地図").waitFor();
    await until("the tiles to be drawn", async () => isNear(await middleOf(phone), MAGENTA));
    assert.ok(tiles.ranges().length > 0, "it is read in ranges");
    assert.deepEqual(tiles.whole(), 0, "it is never read whole");
    ctx.log(`an operator's tiles: ${tiles.ranges().length} ranges of one file`);
  } finally {
    tiles.server.close();
    tiles.server.closeAllConnections();
  }
}

async function openMap(page: Page): Promise<void> {
  const map = page.getByRole("button", { name: "地図", exact: true });
  await map.waitFor();
  if ((await map.getAttribute("aria-pressed")) !== "true") await map.click();
  await page.locator("[data-ready]").waitFor({ timeout: 30_000 });
  await page.getByText(/^地図の中の/).waitFor();
}

/** Every address that the browser asks for, workers included. */
async function listen({ context }: Device): Promise<() => string[]> {
  const urls: string[] = [];
  context.on("request", (request) => {
    if (/^https?:/.test(request.url())) urls.push(request.url());
  });
  return () => urls;
}

/** A file that can be read in ranges, as a bucket serves it. */
async function serveTiles(file: Buffer) {
  const ranges: string[] = [];
  let whole = 0;
  const server: Server = createServer((request, reply) => {
    reply.setHeader("etag", '"one"');
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
    if (!range) {
      whole += 1;
      return void reply.writeHead(200).end(file);
    }
    ranges.push(range[0]);
    const [from, to] = [Number(range[1]), Math.min(Number(range[2]), file.length - 1)];
    reply.writeHead(206, { "content-range": `bytes ${from}-${to}/${file.length}` });
    reply.end(file.subarray(from, to + 1));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, ranges: () => ranges, whole: () => whole };
}

/** The colour of the map a little below its upper left corner, where no pin stands. */
async function middleOf({ page, context }: Device): Promise<number[]> {
  const box = await page.locator("[data-ready]").boundingBox();
  assert.ok(box);
  const picture = await page.screenshot({ clip: { x: box.x + 20, y: box.y + 20, width: 4, height: 4 } });
  const reader = await context.newPage();
  try {
    return await reader.evaluate(async (data) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const drawing = document.createElement("canvas").getContext("2d");
      if (drawing === null) throw new Error("no canvas");
      drawing.drawImage(image, 0, 0);
      return [...drawing.getImageData(2, 2, 1, 1).data.slice(0, 3)];
    }, picture.toString("base64"));
  } finally {
    await reader.close();
  }
}

const isNear = (seen: readonly number[], wanted: readonly number[]) =>
  wanted.every((value, n) => Math.abs((seen[n] ?? -1) - value) < 12);
