import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { NUMBER_CHECK_WAITS_MS, NUMBER_LINK_MS, NUMBER_OBJECT_MS } from "../../schema/limits.ts";
import { sweep } from "../queue/sweep.ts";
import {
  Browser,
  makeRegion,
  newestCode,
  op,
  PASSWORD,
  signIn,
  signInPhone,
  type World,
} from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let world: World;
/** Two of the call centre: one proposes, the other approves. */
let [one, two] = [new Browser(), new Browser()];
beforeAll(async () => {
  world = await makeRegion();
  const agent = async (key: string) => {
    const loginId = `${world.id}-${key}`;
    const memberships = [{ organisationId: world.region.organisationId, role: "secretariat-callcentre" }];
    await world.admin.done("staff", { name: key, loginId, password: PASSWORD, memberships });
    return signIn(loginId);
  };
  one = await agent("agent-1");
  two = await agent("agent-2");
});

let numbers = 0;
const newNumber = () => `0807771${String(1000 + numbers++)}`;
async function device(phone: string): Promise<Browser> {
  const browser = new Browser({ "cf-connecting-ip": `198.51.100.${numbers % 250}` });
  await signInPhone(env.DB, browser, phone);
  return browser;
}
/** A resident with money in their Pay. */
async function holder() {
  const phone = newNumber();
  const browser = await device(phone);
  const { sheets } = await world.issue(1);
  const { coupon } = await browser.done("charges/inspect", { code: sheets[0]?.code });
  await browser.done("charges", {
    operationId: op(coupon.idTail),
    handle: coupon.handle,
    programmeId: world.programmeId,
  });
  return { phone, browser, residentId: (await browser.read("residents/me")).residentId as string };
}
const proposal = (phone: string) => ({ phone, checked: "licence", reason: "窓口で確かめた" });
const propose = (residentId: string, phone: string, agent = one) =>
  agent.post(`holders/residents/${residentId}/number-check`, proposal(phone));
const proposed = async (residentId: string, phone: string) =>
  (await propose(residentId, phone)).body.checkId as string;
async function textsTo(phone: string): Promise<readonly string[]> {
  const { results } = await env.DB.prepare("select text from dev_inbox where recipient = ?1 order by id")
    .bind(`+81${phone.slice(1)}`)
    .all<{ text: string }>();
  return results.map(({ text }) => text);
}
/** The key in the newest link that a number was sent. */
const keyIn = (phone: string, what: "confirm" | "stop") =>
  vi.waitUntil(async () => {
    const link = new RegExp(`/wallet/number/${what}#([0-9a-f]{32})$`);
    return (await textsTo(phone)).map((text) => link.exec(text)?.[1]).findLast((key) => key !== undefined);
  });
const confirm = async (phone: string, by = new Browser()) =>
  by.post("number-checks/confirm", { key: await keyIn(phone, "confirm") });
/** Proposed, approved, and answered by the new number: the wait has begun. */
async function waiting() {
  const owner = await holder();
  const next = newNumber();
  const checkId = await proposed(owner.residentId, next);
  await two.done(`number-checks/${checkId}/approve`);
  expect((await confirm(next)).status).toBe(200);
  return { ...owner, next, checkId };
}
const later = (ms: number) => ({ ...env, CLOCK_OFFSET_MS: String(ms) });
const stateOf = async (checkId: string) =>
  (await one.read("number-checks")).rows.find((row: { checkId: string }) => row.checkId === checkId)?.state;
const phoneEndOf = async (residentId: string) =>
  (await one.done("holders", { residentId })).phoneEnd as string;

test("RES-12: two people check, the new number answers, and after the wait it opens the wallet with its money; other devices are signed out, the old number is told", async () => {
  const { phone, browser, residentId, next, checkId } = await waiting();
  await sweep(later(NUMBER_OBJECT_MS - 60_000));
  expect(await phoneEndOf(residentId)).toContain(phone.slice(-4));
  await sweep(later(NUMBER_OBJECT_MS + 60_000));
  expect(await stateOf(checkId)).toBe("done");
  expect((await browser.get("wallets")).body.code).toBe("session-expired");
  expect((await textsTo(phone)).at(-1)).toContain(next.slice(-4));
  const moved = await device(next);
  expect((await moved.read("residents/me")).residentId).toBe(residentId);
  expect((await moved.read("wallets")).wallets[0]?.spendableYen).toBe(3_000);
});

test("RES-12, TRC-1, AUD-4: the trace of a resident says that the number changed and by whose hands", async () => {
  const { residentId } = await waiting();
  await sweep(later(NUMBER_OBJECT_MS + 60_000));
  const trace = { kind: "resident", value: residentId, reason: "確認" };
  const { traceId } = await world.admin.done("traces", trace);
  const what = async (source: string) =>
    (await world.admin.read(`traces/${traceId}/lines?source=${source}`)).rows.map(
      (row: { what: string }) => row.what,
    );
  expect(await what("sign-in")).toContain("number-changed");
  expect(await what("staff")).toEqual(
    expect.arrayContaining(["number-check.propose", "number-check.approve", "number-check.done"]),
  );
  const { results } = await env.DB.prepare(
    "select action, actor from audit_log where subject_id = ?1 and action like 'number-check.%' order by id",
  )
    .bind(residentId)
    .all<{ action: string; actor: string }>();
  expect(results.map(({ action }) => action)).toEqual(
    ["propose", "approve", "confirm", "done"].map((step) => `number-check.${step}`),
  );
  expect(new Set(results.map(({ actor }) => actor)).size).toBe(4);
});

test("RES-12, APR-1: who proposed it can't approve it, and nothing is sent before somebody else does", async () => {
  const { residentId } = await holder();
  const next = newNumber();
  const checkId = await proposed(residentId, next);
  expect((await one.post(`number-checks/${checkId}/approve`)).body.code).toBe("same-person");
  expect(await textsTo(next)).toEqual([]);
  expect(await stateOf(checkId)).toBe("proposed");
});

test("RES-12: the wallet hears of the wait and stops it with one press", async () => {
  const { phone, browser, residentId, next, checkId } = await waiting();
  const { waiting: told } = await browser.read("residents/number/check");
  expect(told.phoneEnd).toBe(next.slice(-4));
  expect((await browser.send("DELETE", "residents/number/check")).body).toEqual({ waiting: null });
  await sweep(later(NUMBER_OBJECT_MS + 60_000));
  expect(await stateOf(checkId)).toBe("withdrawn");
  expect(await phoneEndOf(residentId)).toContain(phone.slice(-4));
  expect((await browser.get("wallets")).status).toBe(200);
});

test("RES-12: the old number is sent a link that stops it without signing in; again is answered the same", async () => {
  const { phone, checkId } = await waiting();
  const key = await keyIn(phone, "stop");
  for (const _ of [1, 2])
    expect((await new Browser().post("number-checks/stop", { key })).body).toEqual({ stopped: true });
  await sweep(later(NUMBER_OBJECT_MS + 60_000));
  expect(await stateOf(checkId)).toBe("withdrawn");
});

test("RES-12: the call centre withdraws it with a reason, also in the wait", async () => {
  const { checkId } = await waiting();
  expect((await two.done(`number-checks/${checkId}/withdrawal`, { reason: "まちがい" })).state).toBe(
    "withdrawn",
  );
  expect((await two.post(`number-checks/${checkId}/withdrawal`, { reason: "まちがい" })).body.code).toBe(
    "already-decided",
  );
});

test("RES-12: nobody approves after a day, and the link is good for a day", async () => {
  const [first, second] = [await holder(), await holder()];
  const late = await proposed(first.residentId, newNumber());
  // A day as the row sees it: whoever approves has signed in meanwhile.
  await env.DB.prepare("update number_check set until_ms = until_ms - ?2 where id = ?1")
    .bind(late, NUMBER_CHECK_WAITS_MS)
    .run();
  expect(await stateOf(late)).toBe("lapsed");
  expect((await two.post(`number-checks/${late}/approve`)).body.code).toBe("already-decided");
  const next = newNumber();
  await two.done(`number-checks/${await proposed(second.residentId, next)}/approve`);
  const tomorrow = new Browser();
  tomorrow.clockOffsetMs = NUMBER_LINK_MS + 60_000;
  expect((await confirm(next, tomorrow)).body.code).toBe("number-check-ended");
});

test("RES-12: a reply to the link that was lost is answered the same, and the old number is told once", async () => {
  const { phone, next } = await waiting();
  const again = await confirm(next);
  expect(again.body.phoneEnd).toBe(next.slice(-4));
  await keyIn(phone, "stop");
  expect((await textsTo(phone)).filter((text) => text.includes("/number/stop#"))).toHaveLength(1);
});

test("RES-12, RES-3: a number of somebody else's is answered like any other; only who has its link is told, and it stays theirs", async () => {
  const [mine, theirs] = [await holder(), await holder()];
  const shapes = [];
  for (const phone of [newNumber(), theirs.phone]) {
    const { status, body } = await propose(mine.residentId, phone);
    const approved = await two.post(`number-checks/${body.checkId}/approve`);
    shapes.push([status, body.state, Object.keys(body).join(), approved.status, approved.body.state]);
  }
  expect(shapes[0]).toEqual(shapes[1]);
  expect((await confirm(theirs.phone)).body.code).toBe("number-in-use");
  expect(await phoneEndOf(theirs.residentId)).toContain(theirs.phone.slice(-4));
});

test("RES-12: where its owner moved to another number themselves meanwhile, the wait lapses", async () => {
  const { browser, checkId } = await waiting();
  const own = newNumber();
  await browser.done("residents/number/verification", { phone: own });
  await browser.done("residents/number", { phone: own, code: await newestCode(env.DB, own) });
  await sweep(later(NUMBER_OBJECT_MS + 60_000));
  expect(await stateOf(checkId)).toBe("lapsed");
  expect((await browser.read("residents/me")).phoneEnd).toBe(own.slice(-4));
});

test("RES-12, S23: who has no Pay of the region is nobody to its call centre, and another region's checks neither", async () => {
  const { residentId, checkId } = await waiting();
  const elsewhere = await makeRegion();
  expect((await propose(residentId, newNumber(), elsewhere.admin)).body.code).toBe("not-found");
  expect((await elsewhere.admin.post(`number-checks/${checkId}/approve`)).body.code).toBe("not-found");
  expect((await elsewhere.admin.read("number-checks")).rows).toEqual([]);
});
