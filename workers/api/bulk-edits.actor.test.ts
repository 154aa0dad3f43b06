import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { type BulkEditReply, bulkEditReplySchema } from "../../schema/api/bulk-edits.ts";
import { type Browser, makeRegion, PASSWORD, signIn, type World } from "./world.actor.testing.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

let world: World;
let other: World;
let head: Browser;
let stores: string[];
const WEEK = Array.from({ length: 7 }, (_, day) => (day === 0 ? [] : [{ from: "10:00", to: "20:00" }]));

beforeAll(async () => {
  world = await makeRegion();
  other = await makeRegion();
  await world.admin.done("staff", {
    name: "本社",
    loginId: `${world.id}-head`,
    password: PASSWORD,
    memberships: [{ organisationId: world.merchant.organisationId, role: "merchant-head" }],
  });
  head = await signIn(`${world.id}-head`);
  stores = [world.store.storeId, world.appOnly.storeId, world.outside.storeId];
});

const edit = async (
  change: object,
  apply: boolean,
  rows: readonly { storeId: string; version?: number }[] = stores.map((storeId) => ({ storeId })),
): Promise<BulkEditReply["rows"]> =>
  bulkEditReplySchema.parse(await head.done("stores/bulk-edits", { stores: rows, change, apply })).rows;
const managed = (storeId: string) => head.read(`stores/${storeId}/managed`);
const versions = (rows: BulkEditReply["rows"]) => rows.map(({ storeId, version }) => ({ storeId, version }));

describe("several stores at once (BLK-1, BLK-2)", () => {
  test("a look changes nothing; then everything is as it was shown, and logged store by store", async () => {
    const change = { weekly: WEEK, notices: "12月31日は15時まで" };
    const shown = await edit(change, false);
    expect(shown.map(({ edit: outcome }) => outcome)).toEqual(["coming", "coming", "coming"]);
    expect((await managed(stores[0] as string)).notices).toBeNull();
    const done = await edit(change, true, versions(shown));
    expect(done.map(({ edit: outcome }) => outcome)).toEqual(["done", "done", "done"]);
    for (const [at, storeId] of stores.entries()) {
      const { hours, notices, version, address } = await managed(storeId);
      expect({ hours, notices, version }).toEqual({
        hours: { weekly: WEEK, closedOn: [], note: "" },
        notices: change.notices,
        version: done[at]?.version,
      });
      expect(address).toBe("港町1");
    }
    const log = await env.DB.prepare(
      "select count(*) as n from audit_log where action = 'store.edit' and subject_id in (?1, ?2, ?3)",
    )
      .bind(...stores)
      .first<{ n: number }>();
    expect(log?.n).toBe(3);
    expect((await edit(change, false)).map(({ edit: outcome }) => outcome)).toEqual(["same", "same", "same"]);
  });

  test("a store that was changed since is left alone and named, the others are done", async () => {
    const change = { closedOn: { add: ["2026-12-31"], remove: [] } };
    const shown = await edit(change, false);
    const { storeId, hours, postalCode, address, phone, pin, version } = await managed(stores[1] as string);
    await head.send("PUT", `stores/${storeId}`, {
      version,
      postalCode,
      address,
      phone,
      pin,
      hours,
      notices: "先に書いた",
    });
    const done = await edit(change, true, versions(shown));
    expect(done.map(({ edit: outcome }) => outcome)).toEqual(["done", "changed-meanwhile", "done"]);
    expect(await managed(stores[1] as string)).toMatchObject({
      notices: "先に書いた",
      hours: { closedOn: [] },
    });
    expect((await managed(stores[0] as string)).hours.closedOn).toEqual(["2026-12-31"]);
  });

  test("applied twice at once, each store is written once", async () => {
    const shown = versions(await edit({ hoursNote: "祝日も同じ" }, false));
    const both = await Promise.all([
      edit({ hoursNote: "祝日も同じ" }, true, shown),
      edit({ hoursNote: "祝日も同じ" }, true, shown),
    ]);
    for (const at of stores.keys())
      expect(both.map((rows) => rows[at]?.edit).filter((outcome) => outcome === "done").length).toBe(1);
  });
});

test("BLK-3, ORG-2: ways of paying are asked for, once, and nothing changes until the secretariat agrees", async () => {
  const change = { accepts: "mpm+cpm" };
  const shown = await edit(change, false);
  expect(shown.map(({ ask }) => ask)).toEqual(["same", "coming", "same"]);
  const done = await edit(change, true, versions(shown));
  expect(done[1]).toMatchObject({ ask: "done", edit: "same" });
  expect((await managed(stores[1] as string)).accepts).toBe("mpm");
  expect((await edit(change, true, versions(shown)))[1]?.ask).toBe("already-asked");
  const { rows } = await world.admin.read("change-requests?state=waiting");
  expect(rows.map(({ storeId }: { storeId: string }) => storeId)).toEqual([stores[1]]);
});

test("WHO-2: one store that isn't theirs, and nothing of any is shown or written", async () => {
  const body = {
    stores: [
      { storeId: stores[0], version: 99 },
      { storeId: other.store.storeId, version: 1 },
    ],
    change: { notices: "のっとり" },
  };
  for (const apply of [false, true]) {
    const reply = await head.post("stores/bulk-edits", { ...body, apply });
    expect([reply.status, reply.body.code]).toEqual([404, "store-not-found"]);
  }
  expect((await managed(stores[0] as string)).notices).not.toBe("のっとり");
  const malformed = [
    { ...body, stores: [], apply: false },
    { ...body, stores: [{ storeId: stores[0] }], apply: true },
    { ...body, stores: [{ storeId: stores[0] }, { storeId: stores[0] }], apply: false },
    { ...body, change: {}, apply: false },
  ];
  for (const one of malformed) expect((await head.post("stores/bulk-edits", one)).status).toBe(422);
  expect((await world.clerk.post("stores/bulk-edits", { ...body, apply: false })).status).toBe(403);
});
