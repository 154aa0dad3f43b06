import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { organisationFeeSchema, organisationFeesPageSchema } from "../../schema/api/organisation-fees.ts";
import { addDays, type BusinessDate } from "../../schema/calendar.ts";
import { makeRegion } from "../api/world.actor.testing.ts";
import { makeTown, RULE, sealThrough, type Town } from "./closing.actor.testing.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

let town: Town;
let path = "";
/** The first date of the closing that is next. */
let from: BusinessDate;
const FREE = { basisPoints: 0, fixedYen: 0 };
const DEAR = { basisPoints: 300, fixedYen: 0 };
const own = (organisationId: string) => town.admin.read(`${path}/${organisationId}`);
const set = (organisationId: string, basedOn: number, effectiveFrom: string, rate: typeof FREE | null) =>
  town.admin.post(`${path}/${organisationId}`, { basedOn, effectiveFrom, rate, reason: "協定による" });

beforeAll(async () => {
  town = await makeTown();
  const { admin, bakeryClerk, clerk, codes, programmeId, stores } = town;
  path = `programmes/${programmeId}/fees`;
  await town.pay(clerk, stores.a, codes[0] as string, 3_000);
  await town.pay(clerk, stores.b, codes[1] as string, 1_000);
  await town.pay(bakeryClerk, stores.c, codes[2] as string, 2_000);
  expect(await admin.read(`${path}/${town.bakery.organisationId}`)).toMatchObject({
    charged: null,
    lastVersion: 0,
  });
  await admin.done(`programmes/${programmeId}/payout-rule`, RULE);
  from = (await admin.read(`programmes/${programmeId}/next-closing`)).period.from;
});

test("STL-12: without a fee of its own an organisation is charged the standard one", async () => {
  const { organisationId } = town.bakery;
  const fee = await own(organisationId);
  expect(organisationFeeSchema.parse(fee)).toEqual(fee);
  expect(fee).toMatchObject({
    rows: [],
    lastVersion: 0,
    charged: { rate: RULE.fees.standard, by: "standard" },
    organisation: { name: "パン屋", parentName: null },
  });
  expect((await town.admin.read(path)).rows).toEqual([]);
});

test("STL-12: a version follows the last one that was seen, not before its date, with a reason, and stays", async () => {
  const { organisationId } = town.bakery;
  expect((await set(organisationId, 0, from, FREE)).body).toMatchObject({
    lastVersion: 1,
    charged: { rate: FREE, by: "own" },
    rows: [{ version: 1, effectiveFrom: from, rate: FREE, reason: "協定による", madeByName: "係" }],
  });
  expect((await set(organisationId, 0, from, DEAR)).body.code).toBe("conflict");
  expect((await set(organisationId, 1, addDays(from, -1), DEAR)).body).toMatchObject({
    code: "invalid-request",
    fields: [{ path: "effectiveFrom" }],
  });
  const unsaid = { basedOn: 1, effectiveFrom: from, rate: DEAR, reason: " " };
  expect((await town.admin.post(`${path}/${organisationId}`, unsaid)).body.fields).toMatchObject([
    { path: "reason" },
  ]);
  for (const sql of ["update organisation_fee set basis_points = 1", "delete from organisation_fee"])
    await expect(env.DB.prepare(sql).run()).rejects.toThrow(/never changes/);
  const log = await env.DB.prepare("select reason, after from audit_log where action = 'fee.change'").first();
  expect(log).toMatchObject({ reason: "協定による", after: expect.stringContaining('"version":1') });
});

test("STL-12: one that begins later is listed beside the one of now", async () => {
  const later = addDays(from, 400);
  expect((await set(town.bakery.organisationId, 1, later, DEAR)).status).toBe(200);
  const page = await town.admin.read(path);
  expect(organisationFeesPageSchema.parse(page)).toEqual(page);
  expect(page.rows).toMatchObject([
    { name: "パン屋", now: FREE, coming: { effectiveFrom: later, rate: DEAR } },
  ]);
});

test("STL-12, STL-5: the closing charges what is in force on its first date, and what is written after changes no line", async () => {
  const { admin, merchant, bakery, programmeId, stores } = town;
  await sealThrough((await admin.read(`programmes/${programmeId}/next-closing`)).period.to);
  // In force the day after the closing's first: not for this one.
  expect((await set(merchant.organisationId, 0, addDays(from, 1), DEAR)).status).toBe(200);
  const { closingId } = await town.close();
  expect((await set(merchant.organisationId, 1, addDays(from, 1), FREE)).status).toBe(200);
  const { rows } = await admin.read(`closings/${closingId}/lines`);
  const fees = new Map(rows.map((row: { storeId: string; feeYen: number }) => [row.storeId, row.feeYen]));
  // Standard: 0.5 % and 110 yen.
  expect([stores.a, stores.b, stores.c].map((store) => fees.get(store.storeId))).toEqual([125, 115, 0]);
  expect((await own(bakery.organisationId)).charged.by).toBe("own");
});

test("STL-12: what was written after a closing began is nothing to it, even when a page is added up again", async () => {
  const { ownFeesFor } = await import("../data/organisation-fees.ts");
  const { databaseOf } = await import("../data/database.ts");
  const { regionId } = town.region;
  const closing = { regionId, programmeId: town.programmeId, fromOn: addDays(from, 1) };
  const ids = [town.merchant.organisationId, town.bakery.organisationId];
  const { results } = await env.DB.prepare(
    "select created_at_ms as at from organisation_fee where organisation_id = ?1 order by version",
  )
    .bind(town.merchant.organisationId)
    .all<{ at: number }>();
  const [first, second] = results.map(({ at }) => at);
  const charged = async (createdAtMs = 0) =>
    (await ownFeesFor(databaseOf(env as never, regionId), { ...closing, createdAtMs } as never, ids)).get(
      ids[0] ?? "",
    );
  expect(await charged((first ?? 0) - 1)).toBeUndefined();
  expect(await charged((second ?? 0) - 1)).toEqual(DEAR);
  expect(await charged(second)).toEqual(FREE);
});

test("STL-12: none again is as everybody; a branch is charged as its head office unless it has its own", async () => {
  const { admin, bakery, programmeId } = town;
  const branch = await admin.done("organisations", {
    name: "パン屋 駅前",
    kana: "パンヤ エキマエ",
    parentId: bakery.organisationId,
  });
  expect(await own(branch.organisationId)).toMatchObject({
    charged: { rate: FREE, by: "head-office" },
    organisation: { parentName: "パン屋" },
  });
  const other = (await admin.done(`programmes/${programmeId}/copy`, { name: "ほかの事業" })).programmeId;
  expect((await admin.read(`programmes/${other}/fees`)).rows).toEqual([]);
  expect((await set(branch.organisationId, 0, from, DEAR)).body.charged).toEqual({ rate: DEAR, by: "own" });
  expect((await set(branch.organisationId, 1, from, null)).body).toMatchObject({
    charged: { rate: FREE, by: "head-office" },
    rows: [{ rate: null }, { rate: DEAR }],
  });
});

test("WHO-1, S24: no other region's organisation, none that is no shop's, and nothing for who only reads", async () => {
  const elsewhere = await makeRegion();
  for (const id of [elsewhere.merchant.organisationId, town.issuer.organisationId, "000000000000"])
    expect([id, (await set(id, 0, from, FREE)).status]).toEqual([id, 404]);
  expect((await elsewhere.admin.get(path)).status).toBe(404);
  expect((await town.head.get(path)).body.code).toBe("forbidden");
});

test("STL-12: pages of organisations and of versions give each once", async () => {
  const { admin, bakery } = town;
  for (const address of [path, `${path}/${bakery.organisationId}`]) {
    const whole = (await admin.read(address)).rows;
    const first = await admin.read(`${address}?limit=1`);
    const second = await admin.read(`${address}?limit=1&after=${first.next}`);
    expect([...first.rows, ...second.rows]).toEqual(whole.slice(0, 2));
    expect(whole.length).toBeGreaterThan(1);
  }
});
