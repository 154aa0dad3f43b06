import { exports } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import type { OpenPay } from "../../schema/api/wallets.ts";
import { Browser, makeRegion, type World } from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let world: World;
let other: World;
const anyone = new Browser();
beforeAll(async () => {
  world = await makeRegion();
  other = await makeRegion();
});

const found = async (query: string): Promise<{ rows: OpenPay[]; next: string | null }> =>
  anyone.read(`programmes/open${query}`);
const ids = async (text: string): Promise<readonly string[]> =>
  (await found(`?text=${encodeURIComponent(text)}&limit=100`)).rows.map((row) => row.programmeId);

test("ADD-1: a Pay is found by the name of its region, and one of another region is not", async () => {
  const [mine] = (await found(`?regionId=${world.region.regionId}`)).rows;
  expect(mine?.programmeId).toBe(world.programmeId);
  const name = mine?.regionName ?? "";
  expect(await ids(name)).toContain(world.programmeId);
  expect(await ids(name)).not.toContain(other.programmeId);
  expect(await ids(`${name} どこにもない`)).toEqual([]);
});

test("ADD-2: it says who runs the programme, where it may be used and until when, and nothing of who asks", async () => {
  const reply = await exports.default.fetch(
    new Request(`http://localhost/api/programmes/open?regionId=${world.region.regionId}`),
  );
  expect(reply.headers.get("cache-control")).toBe("public, max-age=15");
  expect(reply.headers.has("set-cookie")).toBe(false);
  const { rows } = (await reply.json()) as { rows: OpenPay[] };
  const facts = await world.admin.read(`programmes/${world.programmeId}`);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ endsOn: facts.endsOn, payName: facts.payName });
  expect(rows[0]?.runBy).not.toBe("");
  expect(rows[0]?.towns === null).toBe(facts.scope.municipalities === null);
});

test("ADD-2: a page follows the one before by its key, each Pay once", async () => {
  const all = await ids("");
  expect(new Set(all).size).toBe(all.length);
  const paged: string[] = [];
  for (let after: string | null = ""; after !== null; ) {
    const page: { rows: OpenPay[]; next: string | null } = await found(
      `?limit=1${after ? `&after=${after}` : ""}`,
    );
    paged.push(...page.rows.map((row) => row.programmeId));
    after = page.next;
  }
  expect(paged).toEqual(all);
});

test("ADD-2: what is closed is not found any more, from the next question on", async () => {
  const closing = await makeRegion();
  expect((await found(`?regionId=${closing.region.regionId}`)).rows).toHaveLength(1);
  await closing.admin.done(`programmes/${closing.programmeId}/state`, { to: "closed", reason: "終わり" });
  expect((await found(`?regionId=${closing.region.regionId}`)).rows).toEqual([]);
});

test("SEC-1: a text that is too long is refused by its field, and a key of somebody's own is the first page", async () => {
  const long = await anyone.get(`programmes/open?text=${"あ".repeat(61)}`);
  expect([long.status, long.body.code]).toEqual([422, "invalid-request"]);
  const odd = await anyone.get(`programmes/open?text=%27%25_&after=${"A".repeat(40)}`);
  expect(odd.status).toBe(200);
});
