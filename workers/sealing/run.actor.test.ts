import { env } from "cloudflare:test";
import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { operatorSealsPageSchema } from "../../schema/api/operator-books.ts";
import { sealsPageSchema, verificationSchema } from "../../schema/api/seals.ts";
import { addDays, businessDate } from "../../schema/calendar.ts";
import { makeRegion, op, type World } from "../api/world.actor.testing.ts";
import type { Env } from "../env.ts";
import { chainOf } from "../queue/chains.testing.ts";
import { dying, JobsInHand } from "../queue/dying.actor.testing.ts";
import { project } from "../queue/projection.ts";
import { sweep } from "../queue/sweep.ts";
import { dimensionsKey, readSealFile, rowsKey } from "./day-file.ts";
import { offsetFromNoon } from "./noon.testing.ts";
import { runSeal, sealNext } from "./run.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const today = businessDate(Date.now());
const jobs = new JobsInHand();
/** The same system so long after today's noon, its jobs in this test's hands. */
const later = (ms: number): Env => ({
  ...env,
  CLOCK_OFFSET_MS: String(offsetFromNoon(today, ms)),
  JOBS_QUEUE: jobs.queue,
});

let world: World;
let codes: readonly string[] = [];

const sql = <T>(text: string) => env.DB.prepare(text).first<T>();
const sealOf = (date: string) =>
  env.DB.prepare("select * from seal where book_date = ?1").bind(date).first<Record<string, unknown>>();

async function payAt(code: string, amountYen: number): Promise<string> {
  const { coupon } = await world.scan(code);
  const operationId = op(coupon.idTail);
  await world.clerk.done("counter/payments", {
    ...world.store,
    operationId,
    handle: coupon.handle,
    amountYen,
  });
  return operationId;
}
async function projected(operationId: string): Promise<{ book_date: string }> {
  return vi.waitUntil(
    () =>
      env.DB.prepare("select book_date from journal where operation_id = ?1")
        .bind(operationId)
        .first<{ book_date: string }>(),
    { timeout: 20_000 },
  );
}
async function linesOf(key: string): Promise<unknown[][]> {
  const object = (await env.LOG.get(key)) as R2ObjectBody;
  const text = await new Response(object.body.pipeThrough(new DecompressionStream("gzip"))).text();
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
async function bytesOf(key: string): Promise<string> {
  const bytes = await ((await env.LOG.get(key)) as R2ObjectBody).arrayBuffer();
  return createHash("sha256").update(new Uint8Array(bytes)).digest("hex");
}

beforeAll(async () => {
  world = await makeRegion();
  codes = (await world.issue(3)).sheets.map((sheet) => sheet.code);
  for (const amount of [1_200, 300]) await projected(await payAt(codes[0] as string, amount));
});

describe("sealing a date", () => {
  test("ASOF-1: a date is due an hour after its end, and not before", async () => {
    expect(await sealNext(later(0))).toBeNull();
    expect(jobs.waiting).toEqual([]);
  });

  test("ASOF-1: a date is not closed over a gap that may hide a row of it, nor over a break nobody has mended", async () => {
    const chain = chainOf(
      "gappy",
      [1, 2, 3].map(() => ({ kind: "open", amountYen: 0, atMs: Date.now() })),
      { programmeId: world.programmeId, regionId: world.region.regionId },
    );
    await project(env.DB, [chain[0] as never, chain[2] as never], "log", Date.now());
    const { closeDate } = await import("./close.ts");
    const seal = { auditId: "a", late: [] };
    expect(await closeDate(env.DB, today, seal, 1)).toBe("gap");
    expect(await sealOf(today)).toBeNull();
    await env.DB.prepare("delete from journal where actor = 'gappy'").run();
    await env.DB.prepare("delete from actor_head where actor = 'gappy'").run();
    await env.DB.prepare("delete from ledger_total where kind = 'open' and amount_yen = 0").run();
    await env.DB.prepare(
      "insert into journal_break (id, what, log_key, state, found_at_ms) values ('b', 'poison', 'k', 'open', 1)",
    ).run();
    expect(await closeDate(env.DB, today, seal, 1)).toBe("break");
    await env.DB.prepare("update journal_break set state = 'mended'").run();
  });

  test("ASOF-1: killed after any of its calls, it goes on and ends with files that hold exactly the date's rows", async () => {
    const at = later(DAY + 2 * HOUR);
    expect(await sealNext(at)).toBe(today);
    let kills = 0;
    let stood = "";
    for (let calls = 1; (await sealOf(today))?.state !== "sealed"; calls += 1) {
      expect(calls).toBeLessThan(50);
      // From each state it was ever in it is killed after its first call, its second, and so on.
      const work = await sql<{ work: string }>("select work from job_work where kind = 'seal'");
      if (work?.work !== stood) calls = 1;
      stood = work?.work ?? "";
      await runSeal(dying(at, calls), `seal:${today}`).catch(() => {
        kills += 1;
      });
      // Nobody let go of the lease; it runs out.
      await env.DB.prepare("update job_work set lease_until_ms = 0 where kind = 'seal'").run();
      // Audits run in whole, also one whose message was lost: the sweep would bring it on.
      const { results } = await env.DB.prepare(
        "select job_id from job_work where kind = 'audit' and state in ('queued', 'running')",
      ).all<{ job_id: string }>();
      jobs.waiting.length = 0;
      jobs.waiting.push(...results.map((row) => ({ kind: "audit", jobId: row.job_id })));
      await jobs.all(at);
    }
    expect(kills).toBeGreaterThan(20);
    const { results } = await env.DB.prepare(
      "select actor, seq, hash, log_key from journal where book_date = ?1 order by position",
    )
      .bind(today)
      .all<{ actor: string; seq: number; hash: string; log_key: string }>();
    expect(results.length).toBeGreaterThan(5);
    expect(await linesOf(rowsKey(today))).toEqual(
      results.map((row) => [row.actor, row.seq, row.hash, row.log_key]),
    );
    const dimensions = await linesOf(dimensionsKey(today));
    expect(dimensions.map(([kind]) => kind)).toEqual([
      ...Array(4).fill("organisation"),
      "programme",
      ...Array(3).fill("store"),
      ...Array(3).fill("till"),
    ]);
    expect(dimensions.find(([, id]) => id === world.store.storeId)?.[3]).toMatchObject({
      name: "喫茶",
      town: "港町",
      industry: "M7671",
    });
    const seal = await readSealFile(env.LOG, today);
    expect(seal).toMatchObject({ v: 1, date: today, late: [] });
    expect(seal?.rows).toMatchObject({ rows: results.length, sha256: await bytesOf(rowsKey(today)) });
    expect(seal?.dimensions.sha256).toBe(await bytesOf(dimensionsKey(today)));
    expect(await sealOf(today)).toMatchObject({
      state: "sealed",
      rows: results.length,
      file_key: rowsKey(today),
      file_hash: seal?.rows.sha256,
      audit_id: seal?.auditId,
    });
    expect((await sql<{ n: number }>("select count(*) as n from alert where kind = 'seal-blocked'"))?.n).toBe(
      0,
    );
  }, 120_000);

  test("ASOF-1: what arrives for a sealed date books on the first unsealed one", async () => {
    const late = await projected(await payAt(codes[1] as string, 500));
    expect(late.book_date).toBe(addDays(today, 1));
  });

  test("ASOF-1: dates follow one another, those on which nothing happened too; only changed dimensions are kept", async () => {
    await env.DB.prepare("update store set name = '新しい名' where id = ?1").bind(world.store.storeId).run();
    const at = later(4 * DAY + 2 * HOUR);
    await sweep(at);
    await jobs.all(at);
    const { results } = await env.DB.prepare("select book_date, rows, state from seal order by 1").all();
    expect(results).toEqual([
      { book_date: today, rows: results[0]?.rows, state: "sealed" },
      { book_date: addDays(today, 1), rows: 2, state: "sealed" },
      { book_date: addDays(today, 2), rows: 0, state: "sealed" },
      { book_date: addDays(today, 3), rows: 0, state: "sealed" },
    ]);
    const changed = await linesOf(dimensionsKey(addDays(today, 1)));
    expect(changed).toMatchObject([
      ["store", world.store.storeId, world.region.regionId, { name: "新しい名" }],
    ]);
    expect(await linesOf(rowsKey(addDays(today, 2)))).toEqual([]);
  }, 120_000);

  test("ASOF-1: an audit that names a break leaves the date unsealed, raises an alert, and is tried again later", async () => {
    const date = addDays(today, 4);
    const row = await sql<{ position: number; at_ms: number }>("select position, at_ms from journal limit 1");
    const setTime = (ms: number) =>
      env.DB.prepare("update journal set at_ms = ?1 where position = ?2").bind(ms, row?.position).run();
    await setTime(1);
    const at = later(5 * DAY + 2 * HOUR);
    await sweep(at);
    await jobs.all(at);
    expect(await sealOf(date)).toBeNull();
    const alert = () =>
      sql<{ detail: string; closed: number | null }>(
        "select detail, closed_at_ms as closed from alert where kind = 'seal-blocked'",
      );
    expect(JSON.parse((await alert())?.detail ?? "{}")).toMatchObject({ rule: "AUD-3", place: "d1" });
    await setTime(row?.at_ms as number);
    // Not before the back-off has passed.
    await sweep(at);
    await jobs.all(at);
    expect(await sealOf(date)).toBeNull();
    // Unless somebody asks.
    await setTime(1);
    await sealNext(at, date);
    await jobs.all(at);
    await setTime(row?.at_ms as number);
    expect(await sealOf(date)).toBeNull();
    expect(
      JSON.parse(
        (await sql<{ work: string }>(`select work from job_work where job_id = 'seal:${date}'`))?.work ??
          "{}",
      ),
    ).toMatchObject({ tries: 2, through: date });
    const evenLater = later(5 * DAY + 4 * HOUR);
    await sweep(evenLater);
    await jobs.all(evenLater);
    expect(await sealOf(date)).toMatchObject({ state: "sealed", rows: 0 });
    expect((await alert())?.closed).not.toBeNull();
  }, 180_000);

  test("ASOF-1: the secretariat sees which dates are sealed and when the books were verified; the operator more", async () => {
    const page = await world.admin.read("seals?limit=2");
    expect(page.rows.map((row: { date: string }) => row.date)).toEqual([
      addDays(today, 4),
      addDays(today, 3),
    ]);
    expect(sealsPageSchema.parse(page)).toEqual(page);
    const rest = await world.admin.read(`seals?limit=10&after=${page.next}`);
    expect(rest.rows).toHaveLength(3);
    const verification = await world.admin.read("verification");
    expect(verificationSchema.parse(verification)).toEqual(verification);
    expect(verification).toMatchObject({
      lastAudit: { holds: true },
      sealedThrough: addDays(today, 4),
    });
    expect((await world.clerk.get("seals")).status).toBe(403);
    const whole = await world.operator.read("operator/seals");
    expect(operatorSealsPageSchema.parse(whole)).toEqual(whole);
    expect(whole.rows[4]).toMatchObject({ date: today, state: "sealed", late: 0, fileKey: rowsKey(today) });
  });
});
