import { env } from "cloudflare:test";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { entryHash } from "../../durable-objects/lib/chain.ts";
import { couponActorName } from "../../durable-objects/lib/keys.ts";
import { breaksPageSchema, type RebuildBody, rebuildSchema } from "../../schema/api/operator-books.ts";
import { addDays, businessDate } from "../../schema/calendar.ts";
import type { ChargeCode } from "../../schema/charge-code.ts";
import type { JournalEntry } from "../../schema/events.ts";
import { type Browser, makeRegion, makeResident, op, type World } from "../api/world.actor.testing.ts";
import { readAudit, startAudit } from "../audit/run.ts";
import type { Env } from "../env.ts";
import { dying, JobsInHand } from "../queue/dying.actor.testing.ts";
import { sweep } from "../queue/sweep.ts";
import { rowsKey } from "../sealing/day-file.ts";
import { offsetFromNoon } from "../sealing/noon.testing.ts";
import { sealNext } from "../sealing/run.ts";
import { QUIET_MS, readRebuild, runRebuild, startRebuild } from "./run.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const today = businessDate(Date.now());
const jobs = new JobsInHand();

/** Money actors that nobody may ask: a rebuild wakes nobody (PRJ-2). */
const asleep = new Proxy({} as Env["COUPON"] & Env["WALLET"] & Env["FUND"], {
  get: () => {
    throw new Error("an actor was woken");
  },
});
/** The same system so much later, its jobs in this test's hands. */
const later = (ms: number): Env => ({ ...env, CLOCK_OFFSET_MS: String(ms), JOBS_QUEUE: jobs.queue });
const aloneWithTheLog = (ms: number): Env => ({ ...later(ms), COUPON: asleep, WALLET: asleep, FUND: asleep });

let world: World;
let resident: Browser;
let sheets: readonly { code: string; couponId: string }[] = [];
let firstPaper: { operationId: string; handle: string; tail: string };
let asked: { from: string; to: string; asOf: string; sha256: string };

const first = <T>(text: string, ...values: unknown[]) =>
  env.DB.prepare(text)
    .bind(...values)
    .first<T>();
const count = async (table: string) =>
  (await first<{ n: number }>(`select count(*) as n from ${table}`))?.n ?? 0;

async function payPaper(code: string, amountYen: number) {
  const { coupon } = await world.scan(code);
  const operationId = op(coupon.idTail);
  const paid = await world.clerk.done("counter/payments", {
    ...world.store,
    operationId,
    handle: coupon.handle,
    amountYen,
  });
  return { operationId, handle: paid.handle as string, tail: coupon.idTail as string };
}

async function payApp(amountYen: number): Promise<string> {
  const { tills } = await world.clerk.read(`counter/qr?storeId=${world.appOnly.storeId}`);
  const [, storeId, tillId, signature] = /\/s\/([^/]+)\/([^.]+)\.(.+)$/.exec(tills[0].qrText) ?? [];
  const look = await resident.done("payments/inspect", { storeId, tillId, signature });
  const operationId = op(look.pays[0].idTail);
  const { programmeId } = world;
  await resident.done("payments", { operationId, programmeId, storeId, tillId, signature, amountYen });
  return operationId;
}

const projected = (operationId: string) =>
  vi.waitUntil(() => first("select 1 from journal where operation_id = ?1", operationId), {
    timeout: 60_000,
  });

/** Asks for the transactions through the API and waits for the file's hash. */
async function report(asOf?: string): Promise<string> {
  const body = { programmeId: world.programmeId, kind: "transactions", from: today, to: today };
  const { reportId } = await world.admin.done("reports", { ...body, ...(asOf ? { asOf } : {}) });
  const done = await vi.waitUntil(
    async () => {
      const now = await world.admin.read(`reports/${reportId}`);
      return now.state === "done" ? now : false;
    },
    { timeout: 30_000 },
  );
  expect(done.asOf).toBe(asOf ?? null);
  return done.file.sha256;
}

/** Seals what is due so long after today's noon. */
async function seal(afterMs: number): Promise<void> {
  const at = later(offsetFromNoon(today, afterMs));
  await sealNext(at);
  await jobs.all(at);
}

async function audit(): Promise<void> {
  const id = `audit-${crypto.randomUUID()}`;
  await startAudit(later(0), id);
  await vi.waitUntil(
    async () => {
      await jobs.all(later(0));
      return (await readAudit(env, id))?.state === "done";
    },
    { timeout: 60_000 },
  );
  expect(await readAudit(env, id)).toMatchObject({ holds: true, firstBreak: null });
}

/** Begins a rebuild; whoever was at work has ended by the time of its first step. */
async function rebuild(): Promise<RebuildBody> {
  const id = await startRebuild(aloneWithTheLog(0));
  await jobs.all(aloneWithTheLog(2 * QUIET_MS));
  return (await readRebuild(env, id)) as RebuildBody;
}

const actorOf = (code: string) => couponActorName(code as ChargeCode, 1, env);
const unequal = (done: RebuildBody) => done.tables.filter(({ equal }) => equal !== true);

/** A region with everything that leaves rows: paper, wallet, charge, void, replaced, withdrawn and stopped issues, a break. */
beforeAll(async () => {
  world = await makeRegion();
  sheets = (await world.issue(4)).sheets;
  const [paper, charged, lost] = sheets as [(typeof sheets)[0], (typeof sheets)[0], (typeof sheets)[0]];
  firstPaper = await payPaper(paper.code, 1_200);
  await payPaper(lost.code, 500);
  resident = await makeResident(env.DB);
  const inspected = await resident.done("charges/inspect", { code: charged.code });
  await resident.done("charges", {
    operationId: op(inspected.coupon.idTail),
    handle: inspected.coupon.handle,
    programmeId: world.programmeId,
  });
  await payApp(700);
  const { coupon } = await world.scan(lost.code);
  await world.desk.done(`coupons/${lost.couponId}/replace`, {
    operationId: op(coupon.idTail),
    reason: "なくした",
  });
  const back = await world.issue(2, 1000, false);
  await world.desk.done(`issues/${back.issueId}/withdraw`, {
    operationId: op(world.fundIdTail),
    reason: "x",
  });
  const ahead = await world.issue(3, 1000, false);
  const serial = ahead.sheets[1]?.serial ?? 0;
  await world.desk.done(`issues/${ahead.issueId}/hand-over`, {
    operationId: op(world.fundIdTail),
    fromSerial: serial,
    toSerial: serial,
  });
  await world.desk.done(`issues/${ahead.issueId}/withdraw`, {
    operationId: op(world.fundIdTail),
    reason: "x",
  });
  const stopped = await world.issue(2, 1000);
  await world.admin.done(`issues/${stopped.issueId}/stop`, {
    operationId: op(world.fundIdTail),
    reason: "x",
  });
  // An entry that was altered on its way, and one from another life of the same actor.
  const row = (await vi.waitUntil(
    () =>
      first<{ log_key: string }>(
        "select log_key from journal where operation_id = ?1",
        firstPaper.operationId,
      ),
    { timeout: 30_000 },
  )) as { log_key: string };
  const text = await ((await env.LOG.get(row.log_key)) as R2ObjectBody).text();
  const entry = text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as JournalEntry)
    .find(({ operationId }) => operationId === firstPaper.operationId);
  if (!entry) throw new Error("the payment is not in the log");
  const forged = { ...entry, amountYen: -1 };
  await env.JOURNAL_QUEUE.send({ v: 1, entries: [forged, { ...forged, hash: entryHash(forged) }] });
  await vi.waitUntil(async () => (await count("journal_break")) === 2, { timeout: 30_000 });
  await projected(await payApp(1));
  await vi.waitUntil(async () => (await count("actor_head where max_seq > seq")) === 0, { timeout: 30_000 });
}, 120_000);

describe("D1 made again", () => {
  test("AUD-4, PRJ-1: a break stands in the way of a seal until a person has mended it, with a reason that is logged", async () => {
    await seal(DAY + 2 * HOUR);
    expect(await count("seal")).toBe(0);
    const breaks = await world.operator.read("operator/breaks?state=open");
    expect(breaksPageSchema.parse(breaks)).toEqual(breaks);
    const { rows } = breaks;
    expect(rows.map(({ what }: { what: string }) => what).sort()).toEqual(["fork", "poison"]);
    const paths = rows.map(
      ({ breakId }: { breakId: string }) => `operator/breaks/${encodeURIComponent(breakId)}/mend`,
    );
    const [path, other] = paths as [string, string];
    expect((await world.operator.post(path, {})).status).toBe(422);
    expect((await world.admin.post(path, { reason: "x" })).status).toBe(401);
    expect(await world.operator.done(path, { reason: "送信側の不具合" })).toMatchObject({ state: "mended" });
    expect(await first("select reason from audit_log where action = 'break.mend'")).toEqual({
      reason: "送信側の不具合",
    });
    expect((await world.operator.read("operator/breaks?state=open")).rows).toHaveLength(1);
    await world.operator.done(other, { reason: "試験" });
    expect(await count("journal_break")).toBe(2);
    expect(
      await first("select sum(closed_at_ms is null) as open from alert where kind = 'journal-break'"),
    ).toEqual({ open: 0 });
    const at = later(offsetFromNoon(today, DAY + 3 * HOUR));
    await sweep(at);
    await jobs.all(at);
    expect(await first("select state from seal where book_date = ?1", today)).toEqual({ state: "sealed" });
  }, 120_000);

  test("ASOF-1: as of a date that isn't sealed, or lies before the period, there is no report", async () => {
    const body = { programmeId: world.programmeId, kind: "transactions", from: today, to: today };
    const refused = await world.admin.post("reports", { ...body, asOf: addDays(today, 1) });
    expect(refused).toMatchObject({
      status: 422,
      body: { fields: [{ path: "asOf", message: "not sealed" }] },
    });
    const before = await world.admin.post("reports", { ...body, to: addDays(today, 1), asOf: today });
    expect(before).toMatchObject({ status: 422, body: { fields: [{ path: "asOf", message: "before to" }] } });
  });

  test("ASOF-1, B13: made again it has the same hash, after a void, a late payment and a new name; a live one has not", async () => {
    asked = { from: today, to: today, asOf: today, sha256: await report(today) };
    expect(await report()).toBe(asked.sha256);
    await world.clerk.done(`counter/payments/${firstPaper.operationId}/void`, {
      operationId: op(firstPaper.tail),
      handle: firstPaper.handle,
      storeId: world.store.storeId,
    });
    await projected((await payPaper(sheets[3]?.code as string, 300)).operationId);
    await env.DB.prepare("update store set name = '改名した店' where id = ?1")
      .bind(world.store.storeId)
      .run();
    expect(await report(today)).toBe(asked.sha256);
    expect(await report()).not.toBe(asked.sha256);
    await seal(2 * DAY + 2 * HOUR);
    expect(await count("seal where state = 'sealed'")).toBe(2);
    expect(await report(today)).toBe(asked.sha256);
  }, 120_000);

  test("PRJ-2: every table comes out as it was, from log and day files alone, and nobody is woken", async () => {
    await projected(await payApp(2));
    const done = await rebuild();
    expect(done).toMatchObject({ state: "done", problemCount: 0, sealedDates: 2 });
    expect(rebuildSchema.parse(done)).toEqual(done);
    expect(done.tables).toHaveLength(13);
    expect(unequal(done)).toEqual([]);
    expect(done.tables.find(({ table }) => table === "coupon")).toMatchObject({
      rowsBefore: 12,
      rowsAfter: 12,
    });
    expect(done.tables.find(({ table }) => table === "journal_break")?.rowsAfter).toBe(2);
    expect(await report(today)).toBe(asked.sha256);
    await audit();
  }, 120_000);

  test("PRJ-2: killed after any of its calls, it goes on and ends the same", async () => {
    const id = await startRebuild(aloneWithTheLog(0));
    const at = aloneWithTheLog(2 * QUIET_MS);
    let kills = 0;
    let stood = "";
    for (let calls = 1; (await readRebuild(env, id))?.state !== "done"; calls += 1) {
      expect(calls).toBeLessThan(60);
      const work = await first<{ work: string }>("select work from job_work where job_id = ?1", id);
      if (work?.work !== stood) calls = 1;
      stood = work?.work ?? "";
      await runRebuild(dying(at, calls), id).catch(() => {
        kills += 1;
      });
      jobs.waiting.length = 0;
      await env.DB.prepare("update job_work set lease_until_ms = 0 where job_id = ?1").bind(id).run();
    }
    expect(kills).toBeGreaterThan(50);
    const done = (await readRebuild(env, id)) as RebuildBody;
    expect(done.problemCount).toBe(0);
    expect(unequal(done)).toEqual([]);
    await audit();
  }, 180_000);

  test("PRJ-2, CPN-5, PUB-6: meanwhile payments go on, nothing is projected, no coupon opens, and all of it arrives afterwards", async () => {
    const fresh = (await world.issue(1)).sheets[0]?.code as string;
    await vi.waitUntil(
      async () =>
        (await first<{ n: number }>("select count(*) as n from issue where state = 'active'"))?.n === 3,
      { timeout: 30_000 },
    );
    await vi.waitUntil(async () => (await count("actor_head where max_seq > seq")) === 0);
    const id = await startRebuild(aloneWithTheLog(0));
    const at = aloneWithTheLog(2 * QUIET_MS);
    const paid = await payApp(3);
    const sweeping = await sweep(at);
    expect(sweeping).toMatchObject({ gapsHealed: 0, transfersDriven: 0, datesSealing: 0 });
    expect((await world.clerk.post("counter/inspect", { ...world.store, code: fresh })).status).toBe(200);
    const unopened = await world.scan(fresh);
    const opening = await world.clerk.post("counter/payments", {
      ...world.store,
      operationId: op(unopened.coupon.idTail),
      handle: unopened.coupon.handle,
      amountYen: 100,
    });
    expect(opening.body.code).toBe("try-again");
    expect(await first("select 1 from journal where operation_id = ?1", paid)).toBeNull();
    // Where its row is not back yet, a code is not unknown: it is to come again.
    const kept = await env.DB.prepare("select * from coupon where actor = ?1").bind(actorOf(fresh)).first();
    await env.DB.prepare("delete from coupon where actor = ?1").bind(actorOf(fresh)).run();
    const unread = await world.clerk.post("counter/inspect", { ...world.store, code: fresh });
    expect(unread.body.code).toBe("try-again");
    const columns = Object.values(kept ?? {});
    await env.DB.prepare(`insert into coupon values (${columns.map(() => "?").join(", ")})`)
      .bind(...columns)
      .run();
    await jobs.all(at);
    const done = (await readRebuild(env, id)) as RebuildBody;
    expect(done).toMatchObject({ state: "done", problemCount: 0 });
    expect(unequal(done)).toEqual([]);
    await projected(paid);
    await projected((await payPaper(fresh, 100)).operationId);
    await audit();
  }, 120_000);

  test("PRJ-2: with everything lost there is nothing to compare, and the books and the report are as before", async () => {
    for (const table of [
      "journal",
      "actor_head",
      "ledger_total",
      "store_day",
      "transfer",
      "coupon_freeze",
      "journal_break",
      "seal",
    ])
      await env.DB.prepare(`delete from ${table}`).run();
    for (const table of ["dimension_version", "coupon", "issue"])
      await env.DB.prepare(`delete from ${table}`).run();
    const done = await rebuild();
    expect(done).toMatchObject({ state: "done", problemCount: 0, sealedDates: 2 });
    expect(done.tables.map(({ equal }) => equal)).toEqual(Array(13).fill(null));
    expect(await report(today)).toBe(asked.sha256);
    expect(
      await first("select count(*) as n from issue where created_by is null and state <> 'active'"),
    ).toEqual({ n: 0 });
    await audit();
  }, 120_000);

  test("PRJ-2: nothing is emptied that can't be made again", async () => {
    const kept = await env.LOG.get(rowsKey(today));
    const bytes = await (kept as R2ObjectBody).arrayBuffer();
    const rows = await count("journal");
    await env.LOG.put(rowsKey(today), bytes.slice(1));
    const altered = await rebuild();
    expect(altered).toMatchObject({ state: "failed", phase: "check" });
    expect(altered.problems[0]).toContain("is not the file that was sealed");
    await env.LOG.delete(`sealed/${addDays(today, 1)}/seal.json`);
    await env.LOG.put(rowsKey(today), bytes);
    expect((await rebuild()).problems[0]).toContain("is not in R2");
    expect(await count("journal")).toBe(rows);
    // The flag is down again: payments arrive.
    await projected(await payApp(4));
  }, 120_000);
});
