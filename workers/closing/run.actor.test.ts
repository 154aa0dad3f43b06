import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import type { ClosingId, ProgrammeId, RegionId } from "../../schema/ids.ts";
import { yen } from "../../schema/money.ts";
import { newId } from "../api/new-id.ts";
import { makeRegion } from "../api/world.actor.testing.ts";
import { createClosing, discardClosing, findClosing } from "../data/closings.ts";
import { databaseOf } from "../data/database.ts";
import type { Env } from "../env.ts";
import { dying, JobsInHand } from "../queue/dying.actor.testing.ts";
import { stuckJobs } from "../queue/lease.ts";
import { dueLine, settlePayee } from "../settlement/closing-lines.ts";
import { RULE } from "./closing.actor.testing.ts";
import { closingJob, runClosing, startClosing } from "./run.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** More than two pages of stores. */
const STORES = 450;
const jobs = new JobsInHand();
const inHand: Env = { ...env, JOBS_QUEUE: jobs.queue };

/** A programme whose stores took something on two dates, and a closing of them that nobody has added up. */
async function begun() {
  const world = await makeRegion();
  await world.operator.done("operator/banks", {
    banks: [{ code: "9999", name: "テスト", kana: "テスト" }],
    branches: [{ bankCode: "9999", code: "001", name: "本店", kana: "ホンテン" }],
  });
  await world.admin.done(`programmes/${world.programmeId}/payout-rule`, RULE);
  const stores = Array.from({ length: STORES }, () => ({ id: newId<string>() }));
  const sums = stores.map(({ id }, at) => ({
    storeId: id,
    payments: 1 + (at % 3),
    paidYen: 100 * at,
    reversals: at % 7 === 0 ? 1 : 0,
    reversedYen: at % 7 === 0 ? 350 : 0,
    carriedInYen: 0,
  }));
  const list = JSON.stringify(sums);
  const regionId = world.region.regionId as RegionId;
  const programmeId = world.programmeId as ProgrammeId;
  await env.DB.batch([
    // Each has no account of its own, so one payee gets everything: the head office.
    env.DB.prepare(
      `insert into store (id, region_id, organisation_id, name, kana, address, municipality, industry, accepts, state, created_at_ms)
       select value ->> 'storeId', ?1, ?2, '店', 'ミセ', '港町', '990019', 'M7671', 'mpm', 'open', 1
       from json_each(?3)`,
    ).bind(regionId, world.merchant.organisationId, list),
    ...["2026-11-03", "2026-11-15", "2026-11-16"].map((date, at) =>
      env.DB.prepare(
        `insert into store_day select value ->> 'storeId', ?1, ?2, 't', ?3, ?4 * (value ->> 'payments'), ?4 * (value ->> 'paidYen'),
           0, 0, (1 - ?4) * (value ->> 'reversals'), (1 - ?4) * (value ->> 'reversedYen'), 0, 0
         from json_each(?5)`,
        // Payments on the first date, reversals on the second, and another closing's on the third.
      ).bind(date, programmeId, regionId, at === 0 ? 1 : 0, list),
    ),
  ]);
  const db = databaseOf(env, regionId);
  const id = newId<ClosingId>();
  const zero = { stores: 0, payees: 0, payments: 0, paidYen: 0, reversedYen: 0, feeYen: 0, taxYen: 0 };
  await createClosing(db, {
    id,
    regionId,
    programmeId,
    number: 1,
    fromOn: "2026-11-01",
    toOn: "2026-11-15",
    payOn: "2026-11-20",
    ruleVersion: 1,
    state: "calculating",
    ...zero,
    carriedInYen: 0,
    carriedOutYen: 0,
    payableYen: 0,
    createdAtMs: 1,
    createdBy: "test",
  });
  const row = await findClosing(db, regionId, id);
  if (!row) throw new Error("no closing");
  return { db, regionId, row, sums };
}

test("ALM-2, STL-6: killed after any of its calls, a closing of 450 stores ends as the rules add it up", async () => {
  const { db, regionId, row, sums } = await begun();
  await startClosing(inHand, row);
  const jobId = closingJob(row.id);
  let kills = 0;
  let stood = "";
  for (let calls = 1; (await findClosing(db, regionId, row.id))?.state !== "review"; calls++) {
    expect(calls).toBeLessThan(60);
    const job = await env.DB.prepare("select work from job_work where job_id = ?1")
      .bind(jobId)
      .first<{ work: string }>();
    // From each state it was ever in it is killed after its first call, its second, and so on.
    if (job?.work !== stood) calls = 1;
    stood = job?.work ?? "";
    await runClosing(dying(inHand, calls), jobId).catch(() => {
      kills += 1;
    });
    // Nobody let go of the lease; it runs out.
    await env.DB.prepare("update job_work set lease_until_ms = 0 where job_id = ?1").bind(jobId).run();
  }
  expect(kills).toBeGreaterThan(10);

  const lines = sums.map((each) =>
    dueLine(each, RULE.fees.standard as { basisPoints: number; fixedYen: never }),
  );
  const settled = settlePayee(lines, yen(RULE.minimumYen));
  const sum = (of: (line: (typeof settled.lines)[number]) => number) =>
    settled.lines.reduce((total, line) => total + of(line), 0);
  expect(await findClosing(db, regionId, row.id)).toMatchObject({
    state: "review",
    stores: STORES,
    payees: 1,
    paidYen: sum((line) => line.paidYen),
    reversedYen: sum((line) => line.reversedYen),
    feeYen: sum((line) => line.feeYen),
    taxYen: sum((line) => line.taxYen),
    payableYen: settled.payableYen,
    carriedOutYen: 0,
  });
});

test("ALM-2: a closing whose first message was lost is found by the sweep, and one that was discarded ends", async () => {
  const { db, row } = await begun();
  await startClosing(inHand, row);
  jobs.waiting.length = 0;
  const later = Date.now() + 10 * 60_000;
  const stuck = await stuckJobs(env.DB, later, 100);
  expect(stuck).toContainEqual({ jobId: closingJob(row.id), kind: "closing" });
  expect(await discardClosing(db, row)).toBe(true);
  await runClosing(inHand, closingJob(row.id));
  const left = await env.DB.prepare("select count(*) as n from closing_line where closing_id = ?1")
    .bind(row.id)
    .first<{ n: number }>();
  expect(left?.n).toBe(0);
  expect(await stuckJobs(env.DB, later, 100)).not.toContainEqual({
    jobId: closingJob(row.id),
    kind: "closing",
  });
});

test("STL-8: a date of a programme is in one closing", async () => {
  const { db, row } = await begun();
  const again = { ...row, id: newId<ClosingId>(), number: 2 };
  expect(await createClosing(db, { ...again, fromOn: "2026-11-10", toOn: "2026-11-30" })).toBe(false);
  expect(await createClosing(db, { ...again, fromOn: "2026-11-16", toOn: "2026-11-30" })).toBe(true);
});
