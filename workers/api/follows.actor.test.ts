import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { MAX_FOLLOWED_STORES } from "../../schema/limits.ts";
import { type Browser, makeRegion, makeResident, type World } from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let world: World;
beforeAll(async () => {
  world = await makeRegion();
});

const follow = (resident: Browser, storeId: string) => resident.send("PUT", `residents/follows/${storeId}`);
const unfollow = (resident: Browser, storeId: string) =>
  resident.send("DELETE", `residents/follows/${storeId}`);
const names = async (resident: Browser, query = ""): Promise<readonly string[]> =>
  (await resident.read(`residents/follows${query}`)).rows.map((row: { name: string }) => row.name);
const followers = async (who: Browser, storeId: string): Promise<number> =>
  (await who.read(`stores/${storeId}/followers`)).followers;

test("FOL-1: following twice is following once, and ending it twice is ending it once", async () => {
  const resident = await makeResident(env.DB);
  const { storeId } = world.appOnly;
  expect((await resident.read(`residents/follows/${storeId}`)).following).toBe(false);
  const replies = await Promise.all([follow(resident, storeId), follow(resident, storeId)]);
  expect(replies.map((reply) => reply.body)).toEqual([{ following: true }, { following: true }]);
  expect((await resident.read(`residents/follows/${storeId}`)).following).toBe(true);
  expect(await names(resident)).toEqual(["屋台"]);
  for (const reply of [await unfollow(resident, storeId), await unfollow(resident, storeId)])
    expect(reply.body).toEqual({ following: false });
  expect(await names(resident)).toEqual([]);
});

test("FOL-1: the list is by kana, in pages, narrowed like everybody's, and only one's own", async () => {
  const [resident, other] = [await makeResident(env.DB), await makeResident(env.DB)];
  for (const { storeId } of [world.outside, world.appOnly, world.store]) await follow(resident, storeId);
  await follow(other, world.outside.storeId);
  expect(await names(resident)).toEqual(["喫茶", "屋台", "山の店"]);
  expect(await names(other)).toEqual(["山の店"]);
  const first = await resident.read("residents/follows?limit=2");
  expect(first.rows).toHaveLength(2);
  expect(await names(resident, `?limit=2&after=${first.next}`)).toEqual(["山の店"]);
  expect(await names(resident, "?text=%E5%B1%8B")).toEqual(["屋台"]);
  expect(await names(resident, "?accepts=mpm")).toEqual(["屋台"]);
  expect(await names(resident, `?programmeId=${world.programmeId}`)).not.toContain("山の店");
});

test("FOL-1: a store that takes nothing at present stays in the list and says so", async () => {
  const resident = await makeResident(env.DB);
  const { storeId } = world.outside;
  await follow(resident, storeId);
  const suspend = (suspended: boolean) =>
    world.admin.done(`stores/${storeId}/suspension`, { suspended, reason: "工事" });
  await suspend(true);
  expect((await resident.read("residents/follows")).rows).toMatchObject([{ storeId, open: false }]);
  await suspend(false);
  expect((await resident.read("residents/follows")).rows).toMatchObject([{ storeId, open: true }]);
});

test("FOL-1: one more than the most is refused, also when two come at once, and none is lost", async () => {
  const resident = await makeResident(env.DB);
  const { residentId } = await resident.read("residents/me");
  await env.DB.prepare(
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${MAX_FOLLOWED_STORES - 1})
     insert into store_follow select ?1, 'store' || i, 0 from n`,
  )
    .bind(residentId)
    .run();
  const [one, two] = await Promise.all([
    follow(resident, world.store.storeId),
    follow(resident, world.appOnly.storeId),
  ]);
  expect([one?.status, two?.status].sort()).toEqual([200, 409]);
  expect([one, two].find((reply) => reply?.status === 409)?.body.code).toBe("too-many-follows");
  const count = await env.DB.prepare("select count(*) as n from store_follow where resident_id = ?1")
    .bind(residentId)
    .first<{ n: number }>();
  expect(count?.n).toBe(MAX_FOLLOWED_STORES);
});

test("FOL-1: a store that nobody knows is not followed", async () => {
  const resident = await makeResident(env.DB);
  const reply = await follow(resident, "0123456789ab");
  expect([reply.status, reply.body.code]).toEqual([404, "store-not-found"]);
});

test("FOL-2: shop and secretariat read one number and no name; another region reads nothing", async () => {
  const { storeId } = world.store;
  const before = await followers(world.clerk, storeId);
  const residents = [await makeResident(env.DB), await makeResident(env.DB)];
  for (const resident of residents) await follow(resident, storeId);
  expect((await world.clerk.get(`stores/${storeId}/followers`)).body).toEqual({ followers: before + 2 });
  await unfollow(residents[0] as Browser, storeId);
  expect(await followers(world.admin, storeId)).toBe(before + 1);
  const elsewhere = await makeRegion();
  expect((await elsewhere.admin.get(`stores/${storeId}/followers`)).status).toBe(404);
});

test("FOL-1: who is erased follows nothing any more, and nothing comes after", async () => {
  const resident = await makeResident(env.DB);
  const { storeId } = world.store;
  const before = await followers(world.admin, storeId);
  await follow(resident, storeId);
  expect(await followers(world.admin, storeId)).toBe(before + 1);
  await resident.done("residents/erasure", { giveUpYen: 0 });
  expect(await followers(world.admin, storeId)).toBe(before);
});
