import { env, exports } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import * as changes from "../../schema/api/change-requests.ts";
import * as organisations from "../../schema/api/organisations.ts";
import { managedStoreSchema, storeDetailSchema } from "../../schema/api/stores.ts";
import { Browser, makeRegion, OWN_PASSWORD, PASSWORD, signIn, type World } from "./world.actor.testing.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let world: World;
let boss: Browser;
beforeAll(async () => {
  world = await makeRegion();
  boss = await account(`${world.id}-boss`, world.merchant.organisationId, "merchant-head");
});

async function account(loginId: string, organisationId: string, role: string, by = world.admin) {
  await by.done("staff", {
    name: role,
    loginId,
    password: PASSWORD,
    memberships: [{ organisationId, role }],
  });
  return signIn(loginId);
}

const DETAILS = {
  postalCode: "9990001",
  address: "港町2-3",
  phone: "0990000000",
  hours: {
    weekly: [[], ...Array.from({ length: 6 }, () => [{ from: "10:00", to: "18:30" }])],
    closedOn: ["2026-12-31"],
    note: "ラストオーダー 18:00",
  },
  notices: "入口は海がわです",
  pin: { latitudeE6: 35_123_456, longitudeE6: 139_654_321 },
};
const logOf = async (kind: string, id: string) =>
  (
    await env.DB.prepare(
      "select action, before, after, reason from audit_log where subject_kind = ?1 and subject_id = ?2 order by id",
    )
      .bind(kind, id)
      .all<{ action: string; before: string | null; after: string | null; reason: string | null }>()
  ).results;

/* ---------- Stores ---------- */

test("ORG-1: a merchant writes what visitors read, anybody reads it, and the log has before and after", async () => {
  const path = `stores/${world.store.storeId}`;
  const { version } = await boss.read(`${path}/managed`);
  const edited = await boss.send("PUT", path, { ...DETAILS, version });
  expect([edited.status, edited.body.version]).toEqual([200, version + 1]);
  expect(managedStoreSchema.parse(edited.body)).toEqual(edited.body);
  const seen = await new Browser().read(path);
  expect(storeDetailSchema.parse(seen)).toEqual(seen);
  expect(seen).toMatchObject({ ...DETAILS, name: "喫茶" });
  const last = (await logOf("store", world.store.storeId)).at(-1);
  expect([last?.action, JSON.parse(last?.before ?? "").phone, JSON.parse(last?.after ?? "").phone]).toEqual([
    "store.edit",
    null,
    DETAILS.phone,
  ]);
});

test("ORG-1: who saves over somebody else's edit is told, and nothing of either is lost", async () => {
  const path = `stores/${world.appOnly.storeId}`;
  const { version } = await boss.read(`${path}/managed`);
  expect((await world.admin.send("PUT", path, { ...DETAILS, notices: "先", version })).status).toBe(200);
  const late = await boss.send("PUT", path, { ...DETAILS, notices: "後", version });
  expect([late.status, late.body.code]).toEqual([409, "changed-meanwhile"]);
  expect((await new Browser().read(path)).notices).toBe("先");
});

test("ORG-1: the name a payer sees and where a store counts are the secretariat's to write", async () => {
  const path = `stores/${world.outside.storeId}`;
  const { version } = await boss.read(`${path}/managed`);
  const identity = {
    name: "別の店",
    kana: "ベツノミセ",
    municipality: "990019",
    industry: "M7671",
    accepts: "mpm",
  };
  expect((await boss.send("PUT", path, { ...DETAILS, version, identity })).body.code).toBe("forbidden");
  const elsewhere = { ...identity, municipality: "990035" };
  const refused = await world.admin.send("PUT", path, { ...DETAILS, version, identity: elsewhere });
  expect(refused.body.fields).toEqual([{ path: "identity.municipality", message: "not of this region" }]);
  expect((await world.admin.send("PUT", path, { ...DETAILS, version, identity })).body.name).toBe("別の店");
});

test("ORG-1: hours out of order and a pin in the sea off Africa are refused by field", async () => {
  const path = `stores/${world.store.storeId}`;
  const { version } = await boss.read(`${path}/managed`);
  const weekly = [...DETAILS.hours.weekly.slice(0, 6), [{ from: "18:00", to: "10:00" }]];
  const reply = await boss.send("PUT", path, {
    ...DETAILS,
    version,
    hours: { ...DETAILS.hours, weekly },
    pin: { latitudeE6: 0, longitudeE6: 0 },
  });
  expect(reply.status).toBe(422);
  expect(reply.body.fields.map((field: { path: string }) => field.path)).toEqual([
    "hours.weekly.6",
    "pin.latitudeE6",
    "pin.longitudeE6",
  ]);
});

/** The picture alone, and as a telephone sends it: with the place it was taken at. */
const letters = [..."Exif\0\0 35.6812,139.7671"].map((letter) => letter.charCodeAt(0));
const DRAWN = [
  ...[0xff, 0xc0, 0, 11, 8, 0, 48, 0, 64, 1, 1, 0x11, 0],
  ...[0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, ...new Array(200).fill(7), 0xff, 0xd9],
];
const ALONE = new Uint8Array([0xff, 0xd8, ...DRAWN]);
const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe1, 0, letters.length + 2, ...letters, ...DRAWN]);
async function putPicture(browser: Browser, storeId: string, bytes: Uint8Array) {
  const reply = await exports.default.fetch(
    new Request(`http://localhost/api/stores/${storeId}/picture`, {
      method: "PUT",
      headers: { origin: "http://localhost", cookie: browser.cookieHeader(), "content-type": "image/jpeg" },
      body: bytes,
    }),
  );
  return { status: reply.status, body: (await reply.json()) as { code?: string; picture?: string } };
}

test("MAP-6: a pin far from its region is refused with its reason, unless nobody drew all of the region", async () => {
  const path = `stores/${world.outside.storeId}`;
  const { regionId } = world.region;
  const square = (west: number) => [
    [
      [
        [west, 34],
        [west + 0.1, 34],
        [west + 0.1, 34.1],
        [west, 34.1],
        [west, 34],
      ],
    ],
  ];
  const put = async (pin: { latitudeE6: number; longitudeE6: number } | null) => {
    const { version } = await boss.read(`${path}/managed`);
    return boss.send("PUT", path, { ...DETAILS, version, pin });
  };
  const [near, far] = [
    { latitudeE6: 34_050_000, longitudeE6: 141_050_000 },
    { latitudeE6: 35_000_000, longitudeE6: 139_000_000 },
  ];
  const { rows } = await boss.read(`regions/${regionId}/municipalities`);
  const [first, ...others] = rows as { code: string }[];
  const draw = (code: string | undefined, west: number) =>
    world.operator.post(`operator/regions/${regionId}/municipalities/${code}/outline`, {
      outline: square(west),
    });
  await draw(first?.code, 141);
  expect((await put(far)).status).toBe(200);
  expect((await put(near)).status).toBe(200);

  for (const [n, { code }] of others.entries()) await draw(code, 141.1 + n / 10);
  const refused = await put(far);
  expect([refused.status, refused.body.code]).toEqual([422, "pin-outside-region"]);
  const here = await put({ ...near, latitudeE6: near.latitudeE6 + 1_000 });
  expect(here.body.pin).toEqual({ ...near, latitudeE6: 34_051_000 });
});

test("MAP-6, AUD-4: the organisation's history says from where to where a pin was moved, and of nothing else", async () => {
  const path = `stores/${world.outside.storeId}`;
  const history = async () =>
    (await world.admin.read(`organisations/${world.merchant.organisationId}/history`)).rows[0];
  const put = async (part: object) => {
    const { version } = await boss.read(`${path}/managed`);
    return (await boss.send("PUT", path, { ...DETAILS, ...part, version })).status;
  };
  const [before, after] = [
    { latitudeE6: 34_050_000, longitudeE6: 141_050_000 },
    { latitudeE6: 34_060_000, longitudeE6: 141_060_000 },
  ];
  await put({ pin: before });
  expect(await put({ pin: after })).toBe(200);
  expect(await history()).toMatchObject({ action: "store.edit", pin: { before, after } });
  await put({ pin: after, notices: "入口は山がわです" });
  expect(await history()).toMatchObject({ action: "store.edit", pin: null });
  await put({ pin: null });
  expect(await history()).toMatchObject({ pin: { before: after, after: null } });
});

test("ORG-1: a picture is kept by its content, shown to anybody, and gone with its last store", async () => {
  const { storeId } = world.store;
  const { picture } = (await putPicture(boss, storeId, JPEG)).body;
  expect((await new Browser().read(`stores/${storeId}`)).picture).toBe(picture);
  const shown = await exports.default.fetch(
    new Request(`http://localhost/api/stores/${storeId}/picture/${picture}`),
  );
  expect([
    shown.status,
    shown.headers.get("content-type"),
    shown.headers.get("x-content-type-options"),
  ]).toEqual([200, "image/jpeg", "nosniff"]);
  expect(shown.headers.get("content-security-policy")).toContain("sandbox");
  // PRG-7: nothing is kept but the picture.
  expect(new Uint8Array(await shown.arrayBuffer())).toEqual(ALONE);
  expect((await boss.send("DELETE", `stores/${storeId}/picture`)).body.picture).toBe(null);
  expect((await env.FILES.list({ prefix: "pictures/" })).objects).toEqual([]);
});

test("ORG-1: what is no picture, or too large, or from somebody else's staff is not taken", async () => {
  const { storeId } = world.store;
  const page = new TextEncoder().encode("<!doctype html><script>alert(1)</script>");
  expect((await putPicture(boss, storeId, page)).body.code).toBe("picture-not-readable");
  expect((await putPicture(boss, storeId, JPEG.slice(0, -2))).body.code).toBe("picture-not-readable");
  const wide = Uint8Array.from(ALONE);
  wide.set([0x7f, 0xff], 9);
  expect((await putPicture(boss, storeId, wide)).body.code).toBe("limit-exceeded");
  const large = new Uint8Array(600 * 1024);
  large.set(JPEG);
  expect((await putPicture(boss, storeId, large)).body.code).toBe("body-too-large");
  const other = await makeRegion();
  expect((await putPicture(other.admin, storeId, JPEG)).body.code).toBe("store-not-found");
  expect((await putPicture(world.desk, storeId, JPEG)).body.code).toBe("forbidden");
});

/* ---------- Change requests ---------- */

test("S15, ORG-2: a merchant asks for paper, the secretariat approves, and the store takes it", async () => {
  const { storeId } = world.appOnly;
  const asked = await boss.done("change-requests", { storeId, accepts: "mpm+cpm" });
  expect(changes.changeRequestSchema.parse(asked)).toEqual(asked);
  expect((await boss.post("change-requests", { storeId, accepts: "mpm+cpm" })).body.code).toBe("conflict");
  expect(
    (await boss.post(`change-requests/${asked.changeRequestId}/decision`, { decision: "approved" })).body
      .code,
  ).toBe("forbidden");
  const waiting = await world.admin.read("change-requests?state=waiting");
  expect(waiting.rows.map((row: { changeRequestId: string }) => row.changeRequestId)).toEqual([
    asked.changeRequestId,
  ]);
  const path = `change-requests/${asked.changeRequestId}/decision`;
  const decided = await world.admin.done(path, { decision: "approved" });
  expect(decided).toMatchObject({
    state: "approved",
    before: "mpm",
    after: "mpm+cpm",
    askedBy: "merchant-head",
  });
  expect((await new Browser().read(`stores/${storeId}`)).accepts).toBe("mpm+cpm");
  const late = await world.admin.post(path, { decision: "refused", reason: "やはり" });
  expect(late.body.code).toBe("already-decided");
  expect((await new Browser().read(`stores/${storeId}`)).accepts).toBe("mpm+cpm");
});

test("ORG-2: a refusal says why, a question taken back can't be decided, and nobody sees across", async () => {
  const { storeId } = world.outside;
  const ask = () => boss.done("change-requests", { storeId, accepts: "mpm+cpm" });
  const first = await ask();
  const path = (id: string, what: string) => `change-requests/${id}/${what}`;
  const bare = await world.admin.post(path(first.changeRequestId, "decision"), { decision: "refused" });
  expect(bare.body.fields[0].path).toBe("reason");
  const refused = await world.admin.done(path(first.changeRequestId, "decision"), {
    decision: "refused",
    reason: "読み取り機がまだ届いていません",
  });
  expect(refused).toMatchObject({ state: "refused", reason: "読み取り機がまだ届いていません" });
  const second = await ask();
  const other = await makeRegion();
  const theirs = await account(
    `${world.id}-else`,
    other.merchant.organisationId,
    "merchant-head",
    other.admin,
  );
  expect((await theirs.post(path(second.changeRequestId, "withdrawal"), {})).body.code).toBe("not-found");
  expect((await theirs.read("change-requests")).rows).toEqual([]);
  await boss.done(path(second.changeRequestId, "withdrawal"), {});
  const late = await world.admin.post(path(second.changeRequestId, "decision"), { decision: "approved" });
  expect(late.body.code).toBe("already-decided");
  expect((await new Browser().read(`stores/${storeId}`)).accepts).toBe("mpm");
});

/* ---------- Suspension ---------- */

test("ORG-4: a suspended store refuses payments and is on no list, and comes back with everything", async () => {
  const { sheets } = await world.issue(1);
  const path = `stores/${world.store.storeId}/suspension`;
  await world.admin.done(path, { suspended: true, reason: "QRの張りかえの疑い" });
  expect((await world.scan(sheets[0]?.code ?? "")).verdict).toEqual({ ok: false, code: "store-suspended" });
  const listed = async () =>
    (await new Browser().read(`stores?programmeId=${world.programmeId}`)).rows.map(
      (row: { storeId: string }) => row.storeId,
    );
  expect(await listed()).not.toContain(world.store.storeId);
  await world.admin.done(path, { suspended: false, reason: "調べ終わりました" });
  expect((await world.scan(sheets[0]?.code ?? "")).verdict).toEqual({ ok: true });
  expect(await listed()).toContain(world.store.storeId);
  const log = (await logOf("store", world.store.storeId)).slice(-2);
  expect(log.map((row) => [row.action, row.reason])).toEqual([
    ["store.suspend", "QRの張りかえの疑い"],
    ["store.reopen", "調べ終わりました"],
  ]);
});

test("ORG-4, S22: stopping a head office stops its branches' stores and everybody's session, until it is undone", async () => {
  const own = await makeRegion();
  const head = await own.admin.done("organisations", { name: "本社", kana: "ホンシャ", kinds: ["merchant"] });
  const branch = await own.admin.done("organisations", {
    name: "支店",
    kana: "シテン",
    parentId: head.organisationId,
  });
  const store = await own.admin.done("stores", {
    organisationId: branch.organisationId,
    name: "支店の店",
    kana: "シテンノミセ",
    address: "港町",
    municipality: "990019",
    industry: "M7671",
    accepts: "mpm+cpm",
  });
  const { tills } = await own.admin.done(`stores/${store.storeId}/tills`, {});
  const at = { storeId: store.storeId, tillId: tills[0].tillId };
  const clerk = await account(`${own.id}-branch`, branch.organisationId, "clerk", own.admin);
  const { sheets } = await own.issue(1);
  const scan = () => clerk.post("counter/inspect", { ...at, code: sheets[0]?.code });
  expect((await scan()).status).toBe(200);

  const path = `organisations/${head.organisationId}`;
  await own.admin.done(`${path}/suspension`, { suspended: true, reason: "不正の疑い" });
  expect([(await scan()).status, (await scan()).body.code]).toEqual([403, "account-stopped"]);
  const signing = await new Browser().post("staff/session", {
    loginId: `${own.id}-branch`,
    password: OWN_PASSWORD,
  });
  expect(signing.body.code).toBe("account-stopped");
  expect(await own.admin.read(`stores/${store.storeId}/managed`)).toMatchObject({
    state: "suspended",
    suspendedBy: "organisation",
  });
  expect((await new Browser().read(`stores?text=支店の店`)).rows).toEqual([]);

  await own.admin.done(`${path}/suspension`, { suspended: false, reason: "疑いは晴れました" });
  expect((await scan()).status).toBe(200);
  const history = await own.admin.read(`${path}/history`);
  expect(organisations.organisationHistoryPageSchema.parse(history)).toEqual(history);
  expect(history.rows.map((row: { action: string }) => row.action)).toEqual([
    "organisation.start",
    "organisation.stop",
    "store.create",
    "organisation.create",
    "organisation.create",
  ]);
});

test("ORG-4: a secretariat doesn't stop itself, nor anybody of another region", async () => {
  const other = await makeRegion();
  const stop = (id: string) =>
    world.admin.post(`organisations/${id}/suspension`, { suspended: true, reason: "ためし" });
  expect((await stop(world.region.organisationId)).body.code).toBe("forbidden");
  expect((await stop(other.merchant.organisationId)).body.code).toBe("not-found");
});

/* ---------- Lists ---------- */

test("S18: organisations are found by name, kana and state, and one is shown with all that lies under it", async () => {
  const found = async (query: string) =>
    (await world.admin.read(`organisations?${query}`)).rows.map((row: { name: string }) => row.name);
  expect(await found("text=宿")).toEqual(["宿", "宿本館"]);
  expect(await found("text=ヤドホ")).toEqual(["宿本館"]);
  expect(await found("text=%25")).toEqual([]);
  expect(await found("state=stopped")).toEqual([]);
  const detail = await world.admin.read(`organisations/${world.issuer.organisationId}`);
  expect(organisations.organisationDetailSchema.parse(detail)).toEqual(detail);
  expect(detail).toMatchObject({ parent: null, branches: [{ name: "宿本館" }], stores: 0, accounts: 1 });
  // A head office's people and stores are those of its branches too.
  const { rows } = await world.admin.read(`staff?organisationId=${world.issuer.organisationId}`);
  expect(rows.map((row: { name: string }) => row.name)).toEqual(["フロント"]);
  const stores = await world.admin.read(`stores/managed?organisationId=${world.merchant.organisationId}`);
  expect(stores.rows).toHaveLength(3);
  const other = await makeRegion();
  expect((await other.admin.get(`organisations/${world.issuer.organisationId}`)).status).toBe(404);
});
