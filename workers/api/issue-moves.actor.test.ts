import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { couponActorName } from "../../durable-objects/lib/keys.ts";
import { couponStub, fundStub } from "../../durable-objects/lib/money-actor.ts";
import type { ChargeCode } from "../../schema/charge-code.ts";
import { fundName, type IssueId, type ProgrammeId } from "../../schema/ids.ts";
import { programmeFigures } from "../audit/programmes.ts";
import { runStop, STOP_DRAIN_MS, stopJobId, stopsNotBegun } from "../freezing/issue.ts";
import { driveResidentFreeze, undrivenFreezes } from "../freezing/resident.ts";
import { readJob } from "../queue/lease.ts";
import { sweep } from "../queue/sweep.ts";
import { Browser, makeRegion, makeResident, op, type World } from "./world.actor.testing.ts";

let world: World;
beforeAll(async () => {
  world = await makeRegion();
});

const withdraw = (issueId: string, by = world.desk) =>
  by.post(`issues/${issueId}/withdraw`, { operationId: op(world.fundIdTail), reason: "金額のまちがい" });
const allottedYen = async () =>
  (await world.admin.read(`programmes/${world.programmeId}/fund`)).allotted[0].amountYen as number;
const actorOf = (code: string) => couponActorName(code as ChargeCode, 1, env);
const headOfFund = async () => (await fundStub(env, fundName(world.programmeId as ProgrammeId)).head()).seq;
const projected = (actor: string, seq: number) =>
  vi.waitUntil(
    async () => {
      const row = await env.DB.prepare("select seq from actor_head where actor = ?1").bind(actor).first<{
        seq: number;
      }>();
      return (row?.seq ?? 0) >= seq;
    },
    { timeout: 30_000, interval: 100 },
  );

/* ---------- Withdraw ---------- */

test("FND-6, CPN-4: a withdrawn issue gives its yen back; its sheets read as unknown, to staff as cancelled", async () => {
  const before = await allottedYen();
  const { issueId, sheets } = await world.issue(2, 3000, false);
  const code = sheets[0]?.code ?? "";
  expect(await allottedYen()).toBe(before - 6000);
  const operationId = op(world.fundIdTail);
  const body = { operationId, reason: "人数のまちがい" };
  const done = await world.desk.done(`issues/${issueId}/withdraw`, body);
  expect(done).toMatchObject({ outcome: "done", replayed: false, issue: { state: "withdrawn" } });
  expect(await world.desk.done(`issues/${issueId}/withdraw`, body)).toMatchObject({ replayed: true });
  expect(await allottedYen()).toBe(before);

  const anyone = await new Browser({ "cf-connecting-ip": "198.51.100.61" }).post("coupons/inspect", { code });
  expect([anyone.status, anyone.body.code]).toEqual([404, "coupon-not-found"]);
  expect((await world.scan(code)).verdict).toEqual({ ok: false, code: "cancelled" });
  expect((await couponStub(env, actorOf(code)).head()).seq).toBe(0);
  expect((await world.desk.get(`issues/${issueId}/sheets`)).body.code).toBe("issue-not-ready");
  const late = await world.desk.post(`issues/${issueId}/activate`, { operationId: op(world.fundIdTail) });
  expect(late.body).toMatchObject({ code: "issue-state", outcome: "not-done" });
  const log = await env.DB.prepare(
    "select action, reason from audit_log where subject_id = ?1 and action = 'issue.withdraw'",
  )
    .bind(issueId)
    .first();
  expect(log).toEqual({ action: "issue.withdraw", reason: "人数のまちがい" });
});

test("FND-6: what was handed over can't be withdrawn; another's issue doesn't exist (WHO-1, WHO-2)", async () => {
  const { issueId } = await world.issue(1);
  expect((await withdraw(issueId)).body).toMatchObject({ code: "issue-state", outcome: "not-done" });
  const other = await makeRegion();
  const { issueId: theirs } = await other.issue(1, 3000, false);
  expect((await withdraw(theirs)).status).toBe(404);
  expect((await withdraw(theirs, world.admin)).status).toBe(404);
  expect((await withdraw(theirs, world.clerk)).status).toBe(403);
});

test("AUD-2: the equation holds over a withdrawn issue", async () => {
  const { issueId } = await world.issue(3, 1000, false);
  expect((await withdraw(issueId)).status).toBe(200);
  await projected(world.programmeId, await headOfFund());
  await vi.waitUntil(
    async () => (await programmeFigures(env.DB, world.programmeId, "2026-11-28")).differenceYen === 0,
    { timeout: 30_000, interval: 200 },
  );
  const figures = await programmeFigures(env.DB, world.programmeId, "2026-11-28");
  expect(figures.cancelledYen).toBeGreaterThanOrEqual(3000);
  const live = await world.admin.read(`programmes/${world.programmeId}/figures`);
  expect(live.cancelledYen).toBe(figures.cancelledYen);
  expect(live.liveYen).toBe(figures.unopenedYen + figures.liveYen);
});

/* ---------- Stop ---------- */

test("CPN-7: stopping keeps unopened coupons closed at once and freezes the opened, also one whose entry came late", async () => {
  const { issueId, sheets } = await world.issue(3);
  const [early, late, never] = sheets.map((sheet) => sheet.code);
  const open = async (code: string) => {
    const { coupon } = await world.scan(code);
    return world.clerk.post("counter/payments", {
      operationId: op(coupon.idTail),
      handle: coupon.handle,
      ...world.store,
      amountYen: 100,
    });
  };
  expect((await open(early ?? "")).status).toBe(200);
  await projected(actorOf(early ?? ""), 2);
  // Opened, and D1 knows nothing of it yet.
  expect((await open(late ?? "")).status).toBe(200);
  await projected(actorOf(late ?? ""), 2);
  const hidden = await env.DB.prepare("select * from actor_head where actor = ?1")
    .bind(actorOf(late ?? ""))
    .first();
  await env.DB.prepare("delete from actor_head where actor = ?1")
    .bind(actorOf(late ?? ""))
    .run();

  const sent: unknown[] = [];
  const jobs = { send: async (body: unknown) => void sent.push(body) } as unknown as Queue;
  const stopped = await world.admin.done(`issues/${issueId}/stop`, {
    operationId: op(world.fundIdTail),
    reason: "不正の疑い",
  });
  expect(stopped.issue.state).toBe("stopped");
  expect((await open(never ?? "")).body).toMatchObject({ code: "frozen" });
  const quiet = { ...env, JOBS_QUEUE: jobs } as typeof env;
  const jobId = stopJobId(issueId as IssueId);
  await vi.waitUntil(async () => (await world.scan(early ?? "")).verdict.code === "frozen", {
    timeout: 30_000,
    interval: 200,
  });
  expect((await open(late ?? "")).status).toBe(200);

  // Its entry arrives; the pass that begins after everything had time to arrive finds it, and is the last.
  const columns = Object.keys(hidden ?? {});
  await env.DB.prepare(
    `insert or ignore into actor_head (${columns.join(",")}) values (${columns.map((_, i) => `?${i + 1}`).join(",")})`,
  )
    .bind(...Object.values(hidden ?? {}))
    .run();
  await projected(world.programmeId, await headOfFund());
  const job = await readJob<{ flaggedAtMs: number }>(env.DB, jobId);
  expect(job?.state).not.toBe("done");
  await runStop(quiet, jobId);
  expect((await open(late ?? "")).body).toMatchObject({ code: "frozen", outcome: "not-done" });
  expect((await readJob(env.DB, jobId))?.state).not.toBe("done");
  const later = { ...quiet, CLOCK_OFFSET_MS: String(STOP_DRAIN_MS + 60_000) };
  await runStop(later, jobId);
  expect((await readJob(env.DB, jobId))?.state).toBe("done");
});

test("CPN-7, ALM-2: a stop whose maker died before its job was written is begun by the sweep", async () => {
  const { issueId } = await world.issue(1);
  await fundStub(env, fundName(world.programmeId as ProgrammeId)).stop({
    operationId: op(world.fundIdTail),
    issueId: issueId as IssueId,
  });
  await env.DB.prepare("update issue set state = 'stopped' where id = ?1").bind(issueId).run();
  expect(await stopsNotBegun(env.DB, 100)).toContain(issueId);
  await sweep(env);
  expect(await stopsNotBegun(env.DB, 100)).not.toContain(issueId);
  expect(await readJob(env.DB, stopJobId(issueId as IssueId))).not.toBeNull();
});

/* ---------- Residents ---------- */

test("FRZ-1: a freeze that a wallet didn't answer is driven by the sweep until it has", async () => {
  const { sheets } = await world.issue(1);
  const resident = await makeResident(env.DB);
  const look = await resident.done("charges/inspect", { code: sheets[0]?.code });
  await resident.done("charges", {
    operationId: op(look.coupon.idTail),
    handle: look.coupon.handle,
    programmeId: world.programmeId,
  });
  const { residentId } = await resident.read("residents/me");
  const record = { residentId, regionId: world.region.regionId, frozen: true, operationId: op("00000000") };
  await env.DB.prepare(
    "insert into resident_freeze (resident_id, region_id, frozen, operation_id, since_ms) values (?1, ?2, 1, ?3, 1)",
  )
    .bind(residentId, record.regionId, record.operationId)
    .run();
  const away = { get: () => ({ freeze: () => Promise.reject(new Error("away")) }), idFromName: () => null };
  const broken = { ...env, WALLET: away as never };
  expect(await driveResidentFreeze(broken, record, Date.now())).toMatchObject({ reached: 0, total: 1 });
  expect(await undrivenFreezes(env.DB, Date.now(), 100)).toMatchObject([record]);
  expect((await sweep(env)).freezesDriven).toBe(1);
  expect((await resident.read("wallets")).wallets).toMatchObject([{ frozen: true }]);
  expect(await undrivenFreezes(env.DB, Date.now(), 100)).toEqual([]);
});
