import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { idTail } from "../../durable-objects/lib/hash.ts";
import { couponActorName, couponCode } from "../../durable-objects/lib/keys.ts";
import { fundStub } from "../../durable-objects/lib/money-actor.ts";
import { NO_CAPS } from "../../schema/commands.ts";
import { entityId, fundName, type IssueId, type ProgrammeId, type RegionId } from "../../schema/ids.ts";
import type { Yen } from "../../schema/money.ts";
import { makeRegion, op } from "../api/world.actor.testing.ts";
import { databaseOf } from "../data/database.ts";
import { recordIssue } from "../data/issues.ts";
import { sweep } from "../queue/sweep.ts";
import { runIssueJob, workIssue } from "./job.ts";
import { CHUNK_ROWS, faceAt } from "./rows.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** An issue that the fund has journaled and nobody has written a row of. */
async function journaled(faces: readonly { readonly faceYen: number; readonly count: number }[]) {
  const world = await makeRegion();
  const programmeId = world.programmeId as ProgrammeId;
  const issueId = entityId<IssueId>(crypto.getRandomValues(new Uint8Array(8)));
  const operationId = op(idTail(fundName(programmeId)));
  const { outcome } = await fundStub(env, fundName(programmeId)).issue({
    operationId,
    issueId,
    issuerId: world.issuer.organisationId,
    branchId: world.branch.organisationId,
    faces: faces as readonly { faceYen: Yen; count: number }[],
    unitYen: 1 as Yen,
    notBeforeOn: null,
    expiresOn: "2099-12-31" as never,
    keyId: "1",
    pepperGeneration: 1,
    stayKey: null,
    caps: NO_CAPS,
    verdict: { ok: true },
  });
  if (!outcome.ok) throw new Error(outcome.error.code);
  const regionId = world.region.regionId as RegionId;
  await recordIssue(databaseOf(env, regionId), {
    manifest: outcome.value,
    regionId,
    programmeId,
    programmeVersion: 1,
    operationId,
    createdAtMs: Date.now(),
    createdBy: null,
  });
  return { world, manifest: outcome.value, work: { issueId, programmeId, regionId, written: 0 } };
}

const stateOf = (issueId: string) =>
  env.DB.prepare("select state, written from issue where id = ?1").bind(issueId).first<{
    state: string;
    written: number;
  }>();
const rowsOf = (issueId: string) =>
  env.DB.prepare(
    "select count(*) as n, count(distinct actor) as actors, sum(face_yen) as sum from coupon where issue_id = ?1",
  )
    .bind(issueId)
    .first<{ n: number; actors: number; sum: number }>();

test("FND-3: 5,000 coupons, killed half-way with a chunk half done, end complete and ready, once each", async () => {
  const { work, manifest } = await journaled([
    { faceYen: 1000, count: 3000 },
    { faceYen: 3000, count: 2000 },
  ]);
  await workIssue(env, work, 2);
  // The kill: rows of the next chunk stand, its progress was never noted.
  await workIssue(env, { ...work, written: 2 * CHUNK_ROWS }, 1);
  await env.DB.prepare("update issue set written = ?2 where id = ?1")
    .bind(work.issueId, 2 * CHUNK_ROWS)
    .run();
  await env.DB.prepare("delete from coupon where issue_id = ?1 and serial % 7 = 0 and serial >= ?2")
    .bind(work.issueId, manifest.serialFrom + 2 * CHUNK_ROWS)
    .run();
  expect(await stateOf(work.issueId)).toEqual({ state: "writing", written: 2000 });

  for (let step = 0; step < 5 && (await stateOf(work.issueId))?.state === "writing"; step++)
    await runIssueJob(env, work.issueId);
  expect(await stateOf(work.issueId)).toEqual({ state: "ready", written: 5000 });
  expect(await rowsOf(work.issueId)).toEqual({ n: 5000, actors: 5000, sum: 9_000_000 });
  // A late copy of the message changes nothing.
  await runIssueJob(env, work.issueId);
  expect(await rowsOf(work.issueId)).toEqual({ n: 5000, actors: 5000, sum: 9_000_000 });
});

test("CPN-6: a code whose actor is taken gets another salt, which the fund journals; no row is left out", async () => {
  const { work, manifest } = await journaled([{ faceYen: 1000, count: 3 }]);
  const clashing = couponCode(
    { programmeId: work.programmeId, serial: manifest.serialFrom + 1, salt: 0, keyId: "1" },
    env,
  );
  // Somebody else's coupon that happens to have the same code: a row of another programme with the same actor.
  await env.DB.prepare(
    `insert into coupon (programme_id, serial, region_id, issue_id, actor, pepper_generation, key_id, salt, face_yen,
                         issuer_id, branch_id, not_before_on, expires_on, mac)
     values ('other', 1, 'r', 'i', ?1, 1, '1', 0, 1, 'x', 'y', null, '2099-12-31', '')`,
  )
    .bind(couponActorName(clashing, 1, env))
    .run();
  const { state } = await workIssue(env, work, 1);
  expect(state).toBe("ready");
  expect((await rowsOf(work.issueId))?.n).toBe(3);
  const stored = await fundStub(env, fundName(work.programmeId)).manifest({ issueId: work.issueId });
  expect(stored?.salts).toEqual([{ serial: manifest.serialFrom + 1, salt: 1 }]);
});

test("FND-3: rows that don't add up never make an issue ready", async () => {
  const { work, manifest } = await journaled([{ faceYen: 1000, count: 3 }]);
  const bent = { ...work, written: 0 };
  await env.DB.prepare(
    `insert into coupon (programme_id, serial, region_id, issue_id, actor, pepper_generation, key_id, salt, face_yen,
                         issuer_id, branch_id, not_before_on, expires_on, mac)
     values (?1, ?2, 'r', ?3, 'forged', 1, '1', 0, 9999, 'x', 'y', null, '2099-12-31', '')`,
  )
    .bind(work.programmeId, manifest.serialFrom, work.issueId)
    .run();
  await expect(workIssue(env, bent, 1)).rejects.toThrow("don't add up");
  expect((await stateOf(work.issueId))?.state).toBe("writing");
});

test("FND-3: faces follow the manifest by serial", () => {
  const manifest = {
    serialFrom: 10,
    faces: [
      { faceYen: 1 as Yen, count: 2 },
      { faceYen: 5 as Yen, count: 1 },
    ],
  };
  expect([10, 11, 12].map((serial) => faceAt(manifest, serial))).toEqual([1, 1, 5]);
  expect(() => faceAt(manifest, 13)).toThrow(RangeError);
});

test("FND-3, PRJ-2: rows of a finished issue that were lost are written again as they were, salts included", async () => {
  const { work, manifest } = await journaled([{ faceYen: 1000, count: 3 }]);
  const second = manifest.serialFrom + 1;
  // The second code's name is taken: it gets another salt, which the fund journals.
  const code = couponCode({ programmeId: work.programmeId, serial: second, salt: 0, keyId: "1" }, env);
  await env.DB.prepare(
    `insert into coupon values ('elsewhere', 1, 'r', 'i', ?1, 1, '1', 0, 1, 'x', 'x', null, '2099-12-31', '')`,
  )
    .bind(couponActorName(code, 1, env))
    .run();
  await workIssue(env, work, 8);
  const whole = () =>
    env.DB.prepare("select * from coupon where issue_id = ?1 order by serial").bind(work.issueId).all();
  const before = (await whole()).results;
  expect(before.map((row) => row.salt)).toEqual([0, 1, 0]);
  await env.DB.batch([
    env.DB.prepare("delete from coupon where issue_id = ?1").bind(work.issueId),
    env.DB.prepare("delete from coupon where programme_id = 'elsewhere'"),
    env.DB.prepare("update issue set written = 0, created_at_ms = 0 where id = ?1").bind(work.issueId),
  ]);
  await sweep(env);
  await vi.waitUntil(async () => (await stateOf(work.issueId))?.written === 3, { timeout: 20_000 });
  expect((await whole()).results).toEqual(before);
});
