import { env } from "cloudflare:workers";
import { beforeEach, expect, test, vi } from "vitest";
import { fundStub } from "../../durable-objects/lib/money-actor.ts";
import { fundName, type ProgrammeId } from "../../schema/ids.ts";
import { listJobId } from "../data/issue-lists.ts";
import { runIssueList } from "../issue-lists/run.ts";
import { eraseOver } from "../retention/run.ts";
import { makeRegion, op, type World } from "./world.actor.testing.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let world: World;
beforeEach(async () => {
  world = await makeRegion();
});

const HEAD = "予約番号,代表者,人数,金額";
const upload = (lines: readonly string[], by = world.desk, head = HEAD) =>
  by.send(
    "POST",
    `issue-lists?programmeId=${world.programmeId}&branchId=${world.branch.organisationId}&fileName=stays.csv`,
    [head, ...lines, ""].join("\r\n"),
    { "content-type": "text/csv" },
  );
const list = async (...lines: string[]) => {
  const reply = await upload(lines);
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  return reply.body;
};
const issue = (one: { listId: string; checks: number }, againReason?: string) =>
  world.desk.post(`issue-lists/${one.listId}/issue`, {
    checks: one.checks,
    ...(againReason === undefined ? {} : { againReason }),
  });
const ended = async (listId: string) => {
  await vi.waitUntil(async () => (await world.desk.read(`issue-lists/${listId}`)).state === "done", {
    timeout: 30_000,
    interval: 100,
  });
  return world.desk.read(`issue-lists/${listId}`);
};
const rowsOf = async (listId: string, state: string) =>
  (await world.desk.read(`issue-lists/${listId}/rows?state=${state}`)).rows;
const allottedYen = async () =>
  (await world.admin.read(`programmes/${world.programmeId}/fund`)).allotted[0].amountYen as number;
const fund = () => fundStub(env, fundName(world.programmeId as ProgrammeId));

test("ISS-7: every row is named before anything happens, and nothing is written but the list", async () => {
  await world.desk.done("issues", {
    operationId: op(world.fundIdTail),
    programmeId: world.programmeId,
    branchId: world.branch.organisationId,
    coupons: 1,
    faceYen: 1000,
    stayReference: "BEFORE-1",
  });
  const head = (await fund().head()).seq;
  const made = await list(
    "GOOD-1,ためし一,2,1000",
    ",ためし二,0,777",
    "good－1,ためし一,3,1000",
    "BEFORE-1,ためし三,2,3000",
    "GOOD-2,ためし四,1,",
  );
  expect(made).toMatchObject({
    state: "ready",
    tally: {
      good: { rows: 2, coupons: 3, sumYen: 3_000 },
      again: { rows: 1, coupons: 2, sumYen: 6_000 },
      bad: { rows: 1 },
      repeat: { rows: 1 },
      issued: { rows: 0 },
    },
  });
  const [bad] = await rowsOf(made.listId, "bad");
  expect(bad).toMatchObject({ row: 3, issueId: null, reference: null, guestName: "ためし二" });
  expect(bad.findings.map((one: { code: string }) => one.code)).toEqual(["guests-number", "face-unknown"]);
  const [repeat] = await rowsOf(made.listId, "repeat");
  expect(repeat).toMatchObject({ row: 4, findings: [{ code: "repeats-row", value: "2" }] });
  expect((await fund().head()).seq).toBe(head);
});

test("ISS-7, WHO-3: D1 holds neither numbers nor names in the clear, and no file is kept", async () => {
  await list("HIDDEN-77,カクレタ ナマエ,1,1000");
  const tables = await env.DB.batch([
    env.DB.prepare("select * from issue_list"),
    env.DB.prepare("select * from issue_list_row"),
  ]);
  const kept = JSON.stringify(tables.map((one) => one.results));
  expect(kept).not.toContain("HIDDEN-77");
  expect(kept).not.toContain("カクレタ");
  expect((await env.FILES.list()).objects.map((one) => one.key).filter((key) => /list/.test(key))).toEqual(
    [],
  );
});

test("ISS-8: a list is issued once per row, whoever presses again and however often its job runs", async () => {
  const before = await allottedYen();
  const one = await list("A-1,ためし,2,1000", "A-2,ためし,1,3000", "A-3,,1,1000");
  const presses = await Promise.all([issue(one), issue(one), issue(one)]);
  for (const press of presses) expect([200, 409]).toContain(press.status);
  // Late copies of the job's message, at the same time.
  const jobId = listJobId(one.listId, 1);
  await Promise.allSettled([runIssueList(env, jobId), runIssueList(env, jobId)]);
  const done = await ended(one.listId);
  await runIssueList(env, jobId);
  expect(done.tally).toMatchObject({ issued: { rows: 3, coupons: 4, sumYen: 6_000 }, good: { rows: 0 } });
  expect(before - (await allottedYen())).toBe(6_000);
  const issued = await rowsOf(one.listId, "issued");
  const ids = new Set(issued.map((row: { issueId: string }) => row.issueId));
  expect(ids.size).toBe(3);
  const first = await world.desk.read(`issues/${issued[0].issueId}`);
  expect(first).toMatchObject({ state: "ready", count: 2, stay: { reference: "A-1", guestName: "ためし" } });
});

test("ISS-8: killed after the fund issued and before the row said so, the row is found again and not issued twice", async () => {
  const before = await allottedYen();
  const one = await list("K-1,ためし,2,1000", "K-2,ためし,2,1000");
  await issue(one);
  await ended(one.listId);
  // As if the worker had died right after the fund's answer, with the job still to do.
  await env.DB.batch([
    env.DB.prepare("update issue_list_row set state = 'good', issue_id = null where list_id = ?1").bind(
      one.listId,
    ),
    env.DB.prepare("update issue_list set state = 'issuing' where id = ?1").bind(one.listId),
    env.DB.prepare("update job_work set state = 'queued', lease_until_ms = 0 where job_id = ?1").bind(
      listJobId(one.listId, 1),
    ),
  ]);
  await runIssueList(env, listJobId(one.listId, 1));
  expect((await ended(one.listId)).tally).toMatchObject({ issued: { rows: 2, coupons: 4, sumYen: 4_000 } });
  expect(before - (await allottedYen())).toBe(4_000);
});

test("ISS-3, ISS-8: rows issued for before get coupons with a reason only; the fund's refusals are named by row", async () => {
  const first = await list("R-1,,1,1000");
  await issue(first);
  await ended(first.listId);
  // The desk issues for one stay between the check and the issuing.
  const second = await list("R-1,,1,1000", "R-2,,1,1000");
  expect(second).toMatchObject({ sameFileAtMs: null, tally: { again: { rows: 1 }, good: { rows: 1 } } });
  await world.desk.done("issues", {
    operationId: op(world.fundIdTail),
    programmeId: world.programmeId,
    branchId: world.branch.organisationId,
    coupons: 1,
    faceYen: 1000,
    stayReference: "R-2",
  });
  await issue(second);
  expect((await ended(second.listId)).tally).toMatchObject({
    issued: { rows: 0 },
    refused: { rows: 1 },
    again: { rows: 1 },
  });
  expect(await rowsOf(second.listId, "refused")).toMatchObject([{ refusedWith: "stay-issued-before" }]);
  await issue(second, "あとから2人ふえた");
  expect((await ended(second.listId)).tally).toMatchObject({ issued: { rows: 2 }, refused: { rows: 0 } });
  const log = await env.DB.prepare(
    "select reason from audit_log where action = 'issue.create' and reason is not null and region_id = ?1",
  )
    .bind(world.region.regionId)
    .all();
  expect(log.results).toEqual([{ reason: "あとから2人ふえた" }, { reason: "あとから2人ふえた" }]);
});

test("ISS-7, IMP-2: columns nobody knows are chosen once, and proposed for the next list; the same file is told", async () => {
  const lines = ["A-9,2", "A-10,3"];
  const strange = await upload(lines, world.desk, "けつばん,にんずう");
  expect(strange.body).toMatchObject({ state: "mapping", headings: ["けつばん", "にんずう"] });
  const { listId } = strange.body;
  expect((await issue(strange.body)).body.code).toBe("import-state");
  const mapped = await world.desk.done(`issue-lists/${listId}/mapping`, {
    mapping: { reference: 0, guests: 1 },
  });
  expect(mapped).toMatchObject({ state: "ready", checks: 2, tally: { good: { rows: 2, coupons: 5 } } });
  expect((await issue(strange.body)).body.code).toBe("import-state");
  await issue(mapped);
  await ended(listId);
  const again = (await upload(lines, world.desk, "けつばん,にんずう")).body;
  expect(again).toMatchObject({ state: "ready", tally: { again: { rows: 2 } } });
  expect(again.sameFileAtMs).toEqual(expect.any(Number));
});

test("ISS-7, WHO-2: another region's desk sees no list; what can't be read is refused with its line", async () => {
  const one = await list("W-1,,1,1000");
  const other = await makeRegion();
  expect((await other.desk.get(`issue-lists/${one.listId}`)).status).toBe(404);
  expect((await upload(["W-2,,1,1000"], other.desk)).status).toBe(404);
  expect((await world.clerk.get(`issue-lists/${one.listId}`)).status).toBe(403);
  const tooMany = Array.from({ length: 1_001 }, (_, i) => `N-${i},,1,1000`);
  expect((await upload(tooMany)).body).toMatchObject({
    code: "file-unreadable",
    fields: [{ path: "line 1002", message: "list-too-long" }],
  });
  expect((await upload([])).body).toMatchObject({ code: "file-unreadable" });
});

type ListSheet = { number: number; row: number; sheet: { serial: number; faceYen: number } };
const sheetsOf = (listId: string, query = "") => world.desk.read(`issue-lists/${listId}/sheets?${query}`);
const numbersOf = (page: { sheets: ListSheet[] }) => page.sheets.map(({ number }) => number);

test("ISS-8, CPN-1: the sheets of a list come in the order of its file, run by run, each print logged", async () => {
  const one = await list("S-1,,2,1000", "S-2,,1,3000");
  await issue(one);
  await ended(one.listId);
  const first = await sheetsOf(one.listId, "limit=2");
  expect(first).toMatchObject({ of: 3, next: 3, over: 0 });
  const rest = await sheetsOf(one.listId, `limit=2&from=${first.next}`);
  expect([...first.sheets, ...rest.sheets].map(({ sheet }: ListSheet) => sheet.faceYen)).toEqual([
    1_000, 1_000, 3_000,
  ]);
  expect(rest.next).toBeNull();
  const prints = await env.DB.prepare(
    "select count(*) as n from audit_log where action = 'issue.print' and region_id = ?1",
  )
    .bind(world.region.regionId)
    .first();
  expect(prints).toEqual({ n: 2 });
});

test("ISS-12: a jammed run goes on from the sheet that it stopped at, whatever was withdrawn meanwhile", async () => {
  const one = await list("J-1,,2,1000", "J-2,,2,1000", "J-3,,2,1000");
  await issue(one);
  await ended(one.listId);
  const run = await sheetsOf(one.listId);
  expect(numbersOf(run)).toEqual([1, 2, 3, 4, 5, 6]);
  const second = (await rowsOf(one.listId, "issued"))[1];
  await world.desk.done(`issues/${second.issueId}/withdraw`, {
    operationId: op(world.fundIdTail),
    reason: "とりやめ",
  });
  const again = await sheetsOf(one.listId, "from=4");
  // The fourth is worth nothing any more; the fifth is the same coupon as before.
  expect(again).toMatchObject({ of: 6, sheets: run.sheets.slice(4) });
  expect(numbersOf(await sheetsOf(one.listId, "fromRow=2&toRow=3"))).toEqual([1, 2]);
  expect((await sheetsOf(one.listId, "fromRow=4&toRow=4")).sheets).toMatchObject([
    { number: 1, row: 4, sheet: { serial: run.sheets[4].sheet.serial } },
    { number: 2, row: 4 },
  ]);
  await env.DB.prepare("update issue set created_at_ms = created_at_ms - 400 * 3600000 where id = ?1")
    .bind((await rowsOf(one.listId, "issued"))[0].issueId)
    .run();
  expect(await sheetsOf(one.listId, "limit=2")).toMatchObject({ sheets: [], over: 2, next: 3 });
});

test("ISS-12: the stays of a list are handed over together, each once, with when and by whom", async () => {
  const one = await list("H-1,,2,1000", "H-2,,1,1000", "H-3,,1,3000");
  await issue(one);
  const done = await ended(one.listId);
  expect(done).toMatchObject({ waiting: { rows: 3, coupons: 4 }, handedOver: { rows: 0 } });
  const handOver = (rows: object) => world.desk.done(`issue-lists/${one.listId}/hand-over`, rows);
  const presses = await Promise.all([handOver({ fromRow: 3, toRow: 3 }), handOver({ fromRow: 3, toRow: 3 })]);
  expect(presses.every(({ left }) => left.length === 0)).toBe(true);
  const [first, second] = await rowsOf(one.listId, "issued");
  expect(first).toMatchObject({ issueState: "ready", handedOver: null });
  expect(second).toMatchObject({
    issueState: "active",
    handedOver: { atMs: expect.any(Number), byName: expect.any(String) },
  });
  expect(await handOver({})).toEqual({ handed: 2, left: [], next: null });
  expect(await handOver({})).toEqual({ handed: 0, left: [], next: null });
  expect(await world.desk.read(`issue-lists/${one.listId}`)).toMatchObject({
    waiting: { rows: 0 },
    handedOver: { rows: 3, coupons: 4, sumYen: 6_000 },
  });
  const entries = await fund().entriesFrom({ fromSeq: 1, limit: 1_000 });
  const activated = entries.filter((entry) => entry.kind === "activate");
  expect(activated).toHaveLength(3);
});

test("ISS-7, SEC-7: after 30 days a list says nothing any more; what was issued stays", async () => {
  const one = await list("E-1,ケサレル,1,1000", ",,x,");
  await issue(one);
  await ended(one.listId);
  await env.DB.prepare("update issue_list set updated_at_ms = updated_at_ms - ?2 where id = ?1")
    .bind(one.listId, 31 * 86_400_000)
    .run();
  await eraseOver(env, Date.now());
  const later = await world.desk.read(`issue-lists/${one.listId}`);
  expect(later).toMatchObject({ erased: true, samples: [], tally: { issued: { rows: 1 } } });
  const [row] = await rowsOf(one.listId, "issued");
  expect(row).toMatchObject({ reference: null, guestName: null, issueId: expect.any(String) });
});
