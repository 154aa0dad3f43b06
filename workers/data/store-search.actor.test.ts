import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { addDays, type BusinessDate } from "../../schema/calendar.ts";
import type { RegionId } from "../../schema/ids.ts";
import { openUntil, type StoreHours } from "../../schema/store-hours.ts";
import { databaseOf } from "./database.ts";
import { groupOpenStores, listOpenStores, type StoreBox } from "./stores.ts";

const regionId = "regionregion" as RegionId;
const all = { after: null, limit: 1_000 };
const FRIDAY = "2026-11-20" as BusinessDate;
const MAP: StoreBox = { south: 34_000_000, west: 139_000_000, north: 35_000_000, east: 140_000_000 };

beforeAll(async () => {
  await env.DB.batch([
    env.DB.prepare(
      "insert into organisation (id, region_id, parent_id, name, kana, is_secretariat, is_issuer, is_merchant, state, created_at_ms) values ('org', ?1, null, '店', 'ミセ', 0, 0, 1, 'active', 0)",
    ).bind(regionId),
    env.DB.prepare("insert into municipality (region_id, code, name) values (?1, '990019', '白岬市')").bind(
      regionId,
    ),
  ]);
});
beforeEach(() => env.DB.prepare("delete from store").run());

interface Made {
  readonly industry?: string;
  readonly accepts?: string;
  readonly state?: string;
  readonly hours?: StoreHours;
  readonly at?: readonly [latitudeE6: number, longitudeE6: number];
}

const insert = (made: Made, n: number) =>
  env.DB.prepare(
    `insert into store (id, region_id, organisation_id, name, kana, address, municipality, industry, accepts, state, created_at_ms, hours, latitude_e6, longitude_e6)
     values (?1, ?2, 'org', '店', ?1, '通り', '990019', ?3, ?4, ?5, 0, ?6, ?7, ?8)`,
  ).bind(
    `store-${String(n).padStart(4, "0")}`,
    regionId,
    made.industry ?? "M7671",
    made.accepts ?? "mpm",
    made.state ?? "open",
    made.hours ? JSON.stringify(made.hours) : null,
    made.at?.[0] ?? null,
    made.at?.[1] ?? null,
  );

const names = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id);

const time = (hour: number, minute: number) =>
  `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
const span = fc
  .record({ from: fc.integer({ min: 0, max: 1_439 }), long: fc.integer({ min: 1, max: 1_799 }) })
  .map(({ from, long }) => {
    const to = Math.min(from + long, 1_799);
    return { from: time(Math.floor(from / 60), from % 60), to: time(Math.floor(to / 60), to % 60) };
  });
const day = fc.array(span, { maxLength: 1 });
const hours: fc.Arbitrary<StoreHours> = fc.record({
  weekly: fc.array(day, { minLength: 7, maxLength: 7 }),
  closedOn: fc
    .array(fc.integer({ min: -1, max: 1 }), { maxLength: 1 })
    .map((ahead) => ahead.map((days) => addDays(FRIDAY, days))),
  note: fc.constant(""),
});

test("MAP-1: the list of what is open now is what the hours of each store say", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(hours, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 0, max: 1_439 }),
      async (each, minute) => {
        await env.DB.batch([
          env.DB.prepare("delete from store"),
          ...each.map((one, n) => insert({ hours: one }, n)),
        ]);
        const nowMs = Date.parse(`${FRIDAY}T00:00:00+09:00`) + minute * 60_000;
        const found = await listOpenStores(databaseOf(env, null), { ...all, openAtMs: nowMs });
        const wanted = each.flatMap((one, n) => (openUntil(one, nowMs) ? [n] : []));
        expect(names(found)).toEqual(wanted.map((n) => `store-${String(n).padStart(4, "0")}`));
      },
    ),
    { numRuns: 60 },
  );
});

test("MAP-1: whose hours nobody wrote down is not said to be open", async () => {
  await insert({}, 1).run();
  expect(await listOpenStores(databaseOf(env, null), { ...all, openAtMs: Date.now() })).toEqual([]);
});

test("S15: paper and kind narrow the list", async () => {
  await env.DB.batch([
    insert({ industry: "M7671", accepts: "mpm" }, 1),
    insert({ industry: "M7711", accepts: "mpm+cpm" }, 2),
    insert({ industry: "I5831", accepts: "mpm+cpm" }, 3),
    insert({ industry: "P8311", accepts: "mpm+cpm" }, 4),
  ]);
  const found = async (filter: object) =>
    names(await listOpenStores(databaseOf(env, null), { ...all, ...filter }));
  expect(await found({ kind: "eat" })).toEqual(["store-0001", "store-0002"]);
  expect(await found({ kind: "eat", accepts: "mpm+cpm" })).toEqual(["store-0002"]);
  expect(await found({ kind: "buy" })).toEqual(["store-0003"]);
  expect(await found({ accepts: "mpm+cpm" })).toHaveLength(3);
});

test("MAP-2: a box has the stores on and within its sides, and none without a pin", async () => {
  await env.DB.batch([
    insert({ at: [MAP.south, MAP.west] }, 1),
    insert({ at: [MAP.north, MAP.east] }, 2),
    insert({ at: [MAP.north + 1, MAP.east] }, 3),
    insert({ at: [MAP.south, MAP.west - 1] }, 4),
    insert({}, 5),
  ]);
  expect(names(await listOpenStores(databaseOf(env, null), { ...all, box: MAP }))).toEqual([
    "store-0001",
    "store-0002",
  ]);
});

test("MAP-2: groups count every store of the box once, and stand among those they count", async () => {
  const coordinate = (least: number, most: number) => fc.integer({ min: least, max: most });
  const places = fc.array(fc.tuple(coordinate(MAP.south, MAP.north), coordinate(MAP.west, MAP.east)), {
    minLength: 1,
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(places, async (pins) => {
      await env.DB.batch([
        env.DB.prepare("delete from store"),
        ...pins.map((at, n) => insert({ at }, n)),
        insert({ at: [MAP.south, MAP.west], state: "suspended" }, 99),
      ]);
      const groups = await groupOpenStores(databaseOf(env, null), { ...all, box: MAP }, 8);
      expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(pins.length);
      const cell = ([latitude, longitude]: readonly [number, number]) =>
        `${Math.floor(((latitude - MAP.south) * 8) / 1_000_001)}/${Math.floor(((longitude - MAP.west) * 8) / 1_000_001)}`;
      const counts = Map.groupBy(pins, cell);
      for (const { latitudeE6, longitudeE6, count } of groups)
        expect(counts.get(cell([latitudeE6, longitudeE6]))).toHaveLength(count);
      expect(groups).toHaveLength(counts.size);
    }),
    { numRuns: 40 },
  );
});
