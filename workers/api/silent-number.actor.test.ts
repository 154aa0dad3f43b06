import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { NUMBER_OBJECT_MS, NUMBER_SILENT_MS } from "../../schema/limits.ts";
import { Authenticator, addPasskeyOf } from "../passkeys/authenticator.actor.testing.ts";
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
let second = new Browser();
beforeAll(async () => {
  world = await makeRegion();
  const loginId = `${world.id}-second`;
  const memberships = [{ organisationId: world.region.organisationId, role: "secretariat-callcentre" }];
  await world.admin.done("staff", { name: "second", loginId, password: PASSWORD, memberships });
  second = await signIn(loginId);
});

let numbers = 0;
const newNumber = () => `0807772${String(1000 + numbers++)}`;
const newBrowser = () => new Browser({ "cf-connecting-ip": `198.51.100.${numbers % 250}` });
async function device(phone: string): Promise<Browser> {
  const browser = newBrowser();
  await signInPhone(env.DB, browser, phone);
  return browser;
}
async function holder() {
  const phone = newNumber();
  const browser = await device(phone);
  const { sheets } = await world.issue(1);
  const { coupon } = await browser.done("charges/inspect", { code: sheets[0]?.code });
  const { handle } = coupon;
  const { programmeId } = world;
  await browser.done("charges", { operationId: op(coupon.idTail), handle, programmeId });
  return { phone, browser, residentId: (await browser.read("residents/me")).residentId as string };
}
/** As if a resident had last been seen so long ago. */
async function unseenFor(residentId: string, ms: number): Promise<void> {
  await env.DB.prepare("update resident_phone set verified_at_ms = ?2 where resident_id = ?1")
    .bind(residentId, Date.now() - ms)
    .run();
}
async function silentHolder() {
  const owner = await holder();
  await unseenFor(owner.residentId, NUMBER_SILENT_MS);
  return owner;
}
/** Has a code sent to a number and signs in with it. */
async function enter(phone: string, more: object = {}, browser = newBrowser()) {
  await browser.done("residents/verification", { phone });
  const reply = await browser.post("residents/session", {
    phone,
    code: await newestCode(env.DB, phone),
    ...more,
  });
  return { browser, ...reply };
}
const balance = async (browser: Browser) => (await browser.read("wallets")).wallets[0]?.spendableYen;

test("RES-14: a number with a Pay that nobody used for 400 days isn't opened by an SMS alone, a day before it is", async () => {
  const { phone, residentId } = await silentHolder();
  expect((await enter(phone)).body.code).toBe("number-silent");
  await unseenFor(residentId, NUMBER_SILENT_MS - 86_400_000);
  expect((await enter(phone)).body.residentId).toBe(residentId);
});

test("RES-14, RES-3: whoever has no code of it learns nothing of a silent number", async () => {
  const { phone } = await silentHolder();
  const told = async (to: string) => {
    const { status, body } = await newBrowser().post("residents/verification", { phone: to });
    const wrong = await newBrowser().post("residents/session", { phone: to, code: "000000", anew: true });
    return { status, body, wrong: [wrong.status, wrong.body.code] };
  };
  expect(await told(phone)).toEqual(await told(newNumber()));
});

test("RES-14: a new owner of the number begins anew with an account of their own; the old one keeps its money without a number", async () => {
  const { phone, residentId } = await silentHolder();
  const anew = await enter(phone, { anew: true });
  expect(anew.body).toMatchObject({ registered: true, phoneEnd: phone.slice(-4) });
  expect(anew.body.residentId).not.toBe(residentId);
  expect(await balance(anew.browser)).toBeUndefined();
  const old = await world.admin.done("holders", { residentId });
  expect(old).toMatchObject({ phoneEnd: "", numberReleased: true });
  expect(old.wallets[0].spendableYen).toBe(3_000);
  expect((await enter(phone)).body.residentId).toBe(anew.body.residentId);
});

test("RES-14: beginning anew takes nothing from an account that was used meanwhile, nor from one that is no more than silent without a Pay", async () => {
  const { phone, residentId } = await holder();
  expect((await enter(phone, { anew: true })).body.residentId).toBe(residentId);
  const empty = newNumber();
  const mine = (await (await device(empty)).read("residents/me")).residentId as string;
  await unseenFor(mine, NUMBER_SILENT_MS);
  expect((await enter(empty)).body.residentId).toBe(mine);
});

test("RES-14: using a device keeps the number its owner's", async () => {
  const { phone, browser, residentId } = await silentHolder();
  browser.clockOffsetMs = 2 * 86_400_000;
  await browser.read("residents/me");
  expect((await enter(phone)).body.residentId).toBe(residentId);
});

test("RES-14, PSK-1: the old owner's passkey opens the old account, and gives it another number", async () => {
  const { phone, browser, residentId } = await holder();
  const key = new Authenticator();
  await addPasskeyOf(browser, key);
  await unseenFor(residentId, NUMBER_SILENT_MS);
  await enter(phone, { anew: true });
  const back = newBrowser();
  const asked = await back.done("residents/passkeys/session/options");
  const { body } = await back.post("residents/passkeys/session", { assertion: await key.get(asked) });
  expect(body).toMatchObject({ residentId, phoneEnd: "" });
  const next = newNumber();
  await back.done("residents/number/verification", { phone: next });
  await back.done("residents/number", { phone: next, code: await newestCode(env.DB, next) });
  expect(await balance(await device(next))).toBe(3_000);
});

test("RES-14, RES-12: the call centre's check opens a silent account for its owner, with the same number or, once that is somebody else's, with another", async () => {
  const [kept, lost] = [await silentHolder(), await silentHolder()];
  await enter(lost.phone, { anew: true });
  const next = newNumber();
  for (const [residentId, phone] of [
    [kept.residentId, kept.phone],
    [lost.residentId, next],
  ] as const) {
    const draft = { phone, checked: "passport", reason: "窓口で確かめた" };
    const { checkId } = await world.admin.done(`holders/residents/${residentId}/number-check`, draft);
    await second.done(`number-checks/${checkId}/approve`);
    const recipient = `+81${phone.slice(1)}`;
    const key = await vi.waitUntil(async () => {
      const { results } = await env.DB.prepare("select text from dev_inbox where recipient = ?1")
        .bind(recipient)
        .all<{ text: string }>();
      return results.map(({ text }) => /confirm#([0-9a-f]{32})$/.exec(text)?.[1]).find((one) => one);
    });
    await newBrowser().done("number-checks/confirm", { key });
  }
  await sweep({ ...env, CLOCK_OFFSET_MS: String(NUMBER_OBJECT_MS + 60_000) });
  expect((await enter(kept.phone)).body.residentId).toBe(kept.residentId);
  expect((await enter(next)).body.residentId).toBe(lost.residentId);
});
