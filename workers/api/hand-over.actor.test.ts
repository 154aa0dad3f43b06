import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { fundStub } from "../../durable-objects/lib/money-actor.ts";
import { businessDate } from "../../schema/calendar.ts";
import { fundName, type IssueId, type ProgrammeId } from "../../schema/ids.ts";
import { programmeFigures } from "../audit/programmes.ts";
import { project } from "../queue/projection.ts";
import { Browser, makeRegion, op, type World } from "./world.actor.testing.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 90_000 });

const FACE = 3_000;

let world: World;
beforeAll(async () => {
  world = await makeRegion();
});

const handOver = (issueId: string, fromSerial: number, toSerial: number, by = world.desk) =>
  by.post(`issues/${issueId}/hand-over`, { operationId: op(world.fundIdTail), fromSerial, toSerial });
const move = (issueId: string, what: "activate" | "withdraw" | "stop", by = world.desk) =>
  by.post(`issues/${issueId}/${what}`, { operationId: op(world.fundIdTail), reason: "ためし" });
const allottedYen = async () =>
  (await world.admin.read(`programmes/${world.programmeId}/fund`)).allotted[0].amountYen as number;
const verdictOf = async (code: string) => (await world.scan(code)).verdict;
async function pay(code: string, amountYen = 500) {
  const { coupon } = await world.scan(code);
  return world.clerk.post("counter/payments", {
    ...world.store,
    operationId: op(coupon.idTail),
    handle: coupon.handle,
    amountYen,
  });
}
const fund = () => fundStub(env, fundName(world.programmeId as ProgrammeId));
const projectedFund = async () => {
  const { seq } = await fund().head();
  await vi.waitUntil(
    async () => {
      const row = await env.DB.prepare("select seq from actor_head where actor = ?1")
        .bind(fundName(world.programmeId as ProgrammeId))
        .first<{ seq: number }>();
      return (row?.seq ?? 0) >= seq;
    },
    { timeout: 30_000, interval: 100 },
  );
};

test("FND-14, CPN-5: a sheet that was printed ahead pays once it was handed over, and its neighbours don't", async () => {
  const { issueId, sheets } = await world.issue(4, FACE, false);
  const [first, second, third] = sheets as [(typeof sheets)[0], (typeof sheets)[0], (typeof sheets)[0]];
  expect(await verdictOf(second.code)).toEqual({ ok: false, code: "not-handed-over" });
  expect((await pay(second.code)).body).toMatchObject({ code: "not-handed-over" });
  const anyone = new Browser({ "cf-connecting-ip": "198.51.100.77" });
  const shown = await anyone.done("coupons/inspect", { code: second.code });
  expect(shown).toMatchObject({ state: "not-handed-over", spendableYen: 0 });

  const done = await handOver(issueId, second.serial, second.serial);
  expect(done.body).toMatchObject({
    outcome: "done",
    sheets: 1,
    replayed: false,
    issue: { state: "ready", handedSheets: 1, handedYen: FACE },
  });
  expect((await pay(second.code)).status).toBe(200);
  for (const { code } of [first, third]) {
    expect((await pay(code)).body).toMatchObject({ code: "not-handed-over" });
    expect(await verdictOf(code)).toEqual({ ok: false, code: "not-handed-over" });
  }
  expect((await handOver(issueId, second.serial, second.serial)).body).toMatchObject({ sheets: 0 });
  const run = await handOver(issueId, first.serial, third.serial);
  expect(run.body).toMatchObject({ sheets: 2, issue: { state: "ready", handedSheets: 3 } });
  const last = await handOver(issueId, third.serial, third.serial + 1);
  expect(last.body).toMatchObject({ sheets: 1, issue: { state: "active" } });
  expect((await pay(first.code)).status).toBe(200);
});

test("FND-6, FND-14: of a withdrawn issue what was handed over pays on, and the rest's yen is back", async () => {
  const { issueId, sheets } = await world.issue(3, FACE, false);
  const [kept, gone] = sheets as [(typeof sheets)[0], (typeof sheets)[0]];
  const before = await allottedYen();
  await handOver(issueId, kept.serial, kept.serial);
  const withdrawn = await move(issueId, "withdraw");
  expect(withdrawn.body).toMatchObject({ issue: { state: "withdrawn", handedSheets: 1 } });
  expect(await allottedYen()).toBe(before + 2 * FACE);
  expect((await handOver(issueId, gone.serial, gone.serial)).body.code).toBe("issue-state");
  expect(await verdictOf(gone.code)).toEqual({ ok: false, code: "cancelled" });
  // It opens only now: the withdrawal of the rest is nothing to it.
  expect((await pay(kept.code)).status).toBe(200);
  const today = businessDate(Date.now());
  await vi.waitUntil(
    async () => (await programmeFigures(env.DB, world.programmeId, today)).differenceYen === 0,
    { timeout: 30_000, interval: 200 },
  );
});

test("FND-14, OPR-4: a sheet whose hand-over D1 hasn't heard of when the rest is withdrawn is never told that it didn't pay", async () => {
  const { issueId, sheets } = await world.issue(2, FACE, false);
  const [kept, gone] = sheets as [(typeof sheets)[0], (typeof sheets)[0]];
  // The desk's Worker dies as the fund has handed it over.
  const { entries } = await fund().handOver({
    operationId: op(world.fundIdTail),
    issueId: issueId as IssueId,
    fromSerial: kept.serial,
    toSerial: kept.serial,
  });
  await move(issueId, "withdraw");
  expect((await pay(kept.code)).body).toMatchObject({ code: "try-again", outcome: "unknown" });
  expect((await pay(gone.code)).body).toMatchObject({ code: "cancelled", outcome: "not-done" });
  await project(env.DB, entries, "log", Date.now());
  expect((await pay(kept.code)).status).toBe(200);
});

test("CPN-7, FND-14: stopped, what had been handed over and never opened is frozen, the withdrawn rest stays cancelled", async () => {
  const { issueId, sheets } = await world.issue(3, FACE, false);
  const [kept, gone] = sheets as [(typeof sheets)[0], (typeof sheets)[0]];
  await handOver(issueId, kept.serial, kept.serial);
  await move(issueId, "withdraw");
  expect((await move(issueId, "stop", world.admin)).body).toMatchObject({ issue: { state: "stopped" } });
  expect(await verdictOf(kept.code)).toEqual({ ok: false, code: "frozen" });
  expect((await pay(kept.code)).body.code).toBe("frozen");
  expect(await verdictOf(gone.code)).toEqual({ ok: false, code: "cancelled" });
});

test("FND-14, WHO-2: only who issues there hands sheets over, and only those of the issue", async () => {
  const { issueId, sheets } = await world.issue(2, FACE, false);
  const [first, second] = sheets as [(typeof sheets)[0], (typeof sheets)[0]];
  expect((await handOver(issueId, first.serial, second.serial, world.clerk)).status).toBe(403);
  expect((await handOver(issueId, first.serial - 1, second.serial)).body.code).toBe("issue-mismatch");
  expect((await handOver(issueId, second.serial, first.serial)).body.code).toBe("issue-mismatch");
  const operationId = op(world.fundIdTail);
  const body = { operationId, fromSerial: first.serial, toSerial: first.serial };
  const [one, other] = await Promise.all([
    world.desk.post(`issues/${issueId}/hand-over`, body),
    world.desk.post(`issues/${issueId}/hand-over`, body),
  ]);
  expect([one.body.replayed, other.body.replayed].sort()).toEqual([false, true]);
  expect([one.body.sheets, other.body.sheets]).toEqual([1, 1]);
  const { results } = await env.DB.prepare(
    "select action from audit_log where subject_id = ?1 and action = 'issue.hand-over'",
  )
    .bind(issueId)
    .all();
  expect(results.length).toBeGreaterThanOrEqual(2);
});

test("FND-14, PUB-2: the projection writes down what a Worker that died before it didn't, in any order, twice", async () => {
  const { issueId, sheets } = await world.issue(4, FACE, false);
  const [first, , , last] = sheets as [
    (typeof sheets)[0],
    (typeof sheets)[0],
    (typeof sheets)[0],
    (typeof sheets)[0],
  ];
  await handOver(issueId, first.serial, first.serial + 1);
  await handOver(issueId, last.serial, last.serial);
  await projectedFund();
  const rows = async () =>
    (
      await env.DB.prepare(
        "select from_serial as a, to_serial as b, sum_yen as yen from handed_over where issue_id = ?1 order by 1",
      )
        .bind(issueId)
        .all()
    ).results;
  const before = await rows();
  expect(before).toEqual([
    { a: first.serial, b: first.serial + 1, yen: 2 * FACE },
    { a: last.serial, b: last.serial, yen: FACE },
  ]);
  await env.DB.prepare("delete from handed_over where issue_id = ?1").bind(issueId).run();
  const { seq } = await fund().head();
  const entries = await fund().entriesFrom({ fromSeq: Math.max(1, seq - 5), limit: 10 });
  await project(env.DB, [...entries].reverse(), "log", Date.now());
  await project(env.DB, entries, "log", Date.now());
  expect(await rows()).toEqual(before);
});
