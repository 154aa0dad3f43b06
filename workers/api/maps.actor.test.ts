import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { mapSettingsSchema, municipalitiesOnMapSchema, type Outline } from "../../schema/api/maps.ts";
import { storesAroundSchema } from "../../schema/api/stores.ts";
import { MAX_STORES_ON_MAP } from "../../schema/limits.ts";
import { Browser, makeRegion, type World } from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const ISLE: Outline = [
  [
    [
      [141, 34],
      [141.1, 34],
      [141, 34.1],
      [141, 34],
    ],
  ],
];
let world: World;
const anyone = new Browser();

beforeAll(async () => {
  world = await makeRegion();
});

const draw = (code: string, outline: unknown) =>
  world.operator.post(`operator/regions/${world.region.regionId}/municipalities/${code}/outline`, {
    outline,
  });

test("MAP-5: what the operator draws, everybody sees; others of the region have no outline yet", async () => {
  expect((await draw("990019", ISLE)).status).toBe(200);
  const page = await anyone.read(`regions/${world.region.regionId}/municipalities`);
  expect(municipalitiesOnMapSchema.parse(page)).toEqual(page);
  const drawn = page.rows.filter((row: { outline: unknown }) => row.outline !== null);
  expect(drawn).toEqual([expect.objectContaining({ code: "990019", outline: ISLE })]);
});

test("MAP-5: a municipality of no such region, a ring that stays open and a place outside Japan are refused", async () => {
  expect((await draw("011002", ISLE)).status).toBe(404);
  expect(
    (
      await draw("990019", [
        [
          [
            [141, 34],
            [141.1, 34],
            [141, 34.1],
            [141, 34.2],
          ],
        ],
      ])
    ).status,
  ).toBe(422);
  expect(
    (
      await draw("990019", [
        [
          [
            [1, 34],
            [1.1, 34],
            [1, 34.1],
            [1, 34],
          ],
        ],
      ])
    ).status,
  ).toBe(422);
  expect((await anyone.get("regions/regionregion/municipalities")).status).toBe(404);
});

test("MAP-4: nobody's tiles are named where the operator names none", async () => {
  const settings = await anyone.read("map");
  expect(mapSettingsSchema.parse(settings)).toEqual({ tiles: null });
});

test("MAP-2: of few stores the map has each one; of more than it can name, how many stand where", async () => {
  const insert = env.DB.prepare(
    `insert into store (id, region_id, organisation_id, name, kana, address, municipality, industry, accepts, state, created_at_ms, latitude_e6, longitude_e6)
     select ?1 || substr(id, 5), region_id, organisation_id, name, kana, address, municipality, industry, accepts, 'open', 0, ?2, ?3 from store where id = ?4`,
  );
  const standing = (from: number, count: number) =>
    env.DB.batch(
      Array.from({ length: count }, (_, n) =>
        insert.bind(
          `${from + n}`,
          34_000_000 + from + n,
          141_000_000 + (n % 7) * 10_000,
          world.store.storeId,
        ),
      ),
    );
  const around = async () => {
    const reply = await anyone.read(
      "stores/around?south=33900000&west=140900000&north=34100000&east=141100000",
    );
    expect(storesAroundSchema.parse(reply)).toEqual(reply);
    return reply;
  };
  await standing(1_000, 3);
  expect((await around()).rows).toHaveLength(3);
  await standing(2_000, MAX_STORES_ON_MAP - 2);
  const many = await around();
  expect(many.rows).toEqual([]);
  expect(many.groups.reduce((sum: number, one: { count: number }) => sum + one.count, 0)).toBe(
    MAX_STORES_ON_MAP + 1,
  );
});

test("MAP-2: sides that make no box are refused", async () => {
  const reply = await anyone.get("stores/around?south=34100000&west=141000000&north=34000000&east=141100000");
  expect(reply.status).toBe(422);
});
