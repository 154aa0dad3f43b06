import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { type LetterBody, letterSchema } from "../../schema/api/letters.ts";
import type { ResidentInboxPage } from "../../schema/api/notices.ts";
import { MAX_LETTER_BODY, MAX_LETTERS_A_MONTH, MAX_UNSENT_LETTERS } from "../../schema/limits.ts";
import {
  type Browser,
  makeRegion,
  makeResident,
  PASSWORD,
  signIn,
  type World,
} from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let world: World;
let shop: Browser;
let branch: Browser;
let foreign: Browser;

async function person(key: string, memberships: readonly { organisationId: string; role: string }[]) {
  const loginId = `${world.id}-${key}`;
  await world.admin.done("staff", { name: key, loginId, password: PASSWORD, memberships });
  return signIn(loginId);
}

beforeAll(async () => {
  world = await makeRegion();
  const other = await world.admin.done("organisations", { name: "隣", kana: "トナリ", kinds: ["merchant"] });
  shop = await person("shop", [{ organisationId: world.merchant.organisationId, role: "merchant-head" }]);
  branch = await person("branch", [
    { organisationId: world.merchant.organisationId, role: "merchant-store" },
  ]);
  foreign = await person("foreign", [{ organisationId: other.organisationId, role: "merchant-head" }]);
});

let stores = 0;
/** A store of its own: what it may send in a month is its own too. */
async function newStore(): Promise<string> {
  const { storeId } = await world.admin.done("stores", {
    organisationId: world.merchant.organisationId,
    name: `店${++stores}`,
    kana: "ミセ",
    address: `港町${stores}`,
    municipality: "990019",
    industry: "M7671",
    accepts: "mpm",
  });
  return storeId;
}

const TEXT = { title: "鯛が入りました", body: "今朝の鯛です。\n\n夕方までどうぞ。" };
const write = (storeId: string, more: object = {}): Promise<LetterBody> =>
  shop.done("letters", { storeId, ...TEXT, ...more });
const propose = async (one: LetterBody): Promise<LetterBody> =>
  shop.done(`letters/${one.letterId}/proposal`, { version: one.version });
const decide = (one: LetterBody, decision: "sent" | "refused", reason = "") =>
  world.admin.post(`letters/${one.letterId}/decision`, { version: one.version, decision, reason });
const codeOf = async (reply: Promise<{ readonly body: { readonly code: string } }>) =>
  (await reply).body.code;
const look = (one: LetterBody, who = shop): Promise<LetterBody> => who.read(`letters/${one.letterId}`);
const withdraw = (one: LetterBody, who = shop) =>
  who.post(`letters/${one.letterId}/withdrawal`, { reason: "まちがい" });

/** Writes, proposes and lets go out; until it lies in every inbox. */
async function sent(storeId: string, more: object = {}): Promise<LetterBody> {
  const one = await propose(await write(storeId, more));
  const reply = await decide(one, "sent");
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  const isOver = () =>
    env.DB.prepare("select 1 from push_round where key = ?1 and done_at_ms is not null")
      .bind(`letter:${one.letterId}`)
      .first();
  await vi.waitUntil(async () => (await isOver()) !== null, { timeout: 20_000, interval: 50 });
  return look(one);
}

async function follower(storeId: string): Promise<Browser> {
  const resident = await makeResident(env.DB);
  await resident.send("PUT", `residents/follows/${storeId}`);
  return resident;
}
const inbox = async (who: Browser) => {
  const page: ResidentInboxPage = await who.read("residents/inbox");
  return { unread: page.unread, letters: page.rows.flatMap((row) => (row.kind === "letter" ? [row] : [])) };
};
const titles = async (who: Browser) => (await inbox(who)).letters.map(({ title }) => title);

test("NWS-6: a draft is its store's; proposed it is read by the secretariat, and what is approved is what goes out", async () => {
  const storeId = await newStore();
  const resident = await follower(storeId);
  const draft = await write(storeId);
  expect(letterSchema.parse(draft)).toEqual(draft);
  expect(draft).toMatchObject({ ...TEXT, state: "draft", version: 1, storeName: "店1", counts: null });
  expect(await codeOf(world.admin.get(`letters/${draft.letterId}`))).toBe("not-found");
  expect(await codeOf(foreign.get(`letters/${draft.letterId}`))).toBe("not-found");
  expect((await look(draft, branch)).title).toBe(TEXT.title);
  expect(await codeOf(decide(draft, "sent"))).toBe("not-found");

  const waiting = await propose(draft);
  expect(waiting).toMatchObject({ state: "waiting", proposedBy: "shop" });
  const { rows } = await world.admin.read(`letters?state=waiting&storeId=${storeId}`);
  expect(rows).toMatchObject([{ letterId: draft.letterId, ...TEXT }]);
  expect(await codeOf(shop.post(`letters/${draft.letterId}`, { version: 1, title: "別", body: "別" }))).toBe(
    "letter-state",
  );
  expect(await titles(resident)).toEqual([]);
  expect((await decide(waiting, "sent")).body).toMatchObject({ state: "sent", ...TEXT, decidedBy: "係" });
  expect(await codeOf(decide(waiting, "refused", "二度目"))).toBe("already-decided");
  await vi.waitUntil(async () => (await titles(resident)).length > 0, { timeout: 20_000, interval: 50 });
  expect((await inbox(resident)).letters).toMatchObject([{ ...TEXT, storeId, read: false }]);
  expect(await codeOf(shop.post(`letters/${draft.letterId}`, { version: 1, title: "別", body: "別" }))).toBe(
    "letter-state",
  );
});

test("NWS-6: a decision is on the text that was read: one taken back and written anew is another", async () => {
  const storeId = await newStore();
  const read = await propose(await write(storeId));
  expect(await shop.done(`letters/${read.letterId}/take-back`)).toMatchObject({ state: "draft" });
  expect(await codeOf(world.admin.get(`letters/${read.letterId}`))).toBe("not-found");
  const other = await shop.done(`letters/${read.letterId}`, {
    version: 1,
    title: "別の話",
    body: "別の話です",
  });
  expect(await codeOf(shop.post(`letters/${read.letterId}`, { version: 1, ...TEXT }))).toBe(
    "changed-meanwhile",
  );
  expect(await codeOf(shop.post(`letters/${read.letterId}/proposal`, { version: 1 }))).toBe(
    "changed-meanwhile",
  );
  await propose(other);
  expect(await codeOf(decide(read, "sent"))).toBe("changed-meanwhile");
  expect((await look(read)).state).toBe("waiting");
});

test("NWS-6: a refused one says why, and is written anew and proposed again", async () => {
  const storeId = await newStore();
  const one = await propose(await write(storeId));
  expect((await decide(one, "refused")).status).toBe(422);
  expect((await decide(one, "refused", "値段に税の表示がありません")).body).toMatchObject({
    state: "refused",
    reason: "値段に税の表示がありません",
  });
  const anew = await shop.done(`letters/${one.letterId}`, { version: 1, title: "鯛", body: "税込です" });
  expect(anew).toMatchObject({ state: "draft", version: 2, reason: "値段に税の表示がありません" });
  expect(await propose(anew)).toMatchObject({ state: "waiting", reason: null });
});

test("NWS-6: text is plain, leads nowhere and is not too long", async () => {
  const storeId = await newStore();
  for (const more of [
    { body: "https://mise.example へ" },
    { title: "mise.example" },
    { body: "あ".repeat(MAX_LETTER_BODY + 1) },
    { title: " " },
  ])
    expect((await shop.post("letters", { storeId, ...TEXT, ...more })).status).toBe(422);
});

test("NWS-6: so many in a month and no more, also where two are proposed at once; what is unsent has a limit too", async () => {
  const storeId = await newStore();
  for (let n = 1; n < MAX_LETTERS_A_MONTH; n++) await sent(storeId, { title: `${n}通目` });
  const [a, b] = [await write(storeId), await write(storeId)];
  const replies = await Promise.all(
    [a, b].map((one) => shop.post(`letters/${one.letterId}/proposal`, { version: 1 })),
  );
  expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect(replies.find(({ status }) => status === 409)?.body.code).toBe("letters-this-month");
  expect(await shop.read(`stores/${storeId}/letter-readers`)).toMatchObject({ left: 0 });
  const again = replies.find(({ status }) => status === 200)?.body as LetterBody;
  await shop.done(`letters/${again.letterId}/take-back`);
  expect(await shop.read(`stores/${storeId}/letter-readers`)).toMatchObject({ left: 1 });
  for (let n = 2; n < MAX_UNSENT_LETTERS; n++) await write(storeId);
  expect(await codeOf(shop.post("letters", { storeId, ...TEXT }))).toBe("limit-exceeded");
});

test("NWS-6: whoever proposed a letter doesn't let it go out, in whatever roles they are", async () => {
  const storeId = await newStore();
  const both = await person("both", [
    { organisationId: world.merchant.organisationId, role: "merchant-head" },
    { organisationId: world.region.organisationId, role: "secretariat-clerk" },
  ]);
  const { letterId } = await both.done("letters", { storeId, ...TEXT });
  await both.done(`letters/${letterId}/proposal`, { version: 1 });
  const decision = { version: 1, decision: "sent" };
  const waitingFor = async (who: Browser) => (await who.read("letters?limit=1")).waitingForMe as number;
  const before = await waitingFor(world.admin);
  expect(before - (await waitingFor(both))).toBe(1);
  expect(await codeOf(both.post(`letters/${letterId}/decision`, decision))).toBe("same-person");
  await world.admin.done(`letters/${letterId}/decision`, decision);
  expect(await waitingFor(world.admin)).toBe(before - 1);
});

test("NWS-6, ORG-4: a store that takes no payments proposes nothing, and nothing of it goes out", async () => {
  const storeId = await newStore();
  const [draft, waiting] = [await write(storeId), await propose(await write(storeId))];
  const suspend = (suspended: boolean) =>
    world.admin.done(`stores/${storeId}/suspension`, { suspended, reason: "工事" });
  await suspend(true);
  expect(await codeOf(shop.post("letters", { storeId, ...TEXT }))).toBe("store-suspended");
  expect(await codeOf(shop.post(`letters/${draft.letterId}/proposal`, { version: 1 }))).toBe(
    "store-suspended",
  );
  expect(await codeOf(decide(waiting, "sent"))).toBe("store-suspended");
  await suspend(false);
  expect((await decide(waiting, "sent")).body.state).toBe("sent");
});

test("NWS-6: a draft is given up by its store alone; a sent one leaves the inboxes, whoever withdraws it", async () => {
  const storeId = await newStore();
  const resident = await follower(storeId);
  const draft = await write(storeId);
  expect(await codeOf(withdraw(draft, world.admin))).toBe("not-found");
  expect((await withdraw(draft)).body).toMatchObject({ state: "withdrawn", reason: "まちがい" });
  expect(await codeOf(withdraw(draft))).toBe("letter-state");
  const waiting = await propose(await write(storeId));
  expect(await codeOf(withdraw(waiting, world.admin))).toBe("letter-state");
  for (const who of [shop, world.admin]) {
    const one = await sent(storeId);
    expect(await inbox(resident)).toMatchObject({ unread: 1, letters: [{ title: TEXT.title }] });
    expect((await withdraw(one, who)).status).toBe(200);
    expect(await inbox(resident)).toEqual({ unread: 0, letters: [] });
    expect((await resident.post(`residents/letters/${one.letterId}/read`)).status).toBe(404);
  }
});

test("NWS-7: a letter is read, its store muted from it, and the next one doesn't come; one follows all the same", async () => {
  const [storeId, otherStore] = [await newStore(), await newStore()];
  const [resident, another] = [await follower(storeId), await follower(storeId)];
  await resident.send("PUT", `residents/follows/${otherStore}`);
  const one = await sent(storeId);
  expect(await inbox(resident)).toMatchObject({
    unread: 1,
    letters: [{ ...TEXT, read: false, mutes: { store: false, all: false } }],
  });
  expect(await resident.done(`residents/letters/${one.letterId}/read`)).toEqual({ unread: 0 });
  expect(await resident.done(`residents/letters/${one.letterId}/read`)).toEqual({ unread: 0 });
  expect((await (await makeResident(env.DB)).post(`residents/letters/${one.letterId}/read`)).status).toBe(
    404,
  );

  const muted = await resident.send("PUT", `residents/letter-mutes/${storeId}`);
  expect(muted.body).toEqual({ store: true, all: false });
  expect(await resident.read(`residents/follows/${storeId}`)).toEqual({ following: true });
  expect((await inbox(resident)).letters).toMatchObject([{ read: true, mutes: { store: true, all: false } }]);
  await sent(storeId, { title: "2通目" });
  await sent(otherStore, { title: "別の店" });
  expect(await titles(resident)).toEqual(["別の店", TEXT.title]);
  expect(await titles(another)).toEqual(["2通目", TEXT.title]);

  // Letters of all stores, and again those of some.
  expect((await resident.send("PUT", "residents/letter-mutes")).body).toEqual({ store: false, all: true });
  await sent(otherStore, { title: "だれにも" });
  expect(await titles(resident)).toEqual(["別の店", TEXT.title]);
  expect((await resident.send("DELETE", "residents/letter-mutes")).body).toEqual({
    store: false,
    all: false,
  });
  expect((await resident.send("DELETE", `residents/letter-mutes/${storeId}`)).body).toEqual({
    store: false,
    all: false,
  });
  await sent(storeId, { title: "3通目" });
  expect(await titles(resident), "what was muted doesn't come later").toEqual([
    "3通目",
    "別の店",
    TEXT.title,
  ]);
});

test("NWS-7: only a store that one follows, or has a letter of, is muted", async () => {
  const resident = await makeResident(env.DB);
  const storeId = await newStore();
  expect((await resident.send("PUT", `residents/letter-mutes/${storeId}`)).body.store).toBe(false);
  await resident.send("PUT", `residents/follows/${storeId}`);
  expect((await resident.send("PUT", `residents/letter-mutes/${storeId}`)).body.store).toBe(true);
});

test("NWS-7: its store is told numbers, and small ones only as small", async () => {
  const storeId = await newStore();
  const resident = await follower(storeId);
  expect(await shop.read(`stores/${storeId}/letter-readers`)).toEqual({
    followers: 1,
    muted: { from: 0, to: 1 },
    left: MAX_LETTERS_A_MONTH,
  });
  const few = await sent(storeId);
  await resident.done(`residents/letters/${few.letterId}/read`);
  expect((await look(few)).counts).toEqual({ delivered: { from: 0, to: 9 }, read: { from: 0, to: 1 } });
  await env.DB.prepare(
    `with recursive n (i) as (select 1 union all select i + 1 from n where i < 29)
     insert into store_follow (resident_id, store_id, followed_at_ms) select 'r' || i, ?1, 0 from n`,
  )
    .bind(storeId)
    .run();
  const many = await sent(storeId);
  const told = async () => (await look(many)).counts;
  expect(await told()).toEqual({ delivered: { from: 30, to: 30 }, read: { from: 0, to: 9 } });
  const readBy = (count: number) =>
    env.DB.prepare(
      `update letter_delivery set read_at_ms = 1 where letter_id = ?1 and resident_id in (
         select resident_id from letter_delivery where letter_id = ?1 order by resident_id limit ${count})`,
    )
      .bind(many.letterId)
      .run();
  await readBy(15);
  expect((await told())?.read).toEqual({ from: 15, to: 15 });
  await readBy(29);
  expect((await told())?.read).toEqual({ from: 21, to: 30 });
});
