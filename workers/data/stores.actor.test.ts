import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { OrganisationId, RegionId } from "../../schema/ids.ts";
import { type Scope, storeInScope } from "../../schema/scope.ts";
import { databaseOf } from "./database.ts";
import { listIssues } from "./issues.ts";
import { listManagedStores, listOpenStores } from "./stores.ts";

const regionId = "regionregion" as RegionId;
const towns = ["990019", "990027"];
const industries = ["M7671", "M7611", "I5831", "N8064"];
const stores = towns.flatMap((municipality) =>
  industries.map((industry) => ({ id: `${municipality}-${industry}`, municipality, industry })),
);

beforeAll(async () => {
  const statements = [
    env.DB.prepare(
      "insert into organisation (id, region_id, parent_id, name, kana, is_secretariat, is_issuer, is_merchant, state, created_at_ms) values ('org', ?1, null, '店', 'ミセ', 0, 0, 1, 'active', 0)",
    ).bind(regionId),
    ...towns.map((code) =>
      env.DB.prepare("insert into municipality (region_id, code, name) values (?1, ?2, ?2)").bind(
        regionId,
        code,
      ),
    ),
    ...stores.map((store) =>
      env.DB.prepare(
        `insert into store (id, region_id, organisation_id, name, kana, address, municipality, industry, accepts, state, created_at_ms)
         values (?1, ?2, 'org', '100%の店', ?1, '通り_1', ?3, ?4, 'mpm', 'open', 0)`,
      ).bind(store.id, regionId, store.municipality, store.industry),
    ),
  ];
  await env.DB.batch(statements);
});

const some = <T>(values: readonly T[]) => fc.subarray([...values]);
const prefixes = some(["M", "M76", "M7671", "I", "I58", "N8064"]);
const ids = some(stores.map((store) => store.id));
const scopes = fc.record({
  municipalities: fc.option(some(towns)),
  industries: fc.option(prefixes),
  industriesOut: prefixes,
  storesIn: ids,
  storesOut: ids,
});

test("S1: the list of a programme's stores is what the rule says of each store", async () => {
  await fc.assert(
    fc.asyncProperty(scopes, async (scope: Scope) => {
      const found = await listOpenStores(databaseOf(env, regionId), {
        after: null,
        limit: 100,
        within: { regionId, scope },
      });
      const wanted = stores.filter((store) => storeInScope(store, scope)).map((store) => store.id);
      expect(found.map((store) => store.id)).toEqual(wanted.sort());
    }),
    { numRuns: 60 },
  );
}, 60_000);

test("WHO-2: a head office sees the stores of all its branches, however many there are", async () => {
  const branches = Array.from({ length: 150 }, (_, i) => `branch-${i}` as OrganisationId);
  const page = { after: null, limit: 100 };
  const found = await listManagedStores(
    databaseOf(env, regionId),
    regionId,
    [...branches, "org" as OrganisationId],
    page,
  );
  expect(found).toHaveLength(8);
  const issues = { after: null, limit: 10 };
  const reach = { kind: "organisations", ids: branches } as const;
  expect(await listIssues(databaseOf(env, regionId), regionId, reach, issues)).toEqual([]);
});

test("a search text is taken as it is written, signs of the database included", async () => {
  const search = (text: string) => listOpenStores(databaseOf(env, null), { after: null, limit: 100, text });
  expect(await search("100%の")).toHaveLength(8);
  expect(await search("%")).toHaveLength(8);
  expect(await search("通り_1")).toHaveLength(8);
  expect(await search("通りX1")).toHaveLength(0);
  expect(await search("0%店")).toHaveLength(0);
});

test("pages of stores join up without a gap or a double", async () => {
  const seen: string[] = [];
  let after: readonly [string, string] | null = null;
  for (let page = 0; page < 10; page++) {
    const rows: readonly { readonly id: string; readonly kana: string }[] = await listOpenStores(
      databaseOf(env, null),
      {
        after,
        limit: 3,
      },
    );
    seen.push(...rows.slice(0, 3).map((row) => row.id));
    const last: { readonly id: string; readonly kana: string } | undefined = rows[2];
    if (rows.length <= 3 || !last) break;
    after = [last.kana, last.id];
  }
  expect(seen).toEqual(stores.map((store) => store.id).sort());
});
