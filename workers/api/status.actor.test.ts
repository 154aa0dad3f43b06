import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import type { Disturbance } from "../../schema/api/status.ts";
import { noteAsked } from "../data/status.ts";
import type { Env } from "../env.ts";
import { sweep } from "../queue/sweep.ts";
import { LATE_AFTER_MS } from "../status/disturbances.ts";
import { readDisturbances } from "../status/read.ts";
import { Browser } from "./world.actor.testing.ts";

const anybody = new Browser();
const operator = new Browser({ authorization: `Bearer ${btoa("o".repeat(32))}` });
const REGION = "7k3m9qxw2p4d";

const disturbances = async () => (await anybody.read("status")).disturbances as readonly Disturbance[];
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
  await noteAsked(env.DB, later);
  expect(
    (await readDisturbances(env as Env, later)).map(({ kind }) => kind),
    "asked again, the first is still waited for",
  ).toEqual(["late"]);
  await sweep(env as Env);
  await vi.waitUntil(async () => (await readDisturbances(env as Env, later)).length === 0, {
    timeout: 20_000,
  });
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
