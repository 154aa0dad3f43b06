import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { type ResidentInboxPage, residentInboxPageSchema } from "../../schema/api/notices.ts";
import { DAY_MS } from "../../schema/calendar.ts";
import { type ProgrammeId, type ResidentId, walletName } from "../../schema/ids.ts";
import { type Browser, makeRegion, makeResident, type World } from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let world: World;
let other: World;
beforeAll(async () => {
  [world, other] = [await makeRegion(), await makeRegion()];
});

let operations = 0;
const NOW = Date.now();

/** A resident with wallets in programmes, and what their journals say as it is projected. */
async function resident(...worlds: readonly World[]) {
  const browser = await makeResident(env.DB);
  const { residentId } = (await browser.read("residents/me")) as { residentId: ResidentId };
  const seqs = new Map<string, number>();
  const actorIn = ({ programmeId }: World) => walletName(residentId, programmeId as ProgrammeId);
  for (const one of worlds)
    await env.DB.prepare("insert into wallet_link values (?1, ?2, ?3, ?4, 0)")
      .bind(residentId, one.programmeId, one.region.regionId, actorIn(one))
      .run();
  const entry = async (
    one: World,
    kind: string,
    atMs: number,
    yen: readonly number[],
    more: { readonly detail?: object; readonly storeId?: string } = {},
  ) => {
    const operation = `op-${++operations}`;
    for (const [line, amount] of yen.entries()) {
      const seq = (seqs.get(actorIn(one)) ?? 0) + 1;
      seqs.set(actorIn(one), seq);
      await env.DB.prepare(
        `insert into journal (actor, seq, class, region_id, programme_id, at_ms, book_date, operation_id, line, kind, account,
           amount_yen, store_id, detail, prev_hash, hash, log_key, projected_at_ms)
         values (?1, ?2, 'wallet', ?3, ?4, ?5, '2026-11-25', ?6, ?7, ?8, '1', ?9, ?10, ?11, '', '', '', 0)`,
      )
        .bind(
          ...[actorIn(one), seq, one.region.regionId, one.programmeId, atMs, operation, line, kind, amount],
          more.storeId ?? null,
          more.detail ? JSON.stringify(more.detail) : null,
        )
        .run();
    }
  };
  const expiry = (one: World, days: 7 | 1, atMs: number, yen: number) =>
    env.DB.prepare("insert into expiry_news values (?1, ?2, '2026-12-02', ?3, ?4, ?5, ?6)")
      .bind(residentId, one.programmeId, days, one.region.regionId, yen, atMs)
      .run();
  return { browser, residentId, entry, expiry };
}

const page = async (browser: Browser, query = ""): Promise<ResidentInboxPage> => {
  const body = await browser.read(`residents/inbox${query}`);
  expect(residentInboxPageSchema.parse(body)).toEqual(body);
  return body;
};
const kindsOf = (rows: ResidentInboxPage["rows"]) => rows.map((row) => row.kind);
const looked = (browser: Browser, upToMs: number) =>
  browser.done("residents/inbox/looked", { upToMs }) as Promise<{ unread: number }>;

test("PSH-1: what happened to the Pays of all regions and what is told stand in one order, the newest first", async () => {
  const { browser, entry, expiry } = await resident(world, other);
  const { noticeId } = await world.admin.done("notices", {
    ...{ kind: "notice", category: null, title: "年末", body: "本文", fromOn: null, untilOn: null },
    audiences: [{ kind: "residents", programmeId: world.programmeId }],
  });
  await entry(world, "credit", NOW - 9_000_000, [3_000], { detail: { origin: "charge" } });
  await entry(other, "credit", NOW - 8_000_000, [500], { detail: { origin: "grant" } });
  await entry(world, "pay", NOW - 7_000_000, [-1_000, -500], { storeId: world.store.storeId });
  await entry(world, "freeze", NOW - 6_500_000, [0]);
  await expiry(world, 7, NOW - 6_000_000, 800);
  await entry(world, "reverse", NOW - 5_000_000, [1_000, 500], { storeId: world.store.storeId });
  await world.admin.done(`notices/${noticeId}/publish`);
  const { rows, next } = await page(browser);
  expect(kindsOf(rows)).toEqual(["notice", "reversal", "expiry-7", "payment", "grant", "charge"]);
  expect(next).toBeNull();
  expect(rows[1]).toMatchObject({ amountYen: 1_500, storeName: "喫茶", isNew: true, expiresOn: null });
  expect(rows[2]).toMatchObject({ amountYen: 800, expiresOn: "2026-12-02", isNew: true });
  expect(rows[3]).toMatchObject({ amountYen: 1_500, isNew: false, pay: { programmeId: world.programmeId } });
  expect(rows[4]).toMatchObject({ amountYen: 500, pay: { programmeId: other.programmeId } });
  await world.admin.done(`notices/${noticeId}/withdraw`, { reason: "試し" });
});

test("PSH-1: pages follow one another without a gap or a double, also where much happened in one millisecond", async () => {
  const { browser, entry, expiry } = await resident(world, other);
  for (let count = 0; count < 4; count++) {
    await entry(world, "pay", NOW - DAY_MS, [-100]);
    await entry(other, "pay", NOW - DAY_MS, [-100]);
  }
  await expiry(world, 7, NOW - DAY_MS, 100);
  await expiry(world, 1, NOW - DAY_MS, 100);
  const seen: string[] = [];
  for (let after: string | null = ""; after !== null; ) {
    const { rows, next }: ResidentInboxPage = await page(
      browser,
      `?limit=3${after ? `&after=${after}` : ""}`,
    );
    expect(rows.length).toBeLessThanOrEqual(3);
    seen.push(...rows.map((row) => ("newsId" in row ? row.newsId : row.kind)));
    after = next;
  }
  expect(seen).toHaveLength(10);
  expect(new Set(seen).size).toBe(10);
});

test("PSH-1: new is what somebody else did since one looked; what comes after that is new again", async () => {
  const { browser, entry, expiry } = await resident(world);
  await entry(world, "pay", NOW - 9_000, [-100]);
  await entry(world, "credit", NOW - 8_000, [100], { detail: { origin: "charge" } });
  expect((await page(browser)).unread).toBe(0);
  await entry(world, "credit", NOW - 7_000, [100], { detail: { origin: "grant" } });
  await expiry(world, 1, NOW - 6_000, 100);
  await entry(world, "reverse", NOW - 5_000, [60, 40]);
  expect((await page(browser)).unread).toBe(3);
  expect(await looked(browser, NOW - 6_000)).toEqual({ unread: 1 });
  // An older word doesn't make it new again, and nobody has seen what is still to come.
  expect(await looked(browser, 0)).toEqual({ unread: 1 });
  expect(await looked(browser, NOW + DAY_MS)).toEqual({ unread: 0 });
  const newsIn = await page(browser);
  expect(newsIn.rows.some((row) => "isNew" in row && row.isNew)).toBe(false);
  await entry(world, "reverse", Date.now() + 60_000, [100]);
  expect((await page(browser)).unread).toBe(1);
});

test("PSH-1, WHO-1: a resident reads of their own Pays alone; one without any reads of none", async () => {
  const { entry } = await resident(world);
  await entry(world, "pay", NOW, [-100]);
  expect(await page(await makeResident(env.DB))).toEqual({ rows: [], next: null, unread: 0 });
});
