import { env, runInDurableObject } from "cloudflare:test";
import { describe, expect, test, vi } from "vitest";
import { idTail } from "../../durable-objects/lib/hash.ts";
import { fundStub } from "../../durable-objects/lib/money-actor.ts";
import { projectedHead } from "../../durable-objects/lib/projected-head.ts";
import type { JournalEntry } from "../../schema/events.ts";
import { fundName, type IdTail, operationId, type ProgrammeId } from "../../schema/ids.ts";
import { yen } from "../../schema/money.ts";
import { chainOf } from "./chains.testing.ts";
import { createJob, readJob, takeJob } from "./lease.ts";
import { project } from "./projection.ts";
import { republish } from "./republish.ts";
import { sweep } from "./sweep.ts";

const HOUR = 3_600_000;
const fund = fundName("p00000sweept" as ProgrammeId);

async function depositThrice(): Promise<readonly JournalEntry[]> {
  await env.DB.prepare("insert into programme values (?1, 'region', 'open', 0)").bind(fund).run();
  const entries: JournalEntry[] = [];
  for (let turn = 0; turn < 3; turn++) {
    const id = operationId(Date.now(), crypto.getRandomValues(new Uint8Array(6)), idTail(fund) as IdTail);
    entries.push(...(await fundStub(env, fund).deposit({ operationId: id, amountYen: yen(100) })).entries);
  }
  return entries;
}

describe("the sweep", () => {
  test("PRJ-3: a gap older than a minute is filled from the actor", async () => {
    const entries = await depositThrice();
    await project(env.DB, [entries[0], entries[4], entries[5]] as JournalEntry[], "log", Date.now() - HOUR);
    expect(await projectedHead(env.DB, fund)).toMatchObject({ seq: 1 });
    expect(await sweep(env)).toMatchObject({ gapsHealed: 1, failures: 0 });
    await vi.waitUntil(async () => (await projectedHead(env.DB, fund))?.seq === entries.length, {
      timeout: 20_000,
    });
    expect(await projectedHead(env.DB, fund)).toEqual({ seq: 6, hash: entries[5]?.hash });
    expect(await sweep(env)).toMatchObject({ gapsHealed: 0, failures: 0 });
  }, 30_000);

  test("PRJ-3: republishing an actor that was never opened sends nothing and creates nothing", async () => {
    const nobody = fundName("p00000nobqdy" as ProgrammeId);
    expect(await republish(fundStub(env, nobody), env.JOURNAL_QUEUE, 1)).toBe(0);
    const tables = await runInDurableObject(env.FUND.get(env.FUND.idFromName(nobody)), (_, state) =>
      state.storage.sql
        .exec("select name from sqlite_master where type = 'table' and name = 'journal'")
        .toArray(),
    );
    expect(tables).toEqual([]);
  });

  test("ALM-2, XFR-2: a transfer pending for more than ten minutes is driven; a healthy one is not touched", async () => {
    const pending = (actor: string, atMs: number) =>
      chainOf(actor, [
        { kind: "open", amountYen: 10, atMs },
        { kind: "charge-pending", amountYen: -10, atMs, detail: { target: "w", command: {} } },
      ]);
    await project(env.DB, pending("old", Date.now() - HOUR), "log", Date.now());
    await project(env.DB, pending("young", Date.now()), "log", Date.now());
    expect(await sweep(env)).toMatchObject({ transfersDriven: 1, transfersPending: 1 });
    const { results } = await env.DB.prepare(
      "select subject from alert where kind = 'transfer-pending'",
    ).all();
    expect(results).toEqual([{ subject: "old" }]);
  });

  test("XFR-2: the alert of a transfer is closed when it has ended", async () => {
    await project(
      env.DB,
      chainOf("ended", [
        { kind: "open", amountYen: 10 },
        { kind: "charge-pending", amountYen: -10, detail: { target: "w", command: {} } },
        { kind: "charge-posted", amountYen: 0, detail: { parent: "ended-2" } },
      ]),
      "log",
      Date.now(),
    );
    await env.DB.prepare(
      `insert into alert (id, kind, subject, detail, raised_at_ms) values ('a', 'transfer-pending', 'ended', '{"operationId":"ended-2"}', 0)`,
    ).run();
    await sweep(env);
    expect(
      (
        await env.DB.prepare("select closed_at_ms as at from alert where id = 'a'").first<{
          at: number | null;
        }>()
      )?.at,
    ).toBeGreaterThan(0);
  });

  test("ALM-2: a job whose worker died is started again, one in living hands is left alone", async () => {
    await createJob(env.DB, { jobId: "dead", kind: "audit", work: { phase: "none" } }, Date.now() - HOUR);
    await takeJob(env.DB, "dead", Date.now() - HOUR);
    await createJob(env.DB, { jobId: "alive", kind: "audit", work: {} }, Date.now());
    expect(await takeJob(env.DB, "alive", Date.now())).not.toBeNull();
    expect(await takeJob(env.DB, "alive", Date.now())).toBeNull();
    const sent: unknown[] = [];
    const queue = { send: async (body: unknown) => void sent.push(body) } as unknown as Queue;
    expect(await sweep({ ...env, JOBS_QUEUE: queue })).toMatchObject({ jobsDriven: 1 });
    expect(sent).toContainEqual({ kind: "audit", jobId: "dead" });
    expect(sent).not.toContainEqual({ kind: "audit", jobId: "alive" });
  });

  test("ALM-2: a report whose message was lost before anybody worked on it is started", async () => {
    const asked = (id: string, atMs: number) =>
      env.DB.prepare(
        `insert into job (id, region_id, programme_id, kind, params, state, written, created_at_ms, created_by, updated_at_ms)
         values (?1, 'region', 'programme', 'report', '{}', 'queued', 0, ?2, 'staff', ?2)`,
      ).bind(id, atMs);
    await env.DB.batch([asked("unheard", Date.now() - HOUR), asked("just-asked", Date.now())]);
    const sent: unknown[] = [];
    const queue = { send: async (body: unknown) => void sent.push(body) } as unknown as Queue;
    await sweep({ ...env, JOBS_QUEUE: queue });
    expect(sent).toContainEqual({ kind: "report", jobId: "unheard" });
    expect(sent).not.toContainEqual({ kind: "report", jobId: "just-asked" });
    await env.DB.prepare("delete from job").run();
  });

  test("ALM-2: only the holder of a lease may store where a job stands", async () => {
    await createJob(env.DB, { jobId: "lease", kind: "audit", work: { at: 0 } }, 1_000);
    const first = await takeJob<{ at: number }>(env.DB, "lease", 1_000);
    expect(await first?.save({ at: 1 }, 2_000)).toBe(true);
    const second = await takeJob<{ at: number }>(env.DB, "lease", 2_000 + 10 * 60_000);
    expect(second?.work).toEqual({ at: 1 });
    expect(await first?.save({ at: 9 }, 3_000)).toBe(false);
    expect(await second?.release({ at: 2 }, "done", 4_000)).toBe(true);
    expect(await readJob(env.DB, "lease")).toMatchObject({ state: "done", work: { at: 2 } });
    expect(await takeJob(env.DB, "lease", 10 * HOUR)).toBeNull();
  });
});
