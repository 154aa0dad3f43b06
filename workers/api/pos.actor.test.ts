import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { MAX_POS_KEYS } from "../../schema/limits.ts";
import {
  Browser,
  makeRegion,
  makeResident,
  op,
  PASSWORD,
  signIn,
  type World,
} from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let world: World;
let head: Browser;
beforeAll(async () => {
  world = await makeRegion();
  head = await headOf(world);
});

async function headOf(region: World): Promise<Browser> {
  const loginId = `${region.id}-head`;
  await region.admin.done("staff", {
    name: "本部",
    loginId,
    password: PASSWORD,
    memberships: [{ organisationId: region.merchant.organisationId, role: "merchant-head" }],
  });
  return signIn(loginId);
}

const ALL = ["inspect", "pay", "void", "read"];
const DAY_MS = 86_400_000;
const request = (more: object = {}) => ({
  storeId: world.store.storeId,
  tillId: null,
  name: "レジ",
  operations: ALL,
  lastDay: null,
  ...more,
});
// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came over the wire
const makeKey = (more: object = {}): Promise<any> => head.done("pos-keys", request(more));
const systemWith = (text: string) => new Browser({ authorization: `Bearer ${text}` });
const anySystem = async (more: object = {}) => systemWith((await makeKey(more)).text);
const looks = async (system: Browser) => (await system.get("pos/v1/key")).status;

async function paper(faceYen = 3000): Promise<string> {
  const { sheets } = await world.issue(1, faceYen);
  return sheets[0]?.code ?? "";
}

async function take(system: Browser, code: string, amountYen: number) {
  const { coupon } = await system.done("pos/v1/inspections", { code });
  const payment = { operationId: op(coupon.idTail), handle: coupon.handle, amountYen };
  return { payment, reply: await system.post("pos/v1/payments", payment) };
}

test("POS-3, OPR-2, OPR-5: a till system looks, takes, hears the same again, resolves and voids, like a clerk", async () => {
  const system = await anySystem();
  const { payment, reply } = await take(system, await paper(), 1_200);
  expect(reply).toMatchObject({
    status: 200,
    body: { outcome: "done", receipt: { ...world.store, amountYen: 1_200, balanceAfterYen: 1_800 } },
  });
  const again = await system.done("pos/v1/payments", payment);
  expect(again.receipt).toEqual({ ...reply.body.receipt, replayed: true });
  expect((await system.post("pos/v1/payments", { ...payment, amountYen: 1_300 })).body).toMatchObject({
    code: "operation-conflict",
  });
  const { operationId } = payment;
  const known = await system.done("pos/v1/operations/resolve", { operationId, handle: reply.body.handle });
  expect(known).toMatchObject({ outcome: "done", kind: "payment", amountYen: 1_200 });
  const never = op(operationId.slice(-8));
  const lost = await system.done("pos/v1/operations/resolve", { operationId: never, handle: payment.handle });
  expect(lost).toMatchObject({ outcome: "not-done" });
  expect((await system.post("pos/v1/payments", { ...payment, operationId: never })).body).toMatchObject({
    code: "operation-abandoned",
    outcome: "not-done",
  });
  const voided = await system.done(`pos/v1/payments/${operationId}/void`, {
    operationId: op(operationId.slice(-8)),
    handle: reply.body.handle,
    reason: "打ちまちがい",
  });
  expect(voided).toMatchObject({ outcome: "done", amountYen: 1_200 });
  const { rows } = await system.read("pos/v1/payments");
  expect(rows.slice(0, 2).map((row: { kind: string }) => row.kind)).toEqual(["void", "payment"]);
  const other = await system.read("pos/v1/payments?date=2020-01-01");
  expect(other.rows).toEqual([]);
});

test("POS-3, AUD-4: the log names the key, and a void says why", async () => {
  const { key, text } = await makeKey();
  const system = systemWith(text);
  const { payment, reply } = await take(system, await paper(), 500);
  await system.done(`pos/v1/payments/${payment.operationId}/void`, {
    operationId: op(payment.operationId.slice(-8)),
    handle: reply.body.handle,
    reason: "打ちまちがい",
  });
  const logged = () =>
    env.DB.prepare("select actor, action, reason from audit_log where subject_id = ?1 order by id")
      .bind(payment.operationId)
      .all();
  await vi.waitUntil(async () => (await logged()).results.length === 2);
  const actor = `pos:${key.keyId}`;
  expect((await logged()).results).toEqual([
    { actor, action: "payment.take", reason: null },
    { actor, action: "payment.void", reason: "打ちまちがい" },
  ]);
  // The call centre reads the key's name beside what happened to the coupon.
  const { sheets } = await world.issue(1);
  const { payment: next } = await take(system, sheets[0]?.code ?? "", 100);
  const story = () => world.admin.read(`holders/coupons/${sheets[0]?.couponId}/timeline`);
  await vi.waitUntil(
    async () => (await story()).rows.some((row: { byName: string | null }) => row.byName === "レジ"),
    { timeout: 20_000 },
  );
  const paid = (await story()).rows.find((row: { kind: string }) => row.kind === "payment");
  expect(paid).toMatchObject({ operationId: next.operationId, byName: "レジ" });
});

test("POS-3, COD-3: a till system takes a code that a phone shows, once", async () => {
  const system = await anySystem();
  const resident = await makeResident(env.DB);
  const look = await resident.done("charges/inspect", { code: await paper() });
  const { programmeId } = world;
  await resident.done("charges", {
    operationId: op(look.coupon.idTail),
    handle: look.coupon.handle,
    programmeId,
  });
  const { idTail } = (await resident.read("wallets")).wallets[0];
  const { code } = await resident.done(`wallets/${programmeId}/codes`, { operationId: op(idTail) });
  const { kind, wallet } = await system.done("pos/v1/inspections", { code });
  expect(kind).toBe("wallet");
  const payment = { operationId: wallet.operationId, handle: wallet.handle, amountYen: 700 };
  const paid = await system.done("pos/v1/payments", payment);
  expect(paid.receipt).toMatchObject({ amountYen: 700, balanceAfterYen: 2_300 });
  expect((await system.done("pos/v1/payments", payment)).receipt.replayed).toBe(true);
  expect((await system.post("pos/v1/inspections", { code })).body.code).toMatch(/^payment-code-/);
  expect((await system.post("pos/v1/payments", { ...payment, operationId: op(idTail) })).status).toBe(422);
});

test("POS-3, OPR-7: what one key looked at, no other key and no clerk takes, and the other way round", async () => {
  const [one, other] = [await anySystem(), await anySystem()];
  const code = await paper();
  const { coupon } = await one.done("pos/v1/inspections", { code });
  const payment = { operationId: op(coupon.idTail), handle: coupon.handle, amountYen: 100 };
  expect((await other.post("pos/v1/payments", payment)).body.code).toBe("handle-expired");
  const byClerk = { ...payment, operationId: op(coupon.idTail), ...world.store };
  expect((await world.clerk.post("counter/payments", byClerk)).body.code).toBe("handle-expired");
  const seen = (await world.scan(code)).coupon;
  const byKey = { operationId: op(seen.idTail), handle: seen.handle, amountYen: 100 };
  expect((await one.post("pos/v1/payments", byKey)).body.code).toBe("handle-expired");
});

test("POS-1: a key is made for some operations and at one till, and its text stands nowhere", async () => {
  const { key, text } = await makeKey({ operations: ["inspect"], tillId: world.store.tillId, name: "受付" });
  expect(key).toMatchObject({ name: "受付", tillNumber: 1, state: "good", operations: ["inspect"] });
  expect(text.startsWith(key.hint)).toBe(true);
  const system = systemWith(text);
  expect(await system.read("pos/v1/key")).toMatchObject({
    keyId: key.keyId,
    operations: ["inspect"],
    open: true,
  });
  const { coupon } = await system.done("pos/v1/inspections", { code: await paper() });
  const payment = { operationId: op(coupon.idTail), handle: coupon.handle, amountYen: 100 };
  expect((await system.post("pos/v1/payments", payment)).body).toMatchObject({
    code: "forbidden",
    outcome: "unknown",
  });
  for (const table of ["pos_key", "pos_key_secret", "audit_log"]) {
    const { results } = await env.DB.prepare(`select * from ${table}`).all();
    expect(JSON.stringify(results)).not.toContain(text);
  }
});

test("POS-1: where a store has several tills, the key or the request says which", async () => {
  const { tillId: second } = (await world.admin.done(`stores/${world.appOnly.storeId}/tills`, {})).tills[1];
  const { storeId, tillId: first } = world.appOnly;
  const code = await paper();
  const ofStore = await anySystem({ storeId });
  expect((await ofStore.post("pos/v1/inspections", { code })).body).toMatchObject({
    code: "invalid-request",
    fields: [{ path: "tillId" }],
  });
  // A store that takes no paper says so before any price (S15).
  const seen = await ofStore.done("pos/v1/inspections", { code, tillId: second });
  expect(seen.verdict).toEqual({ ok: false, code: "cpm-not-accepted" });
  const ofTill = await anySystem({ storeId, tillId: first });
  expect((await ofTill.read("pos/v1/key")).tills).toHaveLength(1);
  await ofTill.done("pos/v1/inspections", { code });
  expect((await ofTill.post("pos/v1/inspections", { code, tillId: second })).body.code).toBe(
    "store-not-found",
  );
});

test("POS-1: a key ends after its last day, and none is made for a day that is over", async () => {
  const day = new Date(Date.now() + DAY_MS + 9 * 3_600_000).toISOString().slice(0, 10);
  const system = await anySystem({ lastDay: day });
  expect(await looks(system)).toBe(200);
  system.clockOffsetMs = 3 * DAY_MS;
  expect((await system.get("pos/v1/key")).body).toMatchObject({ status: 401, code: "key-refused" });
  expect((await head.post("pos-keys", request({ lastDay: "2020-01-01" }))).body).toMatchObject({
    code: "invalid-request",
    fields: [{ path: "lastDay" }],
  });
});

test("POS-1: a store has no more good keys than it may, however many are asked for at once", async () => {
  const { storeId } = world.outside;
  const replies = await Promise.all(
    Array.from({ length: MAX_POS_KEYS + 3 }, () => head.post("pos-keys", request({ storeId }))),
  );
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(MAX_POS_KEYS);
  expect(replies.find(({ status }) => status !== 200)?.body.code).toBe("limit-exceeded");
  const { rows, next } = await head.read(`pos-keys?storeId=${storeId}&limit=15`);
  const rest = await head.read(`pos-keys?storeId=${storeId}&limit=15&after=${next}`);
  const ids = [...rows, ...rest.rows].map((row: { keyId: string }) => row.keyId);
  expect(new Set(ids).size).toBe(MAX_POS_KEYS);
  await head.done(`pos-keys/${ids[0]}/end`, { reason: "ためし" });
  expect((await head.post("pos-keys", request({ storeId }))).status).toBe(200);
});

test("POS-2: both texts of a replaced key are good for the hours that were chosen, then only the newer one", async () => {
  const { key, text } = await makeKey();
  const replaced = await head.done(`pos-keys/${key.keyId}/replacement`, { version: 1, overlapHours: 2 });
  expect(replaced.key.former).toMatchObject({ hint: key.hint });
  const [older, newer] = [systemWith(text), systemWith(replaced.text)];
  expect([await looks(older), await looks(newer)]).toEqual([200, 200]);
  // What was looked at by the older text is taken by the newer one: it is one key.
  const { coupon } = await older.done("pos/v1/inspections", { code: await paper() });
  const payment = { operationId: op(coupon.idTail), handle: coupon.handle, amountYen: 100 };
  expect((await newer.post("pos/v1/payments", payment)).status).toBe(200);
  for (const system of [older, newer]) system.clockOffsetMs = 2 * 3_600_000;
  expect([await looks(older), await looks(newer)]).toEqual([401, 200]);
});

test("POS-2: pressing twice replaces once, no more than two texts are good, and ending ends them all", async () => {
  const { key, text } = await makeKey();
  const replace = (version: number) =>
    head.post(`pos-keys/${key.keyId}/replacement`, { version, overlapHours: 5 });
  const twice = await Promise.all([replace(1), replace(1)]);
  expect(twice.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  const second = twice.find(({ status }) => status === 200)?.body;
  const third = (await replace(2)).body;
  const systems = [text, second.text, third.text].map(systemWith);
  expect(await Promise.all(systems.map(looks))).toEqual([401, 200, 200]);
  const ended = await head.done(`pos-keys/${key.keyId}/end`, { reason: "紛失" });
  expect(ended).toMatchObject({ state: "ended", former: null });
  expect(await Promise.all(systems.map(looks))).toEqual([401, 401, 401]);
  expect((await replace(3)).body.code).toBe("changed-meanwhile");
  expect((await head.done(`pos-keys/${key.keyId}/end`, { reason: "もう一度" })).endedAtMs).toBe(
    ended.endedAtMs,
  );
});

test("POS-2, FRZ-4, FRZ-5: a suspended store's key takes nothing and voids what it took; a stopped organisation's opens nothing", async () => {
  const other = await makeRegion();
  const office = await headOf(other);
  const { text } = await office.done("pos-keys", request({ storeId: other.store.storeId }));
  const system = systemWith(text);
  const { sheets } = await other.issue(1);
  const { payment, reply } = await take(system, sheets[0]?.code ?? "", 400);
  const stop = (path: string, suspended: boolean) =>
    other.admin.done(`${path}/suspension`, { suspended, reason: "調べ中" });
  const { coupon } = await system.done("pos/v1/inspections", { code: sheets[0]?.code });
  await stop(`stores/${other.store.storeId}`, true);
  expect((await system.read("pos/v1/key")).open).toBe(false);
  const late = { operationId: op(coupon.idTail), handle: coupon.handle, amountYen: 100 };
  expect((await system.post("pos/v1/payments", late)).body).toMatchObject({
    code: "store-suspended",
    outcome: "not-done",
  });
  const voiding = (operationId: string) =>
    system.post(`pos/v1/payments/${payment.operationId}/void`, {
      operationId,
      handle: reply.body.handle,
      reason: "ためし",
    });
  expect((await voiding(op(coupon.idTail))).status).toBe(200);
  await stop(`organisations/${other.merchant.organisationId}`, true);
  expect((await system.get("pos/v1/payments")).body.code).toBe("account-stopped");
  await stop(`organisations/${other.merchant.organisationId}`, false);
  await stop(`stores/${other.store.storeId}`, false);
  expect((await system.read("pos/v1/key")).open).toBe(true);
});

test("POS-4: keys that nobody has make their network wait, and nobody with a good one", async () => {
  const here = { "cf-connecting-ip": "203.0.113.77" };
  const { text } = await makeKey();
  const guess = () =>
    new Browser({ ...here, authorization: `Bearer ${text.slice(0, -1)}` }).get("pos/v1/key");
  const replies = [];
  for (let n = 0; n < 21; n++) replies.push((await guess()).body.code);
  expect(replies.slice(0, 20)).toEqual(Array(20).fill("key-refused"));
  expect(replies[20]).toBe("too-many-requests");
  expect((await new Browser({ ...here, authorization: `Bearer ${text}` }).get("pos/v1/key")).status).toBe(
    200,
  );
  expect((await new Browser(here).get("pos/v1/key")).body.code).toBe("not-signed-in");
});

test("POS-4, SEC-8: what a key is refused is counted under the key, by its name", async () => {
  const { key, text } = await makeKey({ operations: ["read"], name: "見るだけ" });
  const system = systemWith(text);
  await system.post("pos/v1/payments", {});
  await system.post("pos/v1/payments", {});
  const { admin } = world;
  const found = async () =>
    (await admin.read("refusals")).rows.find((row: { subject: string }) => row.subject === key.keyId);
  await vi.waitUntil(async () => (await found())?.times === 2, { timeout: 20_000 });
  expect(await found()).toMatchObject({
    kind: "pos-key",
    name: "見るだけ",
    route: "POST /api/pos/v1/payments",
    code: "forbidden",
  });
});

test("POS-1: when a key was last used is noted, not with each request", async () => {
  const { key, text } = await makeKey();
  expect(key.usedAtMs).toBeNull();
  await looks(systemWith(text));
  const { storeId } = world.store;
  const listed = async () =>
    (await head.read(`pos-keys?storeId=${storeId}&limit=100`)).rows.find(
      (row: { keyId: string }) => row.keyId === key.keyId,
    );
  await vi.waitUntil(async () => (await listed()).usedAtMs !== null, { timeout: 20_000 });
  const noted = (await listed()).usedAtMs;
  await looks(systemWith(text));
  expect((await listed()).usedAtMs).toBe(noted);
});

test("POS-4: a key that asks without end is braked, and the store's other key isn't", async () => {
  const [busy, other] = [await anySystem(), await anySystem()];
  let refused = 0;
  for (let sent = 0; sent < 700 && refused === 0; sent += 50) {
    const codes = await Promise.all(Array.from({ length: 50 }, () => looks(busy)));
    refused = codes.filter((status) => status === 429).length;
  }
  expect(refused).toBeGreaterThan(0);
  expect((await busy.get("pos/v1/key")).body).toMatchObject({ code: "too-many-requests" });
  expect(await looks(other)).toBe(200);
});
