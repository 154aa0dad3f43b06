import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { businessDate } from "../../schema/calendar.ts";
import { makeRegion, op, type World } from "./world.actor.testing.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let world: World;
beforeAll(async () => {
  world = await makeRegion();
});

/** Asks for an issue at the desk, for a stay. */
const ask = (stayReference: string, more: Record<string, unknown> = {}) =>
  world.desk.post("issues", {
    operationId: op(world.fundIdTail),
    programmeId: world.programmeId,
    branchId: world.branch.organisationId,
    coupons: 2,
    faceYen: 1000,
    stayReference,
    ...more,
  });
const stay = (reference: string) =>
  world.desk.done("issues/stay", {
    programmeId: world.programmeId,
    branchId: world.branch.organisationId,
    reference,
  });
const find = (text: string, by = world.desk) => by.post("issues/find", { text });
const idsOf = (rows: readonly { issue: { issueId: string } }[]) => rows.map((row) => row.issue.issueId);

test("ISS-3: two tabs that issue for one stay at the same moment issue once", async () => {
  const tries = await Promise.all([ask("TWO-TABS"), ask("TWO-TABS"), ask("TWO-TABS")]);
  expect(tries.map((one) => one.status).sort()).toEqual([200, 409, 409]);
  for (const one of tries.filter((each) => each.status === 409))
    expect(one.body).toMatchObject({ code: "stay-issued-before", outcome: "not-done" });
  expect((await stay("TWO-TABS")).issues).toHaveLength(1);
});

test("ISS-3, AUD-4: with a reason the stay gets more, and the log keeps the reason", async () => {
  await ask("AGAIN-1");
  const more = await ask("AGAIN-1", { againReason: "あとから2人ふえた" });
  expect(more.status).toBe(200);
  const log = await env.DB.prepare(
    "select reason from audit_log where subject_id = ?1 and action = 'issue.create'",
  )
    .bind(more.body.issue.issueId)
    .first();
  expect(log).toEqual({ reason: "あとから2人ふえた" });
});

test("ISS-4: the desk is told what a number got, however it is written, until that is withdrawn", async () => {
  const made = await ask("SG-261128-0417", { checkInOn: "2026-11-28" });
  const told = await stay("ｓｇ － 261128ー0417");
  expect(told).toMatchObject({ more: false, issues: [{ count: 2, createdByName: "フロント" }] });
  expect((await stay("SG-261128-0418")).issues).toEqual([]);
  await world.desk.done(`issues/${made.body.issue.issueId}/withdraw`, {
    operationId: op(world.fundIdTail),
    reason: "人数のまちがい",
  });
  expect((await stay("SG-261128-0417")).issues).toEqual([]);
  expect((await ask("SG-261128-0417", { checkInOn: "2026-11-28" })).status).toBe(200);
});

test("ISS-4, WHO-1: another region is told nothing, and D1 holds no number in the clear", async () => {
  await ask("SECRET-NUMBER-7");
  const other = await makeRegion();
  const elsewhere = await other.desk.done("issues/stay", {
    programmeId: other.programmeId,
    branchId: other.branch.organisationId,
    reference: "SECRET-NUMBER-7",
  });
  expect(elsewhere.issues).toEqual([]);
  const { results } = await env.DB.prepare("select * from stay").all();
  expect(JSON.stringify(results)).not.toContain("SECRET-NUMBER-7");
});

test("ISS-5: a serial, an id, the digits of a sheet and the reservation number all lead to the issue", async () => {
  const made = (await ask("FIND-ME")).body.issue;
  const { sheets } = await world.desk.read(`issues/${made.issueId}/sheets`);
  const [sheet] = sheets;
  expect((await find("FIND-ME")).body).toMatchObject({
    rows: [{ by: "reference", serial: null, issue: { issueId: made.issueId } }],
  });
  expect((await find(sheet.couponId)).body.rows).toMatchObject([{ by: "coupon", serial: sheet.serial }]);
  expect(idsOf((await find(String(sheet.serial))).body.rows)).toContain(made.issueId);
  expect((await find(sheet.code)).body.rows).toMatchObject([
    { by: "code", serial: sheet.serial, issue: { issueId: made.issueId } },
  ]);
  const log = await env.DB.prepare("select * from audit_log where action = 'issue.find'").all();
  expect(log.results.length).toBeGreaterThanOrEqual(4);
  expect(JSON.stringify(log.results)).not.toContain(sheet.code);
  expect(JSON.stringify(log.results)).not.toContain("FIND-ME");
});

test("ISS-5, CAL-4: a secretariat finds by serial and never by a reservation number; other regions find nothing", async () => {
  const made = (await ask("OFFICE-1")).body.issue;
  const { sheets } = await world.desk.read(`issues/${made.issueId}/sheets`);
  expect((await find("OFFICE-1", world.admin)).body.rows).toEqual([]);
  const [seen] = (await find(sheets[0].couponId, world.admin)).body.rows;
  expect(seen).toMatchObject({ issue: { issueId: made.issueId } });
  const other = await makeRegion();
  expect((await find(sheets[0].couponId, other.desk)).body.rows).toEqual([]);
  expect((await find(sheets[0].code, other.desk)).body.code).toBe("coupon-not-found");
});

test("ISS-5, CPN-3: digits that lead nowhere are counted as guesses until the account has to wait", async () => {
  const region = await makeRegion();
  const { sheets } = await world.issue(6);
  const answers: string[] = [];
  for (const sheet of sheets) answers.push((await find(sheet.code, region.desk)).body.code);
  expect(answers).toEqual([...Array(5).fill("coupon-not-found"), "too-many-requests"]);
});

test("ISS-6: a day's sums are the sums of its list, what was withdrawn apart, and the file has the same rows", async () => {
  const region = await makeRegion();
  const today = businessDate(Date.now());
  await region.issue(2, 1000);
  await region.issue(3, 3000, false);
  const { issueId } = await region.issue(1, 1000, false);
  await region.desk.done(`issues/${issueId}/withdraw`, {
    operationId: op(region.fundIdTail),
    reason: "人数のまちがい",
  });
  const day = await region.desk.read(`issue-days/${today}`);
  expect(day).toMatchObject({
    on: today,
    more: false,
    sums: [
      {
        branchName: "宿本館",
        issues: 2,
        coupons: 5,
        sumYen: 11_000,
        waitingCoupons: 3,
        withdrawnCoupons: 1,
        withdrawnYen: 1_000,
      },
    ],
  });
  expect((await region.desk.read(`issues?on=${today}`)).rows).toHaveLength(3);
  expect((await region.desk.read("issues?on=2020-01-01")).rows).toEqual([]);
  expect((await region.desk.read("issue-days/2020-01-01")).sums).toEqual([]);
  const file = await region.desk.get(`issue-days/${today}/file`);
  expect(file.type).toContain("text/csv");
  const lines = (file.body as string).trim().split("\r\n").slice(1);
  expect(lines).toHaveLength(3);
  expect(lines.reduce((sum, line) => sum + Number(line.split(",")[8]), 0)).toBe(12_000);
  expect(
    (await world.desk.read(`issue-days/${today}?branchId=${region.branch.organisationId}`)).sums,
  ).toEqual([]);
});
