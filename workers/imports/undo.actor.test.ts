import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { ImportBody } from "../../schema/api/imports.ts";
import type { RegionId } from "../../schema/ids.ts";
import { makeRegion, op, type World } from "../api/world.actor.testing.ts";
import { databaseOf } from "../data/database.ts";
import { findImport, type ImportFileRow } from "../data/imports.ts";
import type { Env } from "../env.ts";
import { STOP_DRAIN_MS } from "../freezing/issue.ts";
import { chainOf } from "../queue/chains.testing.ts";
import { dying, JobsInHand } from "../queue/dying.actor.testing.ts";
import { project } from "../queue/projection.ts";
import { beginApply, beginCheck, beginUndo } from "./begin.ts";
import { importJobId } from "./import-row.ts";
import { runImport } from "./run.ts";
import {
  applied,
  checked,
  count,
  rowsOf,
  storeCells,
  storeFile,
  until,
  upload,
} from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

const DAY_MS = 24 * 60 * 60_000;

let world: World;
let jobs: JobsInHand;
/** What one test names its stores by. */
let mark = "";
let tests = 0;
beforeAll(async () => {
  world = await makeRegion();
});
beforeEach(() => {
  jobs = new JobsInHand();
  mark = `第${++tests}`;
});

const region = () => world.region.regionId as RegionId;
const staffId = "the-secretary";
const fileRow = async (importId: string) =>
  (await findImport(databaseOf(env, null), region(), importId)) as ImportFileRow;
/** The Worker so much later, its jobs in the test's hands. */
const later = (ms: number): Env => ({ ...env, JOBS_QUEUE: jobs.queue, CLOCK_OFFSET_MS: String(ms) });
const shops = (howMany: number, more: Partial<Record<number, string>> = {}) =>
  storeFile(
    Array.from({ length: howMany }, (_, i) =>
      storeCells(i + 1).map((cell, column) => more[column] ?? (column === 1 ? `${mark}${cell}` : cell)),
    ),
  );
const ours = () => count("store where name like ?1", `${mark}%`);
const tillsOfOurs = () =>
  count("till where store_id in (select id from store where name like ?1)", `${mark}%`);

async function made(howMany: number): Promise<ImportBody> {
  return applied(world.admin, await checked(world.admin, "stores", shops(howMany)));
}

/** Begins to take an import back, with its job in the test's hands. */
async function beginTakingBack(importId: string): Promise<string> {
  const jobId = await beginUndo(env.DB, await fileRow(importId), { staffId, reason: "まちがい" }, Date.now());
  if (jobId === null) throw new Error("not begun");
  return jobId;
}
const goOn = (jobId: string, ms: number) => runImport(later(ms), jobId);

describe("taking an import back", () => {
  test("IMP-6: stores are closed at once, and gone when a payment under way would have arrived", async () => {
    const one = await made(30);
    const tills = await tillsOfOurs();
    expect(tills).toBeGreaterThan(30);
    const jobId = await beginTakingBack(one.importId);
    await goOn(jobId, 0);
    expect(await ours()).toBe(30);
    expect(await count("store where name like ?1 and state = 'suspended'", `${mark}%`)).toBe(30);
    await goOn(jobId, STOP_DRAIN_MS - 60_000);
    expect(await ours()).toBe(30);
    await goOn(jobId, STOP_DRAIN_MS + 1_000);
    expect(await ours()).toBe(0);
    expect(await count("till where store_id not in (select id from store)")).toBe(0);
    expect(await world.admin.read(`imports/${one.importId}`)).toMatchObject({ state: "undone", held: 0 });
    expect(
      await count(
        "audit_log where action = 'store.remove' and request_id = ?1 and reason = 'まちがい'",
        `import:${one.importId}`,
      ),
    ).toBe(30);
    // What was taken away can be brought in again.
    expect((await checked(world.admin, "stores", shops(30))).totals.new).toBe(30);
  });

  test("IMP-6: where one store has a payment nothing is taken away, and its row says so", async () => {
    const one = await made(3);
    const paid = await env.DB.prepare(
      "select subject_id as id from csv_import_row where import_id = ?1 and row = 3",
    )
      .bind(one.importId)
      .first<{ id: string }>();
    const { sheets } = await world.issue(1);
    const till = await env.DB.prepare("select id from till where store_id = ?1")
      .bind(paid?.id)
      .first<{ id: string }>();
    await env.DB.prepare("update store set municipality = '990019', accepts = 'mpm+cpm' where id = ?1")
      .bind(paid?.id)
      .run();
    const at = { storeId: paid?.id as string, tillId: till?.id as string };
    const { coupon } = await world.scan(sheets[0]?.code as string, at);
    await world.clerk.done("counter/payments", {
      ...at,
      handle: coupon.handle,
      operationId: op(coupon.idTail),
      amountYen: 500,
    });
    await vi.waitFor(async () => expect(await count("journal where store_id = ?1", at.storeId)).toBe(1), {
      timeout: 30_000,
    });
    const jobId = await beginTakingBack(one.importId);
    await goOn(jobId, 0);
    expect(await world.admin.read(`imports/${one.importId}`)).toMatchObject({ state: "done", held: 1 });
    expect(await rowsOf(world.admin, one.importId, "held=true")).toMatchObject([
      { row: 3, hold: "payments" },
    ]);
    // Shops that are in use were not even closed for it.
    expect(await count("store where name like ?1 and state = 'open'", `${mark}%`)).toBe(3);
    expect(await count("csv_import_row where import_id = ?1 and before is not null", one.importId)).toBe(0);
  });

  test("IMP-6: a payment that comes to D1 while it waits holds as well, and the stores open again", async () => {
    const one = await made(3);
    const paid = await env.DB.prepare(
      "select subject_id as id from csv_import_row where import_id = ?1 and row = 4",
    )
      .bind(one.importId)
      .first<{ id: string }>();
    await env.DB.prepare("update store set state = 'suspended' where name = ?1")
      .bind(`${mark}港の食堂1号`)
      .run();
    const jobId = await beginTakingBack(one.importId);
    await goOn(jobId, 0);
    expect(await count("store where name like ?1 and state = 'suspended'", `${mark}%`)).toBe(3);
    const detail = { storeId: paid?.id, tillId: "till", rules: 1 };
    const late = chainOf(
      `late-${mark}`,
      [
        { kind: "open", amountYen: 3_000, atMs: Date.now() },
        { kind: "pay", amountYen: -500, detail, atMs: Date.now() },
      ],
      { regionId: region(), programmeId: world.programmeId },
    );
    await project(env.DB, late, "log", Date.now());
    await goOn(jobId, STOP_DRAIN_MS + 1_000);
    expect(await world.admin.read(`imports/${one.importId}`)).toMatchObject({ state: "done", held: 1 });
    expect(await rowsOf(world.admin, one.importId, "held=true")).toMatchObject([
      { row: 4, hold: "payments" },
    ]);
    // The one that somebody had suspended before stays so.
    expect(await count("store where name like ?1 and state = 'open'", `${mark}%`)).toBe(2);
  });

  test("IMP-6: an added till, a place in a scope and an edit hold as well", async () => {
    const one = await made(4);
    const { results } = await env.DB.prepare(
      "select subject_id as id from csv_import_row where import_id = ?1 order by row",
    )
      .bind(one.importId)
      .all<{ id: string }>();
    const [tilled, scoped, edited] = results.map((row) => row.id);
    await world.admin.done(`stores/${tilled}/tills`, {});
    await env.DB.prepare(
      `insert into programme_version (programme_id, version, region_id, effective_from_ms, design, made_at_ms)
       select programme_id, 99, region_id, ?3, json_set(design, '$.scope.storesIn', json_array(?2)), 0
       from programme_version where programme_id = ?1 order by version limit 1`,
    )
      .bind(world.programmeId, scoped, Date.now() + 3_600_000)
      .run();
    await env.DB.prepare("update store set kana = 'べつ' where id = ?1").bind(edited).run();
    const jobId = await beginTakingBack(one.importId);
    await goOn(jobId, 0);
    expect(
      (await rowsOf(world.admin, one.importId, "held=true")).map(({ row, hold }) => [row, hold]),
    ).toEqual([
      [2, "till-added"],
      [3, "in-scope"],
      [4, "edited-since"],
    ]);
    expect(await ours()).toBe(4);
  });

  test("IMP-6: while entries are missing it waits, and after a day it gives up with everything open again", async () => {
    const one = await made(2);
    const gap = (seq: number, max: number) =>
      env.DB.prepare(
        `insert into actor_head (actor, class, region_id, programme_id, seq, hash, balance_yen, max_seq, updated_at_ms)
         values (?1, 'coupon', ?2, ?3, ?4, '', 0, ?5, 0) on conflict (actor) do update set seq = excluded.seq`,
      )
        .bind(`gap-${mark}`, region(), world.programmeId, seq, max)
        .run();
    await gap(1, 3);
    const jobId = await beginTakingBack(one.importId);
    await goOn(jobId, 0);
    await goOn(jobId, 2 * STOP_DRAIN_MS);
    expect(await world.admin.read(`imports/${one.importId}`)).toMatchObject({ state: "undoing" });
    await goOn(jobId, DAY_MS + 60_000);
    expect(await world.admin.read(`imports/${one.importId}`)).toMatchObject({ state: "done", held: 2 });
    expect((await rowsOf(world.admin, one.importId, "held=true")).map((row) => row.hold)).toEqual([
      "unsettled",
      "unsettled",
    ]);
    expect(await count("store where name like ?1 and state = 'open'", `${mark}%`)).toBe(2);
    await gap(3, 3);
  });

  test("a region writes with one import at a time, and a stage that has passed is refused by name", async () => {
    const first = await made(2);
    const second = await checked(world.admin, "stores", shops(3));
    const jobId = await beginTakingBack(first.importId);
    const busy = await world.admin.post(`imports/${second.importId}/apply`, { checks: second.checks });
    expect([busy.status, busy.body.code]).toEqual([409, "import-busy"]);
    await goOn(jobId, 0);
    await goOn(jobId, STOP_DRAIN_MS + 1_000);
    const stale = await world.admin.post(`imports/${second.importId}/apply`, { checks: second.checks + 1 });
    expect(stale.body.code).toBe("import-state");
    const early = await world.admin.post(`imports/${second.importId}/undo`, { reason: "x" });
    expect(early.body.code).toBe("import-state");
  });
});

describe("killed on the way", () => {
  /** Runs a job's worker again and again, each time killed one call later, until the import has come to a state. */
  async function killedUntil(importId: string, jobId: string, state: string, ms = 0): Promise<number> {
    let kills = 0;
    let calls = 1;
    let stood = "";
    while ((await fileRow(importId)).state !== state) {
      const now = JSON.stringify(await fileRow(importId));
      // From each place it ever stood at it is killed after its first call, its second, and so on.
      calls = now === stood ? calls + 1 : 1;
      stood = now;
      expect(calls).toBeLessThan(40);
      await runImport(dying(later(ms), calls), jobId).catch(() => {
        kills += 1;
      });
      // Nobody let go of the lease; it runs out.
      await env.DB.prepare("update job_work set lease_until_ms = 0 where job_id = ?1").bind(jobId).run();
    }
    return kills;
  }

  test("IMP-5: check, applying and undoing end complete after any of their calls, nothing done twice", async () => {
    const { body } = await upload(world.admin, "stores", shops(1_200));
    const chosen = { mapping: body.mapping, headings: {} };
    const check = await beginCheck(env.DB, await fileRow(body.importId), chosen, Date.now());
    expect(await killedUntil(body.importId, check as string, "ready")).toBeGreaterThan(5);
    expect(await fileRow(body.importId)).toMatchObject({ rowsRead: 1_200, newRows: 1_200 });

    const by = { staffId, rewrites: false };
    const apply = await beginApply(env.DB, await fileRow(body.importId), by, Date.now());
    expect(await killedUntil(body.importId, apply as string, "done")).toBeGreaterThan(5);
    expect(await fileRow(body.importId)).toMatchObject({ madeRows: 1_200, newRows: 0 });
    expect(await ours()).toBe(1_200);
    expect(await tillsOfOurs()).toBe(1_200 + Math.floor(1_200 / 7));
    expect(await count("audit_log where request_id = ?1", `import:${body.importId}`)).toBe(1_200);

    const undo = await beginTakingBack(body.importId);
    // Killed while it closes the stores, which it does in its first calls.
    for (let calls = 1; calls < 8; calls++) {
      await runImport(dying(later(0), calls), undo).catch(() => {});
      await env.DB.prepare("update job_work set lease_until_ms = 0 where job_id = ?1").bind(undo).run();
    }
    expect(await count("store where name like ?1 and state = 'suspended'", `${mark}%`)).toBe(1_200);
    expect(await killedUntil(body.importId, undo, "undone", STOP_DRAIN_MS + 1_000)).toBeGreaterThan(2);
    expect(await ours()).toBe(0);
    expect(
      await count("audit_log where action = 'store.remove' and request_id = ?1", `import:${body.importId}`),
    ).toBe(1_200);
  });

  test("IMP-3: a worker of an earlier check writes nothing into a later one", async () => {
    const { body } = await upload(world.admin, "stores", shops(5));
    const chosen = { mapping: body.mapping, headings: {} };
    const first = await beginCheck(env.DB, await fileRow(body.importId), chosen, Date.now());
    const wrong = {
      ...chosen,
      mapping: { ...body.mapping, kana: body.mapping.name, name: body.mapping.kana },
    };
    const second = await beginCheck(env.DB, await fileRow(body.importId), wrong, Date.now());
    expect(second).toBe(importJobId.check(body.importId, 2));
    await runImport(later(0), first as string);
    expect(await fileRow(body.importId)).toMatchObject({ state: "checking", rowsRead: 0 });
    await runImport(later(0), second as string);
    expect(await fileRow(body.importId)).toMatchObject({ state: "ready", badRows: 5, newRows: 0 });
  });
});

describe("a region's own", () => {
  test("WHO-1, WHO-2: nobody but a secretariat's administrator of the region reaches an import", async () => {
    const one = await made(1);
    const stranger = await makeRegion();
    for (const path of [
      `imports/${one.importId}`,
      `imports/${one.importId}/rows`,
      `imports/${one.importId}/bad-rows.csv`,
    ])
      expect((await stranger.admin.get(path)).body.code).toBe("not-found");
    expect((await stranger.admin.read("imports")).rows).toEqual([]);
    expect((await world.desk.get("imports")).body.code).toBe("forbidden");
    expect((await upload(world.clerk, "stores", shops(1))).body.code).toBe("forbidden");
    const undone = await stranger.admin.post(`imports/${one.importId}/undo`, { reason: "x" });
    expect(undone.body.code).toBe("not-found");
    await until(world.admin, one.importId, "done");
  });
});
