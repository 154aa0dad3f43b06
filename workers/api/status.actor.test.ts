import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import type { Disturbance } from "../../schema/api/status.ts";
import { noteAsked } from "../data/status.ts";
import type { Env } from "../env.ts";
import { chainOf } from "../queue/chains.testing.ts";
import { project } from "../queue/projection.ts";
import { sweep } from "../queue/sweep.ts";
import { LATE_AFTER_MS } from "../status/disturbances.ts";
import { readStanding } from "../status/read.ts";
import { Browser } from "./world.actor.testing.ts";

const anybody = new Browser();
const operator = new Browser({ authorization: `Bearer ${btoa("o".repeat(32))}` });
const REGION = "7k3m9qxw2p4d";

const disturbances = async () => (await anybody.read("status")).disturbances as readonly Disturbance[];
const readDisturbances = async (bindings: Env, nowMs: number) =>
  (await readStanding(bindings, nowMs)).disturbances;
const say = (kind: string, regionId: string | null, disturbed: boolean) =>
  operator.done("operator/status", { kind, regionId, disturbed });

test("DEG-1: the operator says for a region or everywhere that something is disturbed, and that it is over; both are logged", async () => {
  expect(await disturbances()).toEqual([]);
  await say("slow", REGION, true);
  await say("payments", null, true);
  expect((await disturbances()).map(({ kind, regionId }) => [kind, regionId])).toEqual([
    ["payments", null],
    ["slow", REGION],
  ]);
  const since = (await disturbances())[0]?.sinceMs;
  await say("payments", null, true);
  expect((await disturbances())[0]?.sinceMs).toBe(since);
  await say("payments", null, false);
  await say("slow", REGION, false);
  expect(await disturbances()).toEqual([]);
  const { results } = await env.DB.prepare(
    "select action, subject_id as subject, region_id as region from audit_log where subject_kind = 'system' order by id",
  ).all();
  expect(results).toEqual([
    { action: "status.disturbed", subject: "slow", region: REGION },
    { action: "status.disturbed", subject: "payments", region: null },
    { action: "status.disturbed", subject: "payments", region: null },
    { action: "status.over", subject: "payments", region: null },
    { action: "status.over", subject: "slow", region: REGION },
  ]);
});

test("DEG-1: nobody else says it", async () => {
  const refused = await anybody.post("operator/status", { kind: "slow", regionId: null, disturbed: true });
  expect(refused.status).toBe(401);
  expect(await disturbances()).toEqual([]);
});

test("DEG-2: a heartbeat that never comes through the queue is noticed, and the next one that does ends it", async () => {
  const stopped = { send: async () => {} } as unknown as Env["JOURNAL_QUEUE"];
  await sweep({ ...env, JOURNAL_QUEUE: stopped } as Env);
  const later = Date.now() + LATE_AFTER_MS + 60_000;
  expect(await readDisturbances(env as Env, Date.now())).toEqual([]);
  expect((await readDisturbances(env as Env, later)).map(({ kind }) => kind)).toEqual(["late"]);
  await noteAsked(env.DB, later, 1);
  expect(
    (await readDisturbances(env as Env, later)).map(({ kind }) => kind),
    "asked again, the first is still waited for",
  ).toEqual(["late"]);
  await sweep(env as Env);
  await vi.waitUntil(async () => (await readDisturbances(env as Env, later)).length === 0, {
    timeout: 20_000,
  });
});

test("OPS-9, DEG-2: of two queues the one that stands still is noticed, and its answer ends it", async () => {
  const kept: unknown[] = [];
  const second = { send: async (message: unknown) => void kept.push(message) };
  const two = { ...env, JOURNAL_QUEUE_2: second } as unknown as Env;
  await env.DB.prepare("delete from system_flag").run();
  await sweep(two);
  const later = Date.now() + LATE_AFTER_MS + 60_000;
  const kinds = async () => (await readDisturbances(two, later)).map(({ kind }) => kind);
  // The first answers by itself; the second holds its heartbeat back.
  await vi.waitUntil(async () => (await readDisturbances(env as Env, later)).length === 0, {
    timeout: 20_000,
  });
  expect(await kinds()).toEqual(["late"]);
  expect(kept).toMatchObject([{ entries: [], queue: 2 }]);
  await env.JOURNAL_QUEUE.send(kept[0]);
  await vi.waitUntil(async () => (await kinds()).length === 0, { timeout: 20_000 });
});

test("DEG-2: messages that nobody takes, or no money for them, are noticed", async () => {
  const nowMs = Date.now();
  const failed = (id: string) =>
    env.DB.prepare(
      `insert into phone_message (id, channel, purpose, lookup, prefix, state, tries, yen, created_at_ms, moved_at_ms)
       values (?1, 'sms', 'sign-in', '00', '090123', 'failed', 3, 0, ?2, ?2)`,
    ).bind(id, nowMs - 1_000);
  await env.DB.batch(["m1", "m2"].map(failed));
  expect(await readDisturbances(env as Env, nowMs)).toEqual([]);
  await failed("m3").run();
  expect((await readDisturbances(env as Env, nowMs)).map(({ kind }) => kind)).toEqual(["messages"]);
  expect(await readDisturbances(env as Env, nowMs + 11 * 60_000)).toEqual([]);
  await env.DB.prepare("delete from phone_message").run();
  await env.DB.prepare(
    "insert into phone_spending (day, yen) select date(?1 / 1000 + 32400, 'unixepoch'), 1000000",
  )
    .bind(nowMs)
    .run();
  expect((await readDisturbances(env as Env, nowMs)).map(({ kind }) => kind)).toEqual(["messages"]);
});

test("DEG-2: a database that is away is itself the news", async () => {
  const away = { batch: () => Promise.reject(new Error("D1_ERROR: away")) };
  const broken = { ...env, DB: { ...away, prepare: env.DB.prepare.bind(env.DB) } } as unknown as Env;
  expect(await readDisturbances(broken, Date.now())).toEqual([
    { kind: "records", regionId: null, sinceMs: null },
  ]);
});

test("OPS-5: everybody reads how far the records are behind, what was kept aside, and when the books were last found right", async () => {
  const nowMs = Date.now();
  const books = async () => (await readStanding(env as Env, nowMs)).books;
  expect(await books()).toEqual({ lagMs: null, gaps: 0, breaks: 0, lastAudit: null, sealedThrough: null });
  const chain = chainOf("a coupon of the standing", [
    { kind: "open", amountYen: 3_000 },
    { kind: "pay", amountYen: -500 },
    { kind: "pay", amountYen: -500 },
  ]);
  const committedAtMs = chain[0]?.atMs ?? 0;
  await project(env.DB, [chain[0], chain[2]] as typeof chain, "log", committedAtMs + 700);
  await env.DB.batch([
    env.DB.prepare(
      "insert into journal_break (id, what, log_key, state, found_at_ms) values ('b1', 'poison', 'k', 'open', 1), ('b2', 'poison', 'k', 'mended', 1)",
    ),
    env.DB.prepare(
      `insert into job_work (job_id, kind, work, state, lease_until_ms, updated_at_ms) values ('a1', 'audit', '{"firstBreak":null}', 'done', 0, 7)`,
    ),
    env.DB.prepare(
      `insert into seal (book_date, state, audit_id, late, closed_at_ms, sealed_at_ms, rows, file_key, file_hash)
       values ('2026-11-01', 'sealed', 'a1', '[]', 0, 0, 2, 'k', 'h'), ('2026-11-02', 'closing', 'a1', '[]', 0, null, null, null, null)`,
    ),
  ]);
  expect(await books()).toMatchObject({
    ...{ gaps: 1, breaks: 1, lastAudit: { endedAtMs: 7, holds: true }, sealedThrough: "2026-11-01" },
  });
  expect((await books())?.lagMs).toBeGreaterThan(0);
  const away = {
    ...env,
    DB: { batch: () => Promise.reject(new Error("away")), prepare: env.DB.prepare.bind(env.DB) },
  };
  expect((await readStanding(away as unknown as Env, nowMs)).books).toBeNull();
  expect((await anybody.read("status")).books).toMatchObject({ breaks: expect.any(Number) });
});

test("OPS-5: the operator alone reads what a person has to look at, open ones only, page by page", async () => {
  await env.DB.batch(
    [
      ["one", 1, null],
      ["two", 2, null],
      ["closed", 3, 4],
      ["three", 3, null],
    ].map(([id, raisedAtMs, closedAtMs]) =>
      env.DB.prepare(
        `insert into alert (id, kind, region_id, subject, detail, raised_at_ms, closed_at_ms)
         values (?1, 'root-unsent', null, 's', '{"tries":3}', ?2, ?3)`,
      ).bind(id, raisedAtMs, closedAtMs),
    ),
  );
  const first = await operator.read("operator/alerts?limit=2");
  expect(first.rows.map((row: { alertId: string }) => row.alertId)).toEqual(["three", "two"]);
  expect(first.rows[0]).toMatchObject({ kind: "root-unsent", detail: { tries: 3 }, regionId: null });
  const second = await operator.read(`operator/alerts?limit=2&after=${first.next}`);
  expect(second.rows.map((row: { alertId: string }) => row.alertId)).toEqual(["one"]);
  expect(second.next).toBeNull();
  expect((await anybody.get("operator/alerts")).status).toBe(401);
});
