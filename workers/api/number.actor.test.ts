import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { NEGATIVE_FLOOR_MS } from "../http/throttled.ts";
import { Browser, makeRegion, newestCode, op, signInPhone, type World } from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let world: World;
beforeAll(async () => {
  world = await makeRegion();
});

let numbers = 0;
const newNumber = () => `0807770${String(1000 + numbers++)}`;
async function device(phone: string): Promise<Browser> {
  const browser = new Browser({ "cf-connecting-ip": `198.51.100.${numbers % 250}` });
  await signInPhone(env.DB, browser, phone);
  return browser;
}
/** A resident with money in their Pay. */
async function holder(phone = newNumber()) {
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
const balance = async (browser: Browser) => (await browser.read("wallets")).wallets[0]?.spendableYen;
/** Has a code sent to a number and moves there with it. */
async function move(browser: Browser, phone: string) {
  const sent = await browser.post("residents/number/verification", { phone });
  if (sent.status !== 200) return sent;
  return browser.post("residents/number", { phone, code: await newestCode(env.DB, phone) });
}
const messages = async (phone: string) =>
  (
    await env.DB.prepare("select text from dev_inbox where recipient = ?1 order by id")
      .bind(`+81${phone.slice(1)}`)
      .all<{ text: string }>()
  ).results.map(({ text }) => text);

test("RES-12: the number moves, the money stays, other devices are signed out, the old number is told and opens nothing of it", async () => {
  const { phone, browser, residentId } = await holder();
  const other = await device(phone);
  const next = newNumber();
  expect((await move(browser, next)).body).toMatchObject({ residentId, phoneEnd: next.slice(-4) });
  expect(await balance(browser)).toBe(3_000);
  expect((await other.get("wallets")).body.code).toBe("session-expired");
  await vi.waitUntil(async () => (await messages(phone)).at(-1)?.includes(next.slice(-4)));
  const stranger = await device(phone);
  expect((await stranger.read("residents/me")).residentId).not.toBe(residentId);
  expect(await balance(stranger)).toBeUndefined();
  expect((await (await device(next)).read("residents/me")).residentId).toBe(residentId);
});

test("RES-12: the trace of a resident says that the number changed", async () => {
  const { browser, residentId } = await holder();
  await move(browser, newNumber());
  const { traceId } = await world.admin.done("traces", {
    kind: "resident",
    value: residentId,
    reason: "確認",
  });
  const what = async () =>
    (await world.admin.read(`traces/${traceId}/lines?source=sign-in`)).rows.map(
      (row: { what: string }) => row.what,
    );
  await vi.waitUntil(async () => (await what()).includes("number-changed"));
});

test("RES-12: where no code was entered lately, one on the present number comes first", async () => {
  const { phone, browser } = await holder();
  const next = newNumber();
  browser.clockOffsetMs = 11 * 60_000;
  expect((await move(browser, next)).body.code).toBe("code-needed");
  expect((await browser.post("residents/number", { phone: next, code: "000000" })).body.code).toBe(
    "code-wrong",
  );
  browser.clockOffsetMs = 21 * 60_000;
  expect((await browser.post("residents/number", { phone: next, code: "000000" })).body.code).toBe(
    "code-needed",
  );
  browser.clockOffsetMs = 0;
  await browser.done("residents/proof/verification", {});
  await browser.done("residents/proof", { code: await newestCode(env.DB, phone) });
  expect((await move(browser, next)).status).toBe(200);
});

test("RES-12, RES-3: asking for a code says nothing of a number that somebody else has, in what it answers and how long it takes", async () => {
  const [mine, theirs] = [await holder(), await holder()];
  const answers = [];
  for (const phone of [theirs.phone, newNumber()]) {
    const startedAtMs = Date.now();
    const { status, body } = await mine.browser.post("residents/number/verification", { phone });
    answers.push({ status, body, early: Date.now() - startedAtMs < NEGATIVE_FLOOR_MS - 10 });
  }
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]).toMatchObject({ status: 200, early: false });
});

test("RES-12: a number with a Pay of its own stays its resident's, and only who has its code is told so", async () => {
  const [mine, theirs] = [await holder(), await holder()];
  expect(
    (await mine.browser.post("residents/number", { phone: theirs.phone, code: "000000" })).body.code,
  ).toBe("code-wrong");
  expect((await move(mine.browser, theirs.phone)).body.code).toBe("number-in-use");
  expect((await mine.browser.read("residents/me")).phoneEnd).toBe(mine.phone.slice(-4));
  expect(await balance(theirs.browser)).toBe(3_000);
});

test("RES-12: an account that holds nothing makes way for who moves to its number", async () => {
  const mine = await holder();
  const next = newNumber();
  const empty = await device(next);
  expect((await move(mine.browser, next)).body.residentId).toBe(mine.residentId);
  expect((await empty.get("wallets")).body.code).toBe("session-expired");
  expect(await balance(await device(next))).toBe(3_000);
});

test("RES-12: a reply that was lost is answered the same", async () => {
  const { browser } = await holder();
  const next = newNumber();
  await browser.done("residents/number/verification", { phone: next });
  const body = { phone: next, code: await newestCode(env.DB, next) };
  const first = await browser.post("residents/number", body);
  const again = await browser.post("residents/number", body);
  expect({ ...again.body, serverNowMs: 0 }).toEqual({ ...first.body, serverNowMs: 0 });
});

test("RES-12, RES-2: a code for signing in moves no number, and the code for moving signs nobody in", async () => {
  const { browser } = await holder();
  const next = newNumber();
  await new Browser().done("residents/verification", { phone: next });
  const forSignIn = await newestCode(env.DB, next);
  expect((await browser.post("residents/number", { phone: next, code: forSignIn })).body.code).toBe(
    "code-wrong",
  );
  await browser.done("residents/number/verification", { phone: next });
  const code = await newestCode(env.DB, next);
  expect((await new Browser().post("residents/session", { phone: next, code })).body.code).toBe("code-wrong");
});
