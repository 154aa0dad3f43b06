import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { genesisHash } from "../../durable-objects/lib/hash.ts";
import { businessDate, DAY_MS } from "../../schema/calendar.ts";
import { Browser } from "./world.actor.testing.ts";

const operator = new Browser({ authorization: `Bearer ${btoa("o".repeat(32))}` });
const REGION = "7k3m9qxw2p4d";
const OTHER = "8k3m9qxw2p4d";
const PROGRAMME = "1k3m9qxw2p4d";
const SECOND = "2k3m9qxw2p4d";
const RESIDENT = "3k3m9qxw2p4d";
const STORE = "4k3m9qxw2p4d";
const T = Date.parse("2026-11-20T10:00:00+09:00");

/** A row of the projection, as far as the question reads it. */
function entry(of: {
  actor: string;
  seq: number;
  kind: string;
  atMs: number;
  programmeId?: string;
  regionId?: string;
  code?: string;
  bookDate?: string;
}) {
  const { actor, seq, kind, atMs, programmeId = PROGRAMME, regionId = REGION, code } = of;
  const actorClass = actor.includes(":") ? "wallet" : actor.startsWith("fund") ? "fund" : "coupon";
  return env.DB.prepare(
    `insert into journal (actor, seq, class, region_id, programme_id, at_ms, book_date, operation_id, line, kind, account,
       amount_yen, store_id, result, prev_hash, hash, log_key, projected_at_ms)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, ?9, '', ?10, ?11, ?12, ?13, ?14, 'k', ?6)`,
  ).bind(
    ...[actor, seq, actorClass, regionId, programmeId, atMs, of.bookDate ?? businessDate(atMs)],
    ...[`${actor}-${seq}`, kind, kind === "pay" ? -100 : 0, kind === "pay" ? STORE : null],
    ...[code ? JSON.stringify({ code }) : null, genesisHash("coupon", "x" as never), `${actor}${seq}`],
  );
}

beforeAll(async () => {
  const programme = (id: string, regionId: string) =>
    env.DB.prepare(
      "insert into programme (id, region_id, state, created_at_ms) values (?1, ?2, 'open', 1)",
    ).bind(id, regionId);
  await env.DB.batch([
    programme(PROGRAMME, REGION),
    programme(SECOND, REGION),
    programme("9k3m9qxw2p4d", OTHER),
    entry({ actor: `${RESIDENT}:${PROGRAMME}`, seq: 1, kind: "pay", atMs: T }),
    entry({
      actor: `${RESIDENT}:${PROGRAMME}`,
      seq: 2,
      kind: "fence",
      atMs: T + 1,
      code: "operation-abandoned",
    }),
    entry({ actor: "coupon", seq: 1, kind: "pay", atMs: T + 2, programmeId: SECOND }),
    // Late: it books on a later day.
    entry({ actor: "coupon", seq: 2, kind: "pay", atMs: T + 3, programmeId: SECOND, bookDate: "2026-11-22" }),
    // Not asked for: the fund, another region, before and after.
    entry({ actor: "fund", seq: 1, kind: "pay-out", atMs: T }),
    entry({ actor: "foreign", seq: 1, kind: "pay", atMs: T, programmeId: "9k3m9qxw2p4d", regionId: OTHER }),
    entry({ actor: "coupon", seq: 3, kind: "pay", atMs: T - 1, programmeId: SECOND }),
    entry({ actor: "coupon", seq: 4, kind: "pay", atMs: T + 60_000, programmeId: SECOND }),
  ]);
});

const ask = (more: Record<string, string> = {}) =>
  `operator/affected?${new URLSearchParams({ regionId: REGION, fromMs: String(T), untilMs: String(T + 60_000), ...more })}`;
const operations = (page: { rows: { operationId: string }[] }) => page.rows.map((row) => row.operationId);
const ALL = [`${RESIDENT}:${PROGRAMME}-1`, `${RESIDENT}:${PROGRAMME}-2`, "coupon-1", "coupon-2"];

test("OPS-4: the wallets and coupons of a region in a span of time, late entries too, and nobody else's", async () => {
  const page = await operator.read(ask());
  expect(operations(page)).toEqual(ALL);
  expect(page.rows[0]).toMatchObject({ residentId: RESIDENT, issueId: null, kind: "pay", amountYen: -100 });
  expect(page.rows[1]).toMatchObject({ kind: "fence", refusal: "operation-abandoned" });
  expect(page.rows[2]).toMatchObject({ residentId: null, storeId: STORE });
  expect(operations(await operator.read(ask({ programmeId: SECOND })))).toEqual(["coupon-1", "coupon-2"]);
  expect(operations(await operator.read(ask({ storeId: STORE })))).toEqual([ALL[0], "coupon-1", "coupon-2"]);
  expect(
    (await operator.read(ask({ regionId: OTHER, fromMs: String(T + DAY_MS), untilMs: String(T + DAY_MS) })))
      .rows,
  ).toEqual([]);
});

test("OPS-4: page by page over several programmes, each entry once", async () => {
  const seen: string[] = [];
  for (let next: string | null = ""; next !== null; ) {
    const page = await operator.read(ask({ limit: "1", ...(next === "" ? {} : { after: next }) }));
    seen.push(...operations(page));
    next = page.next;
  }
  expect(seen).toEqual(ALL);
});

test("OPS-4, AUD-4: the question is logged once for its region, and nobody else may ask it", async () => {
  const count = () =>
    env.DB.prepare("select count(*) as n from audit_log where action = 'affected.read' and region_id = ?1")
      .bind(REGION)
      .first<number>("n");
  const before = (await count()) ?? 0;
  const { next } = await operator.read(ask({ limit: "2" }));
  await operator.read(ask({ limit: "2", after: next }));
  expect(await count()).toBe(before + 1);
  expect((await new Browser().get(ask())).status).toBe(401);
});
