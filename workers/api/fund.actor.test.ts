import { env } from "cloudflare:test";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { fundStub } from "../../durable-objects/lib/money-actor.ts";
import { addDays, businessDate } from "../../schema/calendar.ts";
import { fundName, type ProgrammeId } from "../../schema/ids.ts";
import { sweep } from "../queue/sweep.ts";
import { type Browser, makeRegion, op, PASSWORD, signIn, type World } from "./world.actor.testing.ts";

let world: World;
let viewer: Browser;
let second: { readonly organisationId: string };
const path = (rest: string) => `programmes/${world.programmeId}/${rest}`;
const today = () => businessDate(Date.now());
const statement = (account: string, more = "") =>
  world.admin.read(path(`statement?account=${account}&from=${addDays(today(), -1)}&to=${today()}${more}`));
const isProjected = () =>
  vi.waitUntil(
    async () => {
      const { seq } = await fundStub(env, fundName(world.programmeId as ProgrammeId)).head();
      const row = await env.DB.prepare("select seq from actor_head where actor = ?1")
        .bind(world.programmeId)
        .first<{ seq: number }>();
      return (row?.seq ?? 0) >= seq;
    },
    { timeout: 30_000, interval: 100 },
  );
const moveBody = (amountYen: number, more: Record<string, unknown> = {}) => ({
  operationId: op(world.fundIdTail),
  fromIssuerId: world.issuer.organisationId,
  toIssuerId: second.organisationId,
  amountYen,
  ...more,
});

beforeAll(async () => {
  world = await makeRegion();
  const me = await world.admin.read("staff/me");
  await world.admin.done("staff", {
    name: "監査",
    loginId: `${world.id}-viewer`,
    password: PASSWORD,
    memberships: [{ organisationId: me.memberships[0].organisationId, role: "secretariat-viewer" }],
  });
  [viewer, second] = await Promise.all([
    signIn(`${world.id}-viewer`),
    world.admin.done("organisations", { name: "湯の宿", kana: "ユノヤド", kinds: ["issuer"] }),
  ]);
});

describe("FND-7: moves between issuers", () => {
  test("move once, say who and why in the log, and answer the same again (OPR-2, AUD-4)", async () => {
    const body = moveBody(1_000_000, { note: "閑散期のふりかえ" });
    expect(await world.admin.done(path("moves"), body)).toMatchObject({ outcome: "done", replayed: false });
    expect(await world.admin.done(path("moves"), body)).toMatchObject({ outcome: "done", replayed: true });
    const { allotted } = await world.admin.read(path("fund"));
    expect(
      Object.fromEntries(
        allotted.map((each: { issuerName: string; amountYen: number }) => [each.issuerName, each.amountYen]),
      ),
    ).toEqual({ 宿: 39_000_000, 湯の宿: 1_000_000 });
    const log = await env.DB.prepare(
      "select reason, after from audit_log where action = 'fund.move' and subject_id = ?1 order by id limit 1",
    )
      .bind(world.programmeId)
      .first<{ reason: string; after: string }>();
    expect(log?.reason).toBe("閑散期のふりかえ");
    expect(JSON.parse(log?.after ?? "")).toMatchObject({
      operationId: body.operationId,
      amountYen: 1_000_000,
    });
  });

  test("refuse what isn't there, by the fund's word, and what makes no sense, by the edge's", async () => {
    expect((await world.admin.post(path("moves"), moveBody(40_000_001))).body).toMatchObject({
      code: "insufficient-allotment",
      outcome: "not-done",
    });
    const same = { toIssuerId: world.issuer.organisationId };
    expect((await world.admin.post(path("moves"), moveBody(1, same))).body).toMatchObject({
      code: "invalid-request",
      outcome: "unknown",
    });
    const branch = { toIssuerId: world.branch.organisationId };
    expect((await world.admin.post(path("moves"), moveBody(1, branch))).status).toBe(404);
  });

  test("WHO-1, WHO-2: are the secretariat's; who may only read, and other regions, can't", async () => {
    expect((await viewer.post(path("moves"), moveBody(1))).status).toBe(403);
    expect((await world.desk.post(path("moves"), moveBody(1))).status).toBe(403);
    const other = await makeRegion();
    expect((await other.admin.post(path("moves"), moveBody(1))).status).toBe(404);
    const foreign = { toIssuerId: other.issuer.organisationId };
    expect((await world.admin.post(path("moves"), moveBody(1, foreign))).status).toBe(404);
    for (const read of [
      "statement?account=cash&from=2026-01-01&to=2026-01-02",
      "issuers",
      "forecast",
      "thresholds",
    ])
      expect((await other.admin.get(path(read))).status).toBe(404);
  });
});

describe("FND-8: the statement", () => {
  test("agrees with the fund's own book on every account, and adds up page by page", async () => {
    await world.issue(2, 3_000);
    await isProjected();
    const fund = await world.admin.read(path("fund"));
    const own: Record<string, number> = {
      available: fund.availableYen,
      cash: fund.cashYen,
      writing: fund.writingYen,
      issued: fund.issuedYen,
      cancelled: fund.cancelledYen,
      granted: fund.grantedYen,
      returned: fund.returnedYen,
      "paid-out": fund.paidOutYen,
      ...Object.fromEntries(
        fund.allotted.map((each: { issuerId: string; amountYen: number }) => [
          `allotted:${each.issuerId}`,
          each.amountYen,
        ]),
      ),
    };
    for (const [account, yen] of Object.entries(own)) {
      const whole = await statement(account);
      expect([account, whole.closingYen]).toEqual([account, yen]);
      expect(whole.openingYen + whole.inYen - whole.outYen).toBe(yen);
      expect(whole.rows.at(-1)?.balanceYen ?? whole.openingYen).toBe(yen);
      const paged = [];
      for (let next: string | null = ""; next !== null; ) {
        const page: { rows: unknown[]; next: string | null } = await statement(
          account,
          `&limit=1${next ? `&after=${next}` : ""}`,
        );
        paged.push(...page.rows);
        next = page.next;
      }
      expect(paged).toEqual(whole.rows);
    }
  });

  test("says what each line is, on whose other side, what was written beside it and by whom", async () => {
    await isProjected();
    const share = await statement(`allotted:${world.issuer.organisationId}`);
    expect(share.accountName).toBe("宿");
    const [given, moved, issued] = share.rows;
    expect(given).toMatchObject({ kind: "allot", counterpart: "available", counterpartName: null });
    expect(given).toMatchObject({
      inYen: 40_000_000,
      outYen: 0,
      balanceYen: 40_000_000,
      byName: "係",
      note: null,
    });
    expect(moved).toMatchObject({ kind: "move", counterpartName: "湯の宿", outYen: 1_000_000 });
    expect(moved).toMatchObject({ note: "閑散期のふりかえ", byName: "係" });
    expect(issued).toMatchObject({ kind: "issue", counterpart: "writing", outYen: 6_000, byName: null });
    expect(issued.issueId).toMatch(/^[0-9a-z]{12}$/);
  });

  test("an account that no fund has, and days the wrong way round, are named", async () => {
    const wrong = await world.admin.get(path("statement?account=pocket&from=2026-01-01&to=2026-01-02"));
    expect(wrong.body).toMatchObject({ code: "invalid-request", fields: [{ path: "account" }] });
    const backwards = await world.admin.get(path("statement?account=cash&from=2026-01-02&to=2026-01-01"));
    expect(backwards.body).toMatchObject({ code: "invalid-request", fields: [{ path: "to" }] });
  });
});

test("S3: every issuer's share is what it was given, less what it issued", async () => {
  await isProjected();
  const { rows } = await viewer.read(path("issuers"));
  expect(rows).toEqual([
    {
      issuerId: world.issuer.organisationId,
      name: "宿",
      givenYen: 39_000_000,
      issuedYen: 6_000,
      leftYen: 38_994_000,
    },
    {
      issuerId: second.organisationId,
      name: "湯の宿",
      givenYen: 1_000_000,
      issuedYen: 0,
      leftYen: 1_000_000,
    },
  ]);
  const first = await viewer.read(path("issuers?limit=1"));
  const rest = await viewer.read(path(`issuers?limit=1&after=${first.next}`));
  expect([...first.rows, ...rest.rows]).toEqual(rows);
  expect(rest.next).toBeNull();
});

test("FND-9: a programme of a day has no forecast, and says why", async () => {
  expect(await viewer.read(path("forecast"))).toMatchObject({
    availableYen: 10_000_000,
    allottedYen: 39_994_000,
    runOut: { kind: "none", why: "too-few-days" },
    endsOn: "2099-12-31",
  });
});

describe("FND-10: thresholds", () => {
  const wanted = {
    issuerId: null,
    measure: "yen",
    below: 60_000_000,
    recipients: ["kakari@example.jp", "kacho@example.jp"],
  };

  test("are crossed at the next sweep, write to everybody once, and are seen as such", async () => {
    const made = await world.admin.done(path("thresholds"), wanted);
    expect(made).toMatchObject({ state: "armed", recipients: wanted.recipients, recipientCount: 2 });
    const kept = await env.DB.prepare("select recipients from fund_threshold where id = ?1")
      .bind(made.thresholdId)
      .first<{ recipients: string }>();
    expect(kept?.recipients).toMatch(/^v2\./);
    await isProjected();
    expect(await sweep(env)).toMatchObject({ thresholdsMoved: 1, mailsWaiting: 2, failures: 0 });
    await vi.waitUntil(async () => (await viewer.read(path("thresholds"))).rows[0].mails.sent === 2, {
      timeout: 30_000,
      interval: 100,
    });
    expect(await sweep(env)).toMatchObject({ thresholdsMoved: 0, mailsWaiting: 0 });
    const { results } = await env.DB.prepare(
      "select recipient, text from dev_inbox where key like ?1 order by recipient",
    )
      .bind(`fund-threshold:${made.thresholdId}:%`)
      .all<{ recipient: string; text: string }>();
    expect(results.map((row) => row.recipient)).toEqual(["kacho@example.jp", "kakari@example.jp"]);
    expect(results[0]?.text).toContain("発行できる残り: 49,994,000円");
  });

  test("WHO-3: addresses are for those who may change them; others see how many", async () => {
    const [row] = (await viewer.read(path("thresholds"))).rows;
    expect(row).toMatchObject({ recipients: [], recipientCount: 2, state: "crossed" });
    expect((await viewer.post(path("thresholds"), wanted)).status).toBe(403);
    const remove = path(`thresholds/${row.thresholdId}`);
    expect((await viewer.send("DELETE", remove)).status).toBe(403);
    const log = await env.DB.prepare(
      "select group_concat(after) as text from audit_log where subject_id = ?1",
    )
      .bind(row.thresholdId)
      .first<{ text: string }>();
    expect(log?.text).toContain('"recipientCount":2');
    expect(log?.text).not.toContain("example.jp");
    expect((await world.admin.send("DELETE", remove)).body).toEqual({ removed: true });
    expect((await world.admin.send("DELETE", remove)).status).toBe(404);
  });

  test.each([
    ["no address", { recipients: [] }, "recipients"],
    ["a text that is no address", { recipients: ["kakari"] }, "recipients.0"],
    ["more than all of it", { measure: "percent", below: 101 }, "below"],
    ["nothing", { below: 0 }, "below"],
  ])("%s is refused by name", async (_, more, field) => {
    const reply = await world.admin.post(path("thresholds"), { ...wanted, ...more });
    expect(reply.body).toMatchObject({ code: "invalid-request", fields: [{ path: field }] });
  });
});
