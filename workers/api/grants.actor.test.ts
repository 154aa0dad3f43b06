import { env } from "cloudflare:test";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { fundStub, walletStub } from "../../durable-objects/lib/money-actor.ts";
import { DEFAULT_APPROVALS, NO_APPROVALS } from "../../schema/api/approvals.ts";
import type { GrantBody } from "../../schema/api/grants.ts";
import { addDays, businessDate } from "../../schema/calendar.ts";
import { fundName, type ProgrammeId, type ResidentId, walletName } from "../../schema/ids.ts";
import { databaseOf } from "../data/database.ts";
import { linkWallet } from "../data/residents.ts";
import type { Env } from "../env.ts";
import { runGrant } from "../grants/run.ts";
import {
  Browser,
  makeRegion,
  makeResident,
  op,
  PASSWORD,
  signIn,
  signInPhone,
  type World,
} from "./world.actor.testing.ts";

let world: World;
const path = (rest: string) => `programmes/${world.programmeId}/${rest}`;
const until = addDays(businessDate(Date.now()), 30);
const ENV = env as unknown as Env;

let phones = 0;
/** Somebody with this Pay: their telephone, their number, their wallet. */
async function person() {
  const phone = `0805550${String(1000 + phones++)}`;
  const browser = new Browser();
  await signInPhone(env.DB, browser, phone);
  const { residentId } = await browser.read("residents/me");
  const { regionId } = world.region;
  const programmeId = world.programmeId as ProgrammeId;
  await linkWallet(databaseOf(ENV, null), { residentId, programmeId, regionId }, Date.now());
  return { phone, browser, residentId: residentId as ResidentId };
}
type Person = Awaited<ReturnType<typeof person>>;
const walletOf = (one: Person) =>
  walletStub(ENV, walletName(one.residentId, world.programmeId as ProgrammeId));
const balanceOf = async (one: Person) => {
  const view = await walletOf(one).view();
  return view.ok ? view.value.spendableYen : null;
};
const fund = async () => (await world.admin.read(path("fund"))) as Record<string, number>;

async function list(csv: string, more = "&amountYen=500") {
  const query = `title=${encodeURIComponent("子育て応援")}&fileName=a.csv&expiresOn=${until}${more}`;
  const reply = await world.admin.post(path(`grant-lists?${query}`), csv, { "content-type": "text/csv" });
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  return isPast(reply.body.grantId, "reading");
}
const look = async (id: string) => (await world.admin.read(`grants/${id}`)) as GrantBody;
async function isPast(id: string, ...states: GrantBody["state"][]): Promise<GrantBody> {
  let now = await look(id);
  await vi.waitUntil(
    async () => {
      now = await look(id);
      return !states.includes(now.state);
    },
    { timeout: 30_000, interval: 50 },
  );
  return now;
}
const begin = (grant: GrantBody, operationId = op(world.fundIdTail), by = world.admin) =>
  by.post(`grants/${grant.grantId}/begin`, { operationId, sumYen: grant.ready.yen });
const ended = (id: string) => isPast(id, "beginning", "running", "stopping");
const rows = async (id: string, state: string) =>
  (await world.admin.read(`grants/${id}/rows?state=${state}`)).rows;

beforeAll(async () => {
  world = await makeRegion();
});

describe("a list", () => {
  test("GRT-1, GRT-2, S23: says line by line who is meant, names nobody, and is gone once it is read", async () => {
    const one = await person();
    const elsewhere = await makeResident(env.DB);
    const { phoneEnd } = await elsewhere.read("residents/me");
    expect(phoneEnd).toBeTruthy();
    const grant = await list(
      `電話番号,利用者番号\r\n${one.phone},\r\n,${one.residentId}\r\n09099998888,\r\nいちろう,\r\n,000000000000\r\n`,
    );
    expect(grant).toMatchObject({
      state: "ready",
      readRows: 5,
      ready: { rows: 1, yen: 500 },
      duplicateRows: 1,
      unknownRows: 2,
      badRows: 1,
    });
    expect(await rows(grant.grantId, "duplicate")).toEqual([
      { row: 3, amountYen: 500, state: "duplicate", code: "2" },
    ]);
    expect(await rows(grant.grantId, "bad")).toEqual([
      { row: 5, amountYen: 0, state: "bad", code: "phone-unreadable" },
    ]);
    expect(JSON.stringify([grant, await rows(grant.grantId, "unknown")])).not.toContain(one.residentId);
    await vi.waitUntil(
      async () => (await ENV.FILES.list({ prefix: `grants/${world.region.regionId}/` })).objects.length === 0,
    );
    const kept = await env.DB.prepare(
      "select group_concat(coalesce(code, '')) as text from grant_row where grant_id = ?1",
    )
      .bind(grant.grantId)
      .first<{ text: string }>();
    expect(kept?.text).not.toContain(one.phone);
  });

  test("GRT-8, GRT-2: what got nothing comes as a file that can be mended and brought in again", async () => {
    const [one, two] = [await person(), await person()];
    const csv = `電話番号,氏名\r\n${one.phone},=いち\r\n09099997777,に\r\n090,さん\r\n`;
    const grant = await list(csv);
    const address = `grants/${grant.grantId}/left-out.csv`;
    const bare = await world.admin.get(address);
    expect(bare.body).toMatch(/^行,理由,電話番号,金額\r\n3,[^,]+,,500\r\n4,[^,]+,,\r\n$/);
    const of = (body: string) => world.admin.post(address, body, { "content-type": "text/csv" });
    // Another list learns nothing of this one's lines.
    const wrong = await of(csv.replace("に", "二"));
    expect([wrong.status, wrong.body.code, wrong.body.fields[0].message]).toEqual([
      422,
      "file-unreadable",
      "another-file",
    ]);
    const text: string = (await of(csv)).body;
    expect(text.split("\r\n").map((row) => row.split(",").slice(2).join(","))).toEqual([
      "電話番号,氏名",
      "09099997777,に",
      "090,さん",
      "",
    ]);
    expect((await ENV.FILES.list({ prefix: `grants/${world.region.regionId}/` })).objects).toEqual([]);
    const mended = await list(text.replace("09099997777", two.phone));
    expect(mended).toMatchObject({ state: "ready", ready: { rows: 1, yen: 500 }, badRows: 1 });
  });

  test("that can't be read says why and moves nothing", async () => {
    expect(await list("氏名\r\n山田\r\n")).toMatchObject({
      state: "unreadable",
      fault: { code: "no-person-column", line: 1 },
    });
    expect(await list("電話番号\r\n09012341234\r\n", "")).toMatchObject({
      fault: { code: "no-amount-column" },
    });
  });
});

describe("granting", () => {
  test("GRT-4, GRT-5: sets the sum aside, credits each wallet once, and says so however often it is asked", async () => {
    const [one, two] = [await person(), await person()];
    const before = await fund();
    const grant = await list(`電話番号,金額\r\n${one.phone},1200\r\n${two.phone},\r\n`);
    const operationId = op(world.fundIdTail);
    expect((await begin(grant, operationId)).body).toMatchObject({ outcome: "done" });
    expect((await begin(grant, operationId)).body).toMatchObject({ outcome: "done" });
    const done = await ended(grant.grantId);
    expect(done).toMatchObject({
      state: "done",
      credited: { rows: 2, yen: 1_700 },
      failed: { rows: 0, yen: 0 },
    });
    expect([await balanceOf(one), await balanceOf(two)]).toEqual([1_200, 500]);
    expect(await fund()).toMatchObject({
      availableYen: (before.availableYen as number) - 1_700,
      reservedYen: 0,
      grantingYen: 0,
      grantedYen: (before.grantedYen as number) + 1_700,
    });
    // A worker that had died after sending and before writing sends it all again.
    await env.DB.batch([
      env.DB.prepare("update grant_row set state = 'ready' where grant_id = ?1").bind(grant.grantId),
      env.DB.prepare(
        "update grant_batch set state = 'running', credited_rows = 0, credited_yen = 0 where id = ?1",
      ).bind(grant.grantId),
      env.DB.prepare("update job_work set state = 'queued', lease_until_ms = 0 where job_id = ?1").bind(
        `grant:${grant.grantId}:${operationId}`,
      ),
    ]);
    await runGrant(ENV, `grant:${grant.grantId}:${operationId}`);
    expect(await ended(grant.grantId)).toMatchObject({ state: "done", credited: { rows: 2, yen: 1_700 } });
    expect([await balanceOf(one), await balanceOf(two)]).toEqual([1_200, 500]);
  });

  test("PSH-1: who was credited finds it among their news", async () => {
    const one = await person();
    const grant = await list(`電話番号\r\n${one.phone}\r\n`);
    await begin(grant);
    await ended(grant.grantId);
    await vi.waitUntil(
      async () =>
        (await one.browser.read("residents/inbox")).rows.some(
          (row: { kind: string; amountYen: number }) => row.kind === "grant" && row.amountYen === 500,
        ),
      { timeout: 20_000, interval: 100 },
    );
  });

  test("GRT-6: frozen and erased people's yen is back in the fund, and the lines say why", async () => {
    const [good, frozen, gone] = [await person(), await person(), await person()];
    const grant = await list(`電話番号\r\n${good.phone}\r\n${frozen.phone}\r\n${gone.phone}\r\n`);
    const before = await fund();
    await walletOf(frozen).freeze({ operationId: op((await walletTail(frozen)) as string), frozen: true });
    await env.DB.prepare("delete from resident_phone where resident_id = ?1").bind(gone.residentId).run();
    await begin(grant);
    expect(await ended(grant.grantId)).toMatchObject({
      state: "done",
      credited: { rows: 1, yen: 500 },
      failed: { rows: 2, yen: 1_000 },
    });
    expect((await rows(grant.grantId, "failed")).map((row: { code: string }) => row.code)).toEqual([
      "frozen",
      "account-closed",
    ]);
    expect(await fund()).toMatchObject({
      availableYen: (before.availableYen as number) - 500,
      reservedYen: 0,
    });
  });

  test("GRT-4: more than the fund has is refused, and can be begun again when it has", async () => {
    const one = await person();
    const { availableYen } = await fund();
    const grant = await list(`電話番号,金額\r\n${one.phone},${(availableYen as number) + 1}\r\n`);
    expect((await begin(grant)).body).toMatchObject({ code: "insufficient-fund", outcome: "not-done" });
    expect(await look(grant.grantId)).toMatchObject({ state: "ready" });
    await world.admin.done(path("deposits"), { operationId: op(world.fundIdTail), amountYen: 1 });
    await begin(grant);
    expect(await ended(grant.grantId)).toMatchObject({ state: "done" });
    await world.admin.done(path("deposits"), { operationId: op(world.fundIdTail), amountYen: 10_000_000 });
  });

  test("GRT-6: a stopped grant sends nothing more, and what it had left is anybody's again", async () => {
    const one = await person();
    const grant = await list(`電話番号\r\n${one.phone}\r\n`);
    const before = await fund();
    const operationId = op(world.fundIdTail);
    // Begun, and stopped before its job has come to it.
    await env.DB.prepare("update grant_batch set state = 'beginning', operation_id = ?2 where id = ?1")
      .bind(grant.grantId, operationId)
      .run();
    await fundStub(ENV, fundName(world.programmeId as ProgrammeId)).reserveGrant({
      operationId,
      grantId: grant.grantId,
      amountYen: grant.ready.yen,
    });
    await env.DB.prepare("update grant_batch set state = 'running' where id = ?1").bind(grant.grantId).run();
    await world.admin.done(`grants/${grant.grantId}/stop`, { reason: "金額のまちがい" });
    const jobId = `grant:${grant.grantId}:${operationId}`;
    await env.DB.prepare(
      "insert into job_work (job_id, kind, state, work, lease_until_ms, updated_at_ms) values (?1, 'grant', 'queued', ?2, 0, 0)",
    )
      .bind(jobId, JSON.stringify({ step: "credit", grantId: grant.grantId }))
      .run();
    await runGrant(ENV, jobId);
    expect(await ended(grant.grantId)).toMatchObject({ state: "stopped", unsent: { rows: 1, yen: 500 } });
    expect(await balanceOf(one)).toBe(0);
    expect(await fund()).toMatchObject({ availableYen: before.availableYen, reservedYen: 0 });
  });

  test("GRT-3, APR-1: a large one needs another person, who approves what was looked at", async () => {
    await world.operator.done(`operator/regions/${world.region.regionId}/approvals`, {
      approvals: { ...DEFAULT_APPROVALS, grant: 500 },
    });
    const me = await world.admin.read("staff/me");
    await world.admin.done("staff", {
      name: "会計",
      loginId: `${world.id}-acc`,
      password: PASSWORD,
      memberships: [{ organisationId: me.memberships[0].organisationId, role: "secretariat-accountant" }],
    });
    const accountant = await signIn(`${world.id}-acc`);
    const one = await person();
    const grant = await list(`電話番号\r\n${one.phone}\r\n`);
    const waiting = await begin(grant);
    expect(waiting.body).toMatchObject({ outcome: "waiting" });
    expect((await world.admin.post(`approvals/${waiting.body.approvalId}/approve`)).body).toMatchObject({
      code: "same-person",
    });
    expect(await accountant.done(`approvals/${waiting.body.approvalId}/approve`)).toMatchObject({
      state: "done",
      kind: "grant",
      amountYen: 500,
    });
    expect(await ended(grant.grantId)).toMatchObject({ state: "done", begunByName: "会計" });
    expect(await balanceOf(one)).toBe(500);
    await world.operator.done(`operator/regions/${world.region.regionId}/approvals`, {
      approvals: NO_APPROVALS,
    });
  });

  test("GRT-3: the same file begun before is said; another sum than the one seen is refused", async () => {
    const one = await person();
    const csv = `電話番号\r\n${one.phone}\r\n`;
    const first = await list(csv);
    await begin(first);
    await ended(first.grantId);
    const second = await list(csv);
    expect(second.sameFileAs).toMatchObject({ grantId: first.grantId });
    const wrong = { operationId: op(world.fundIdTail), sumYen: second.ready.yen + 1 };
    expect((await world.admin.post(`grants/${second.grantId}/begin`, wrong)).body).toMatchObject({
      code: "changed-meanwhile",
    });
    await world.admin.done(`grants/${second.grantId}/discard`);
    expect((await begin(second)).body).toMatchObject({ code: "grant-state" });
  });

  test("GRT-7: only an open programme grants, and no lot outlasts it", async () => {
    const body = { title: "ためし", segment: {}, amountYen: 1 };
    expect((await world.admin.post(path("grants"), { ...body, expiresOn: "2100-01-01" })).body).toMatchObject(
      {
        code: "invalid-request",
      },
    );
    expect(
      (await world.admin.post(path("grants"), { ...body, expiresOn: addDays(until, -31) })).body,
    ).toMatchObject({ code: "invalid-request" });
  });
});

describe("a segment", () => {
  test("GRT-1: everybody who has the Pay, each once, erased people apart", async () => {
    const other = await makeRegion();
    const people: Person[] = [];
    for (let i = 0; i < 3; i++) people.push(await person());
    const { results } = await env.DB.prepare(
      "select l.resident_id from wallet_link l join resident_phone p on p.resident_id = l.resident_id where programme_id = ?1",
    )
      .bind(world.programmeId)
      .all();
    const made = await world.admin.done(path("grants"), {
      title: "全員",
      segment: {},
      amountYen: 10,
      expiresOn: until,
    });
    const grant = await isPast(made.grantId, "reading");
    expect(grant).toMatchObject({ state: "ready", ready: { rows: results.length } });
    expect((await other.admin.get(`grants/${grant.grantId}`)).body).toMatchObject({ code: "not-found" });
    await begin(grant);
    // Those who were frozen above refuse; everybody else has it.
    const done = await ended(grant.grantId);
    expect(done.credited.rows + done.failed.rows).toBe(results.length);
    for (const one of people) expect(await balanceOf(one)).toBe(10);
  });

  test("RPT-6: one by answers needs a programme that asks, and ten people", async () => {
    const asked = await world.admin.post(path("grants"), {
      title: "年配の方",
      segment: { bornUntil: 1950 },
      amountYen: 10,
      expiresOn: until,
    });
    expect(asked.body).toMatchObject({ code: "invalid-request", fields: [{ path: "segment.bornUntil" }] });
  });

  test("whose Pay was added on other days is not in it", async () => {
    const made = await world.admin.done(path("grants"), {
      title: "きのうまで",
      segment: { joinedUntil: addDays(businessDate(Date.now()), -1) },
      amountYen: 10,
      expiresOn: until,
    });
    expect(await isPast(made.grantId, "reading")).toMatchObject({
      state: "unreadable",
      fault: { code: "empty" },
    });
  });
});

async function walletTail(one: Person): Promise<string | null> {
  const view = await walletOf(one).view();
  return view.ok ? view.value.idTail : null;
}
