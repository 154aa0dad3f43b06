import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { DAY_MS } from "../../schema/calendar.ts";
import { Browser, makeRegion, newestCode, op, signInPhone, type World } from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const DAYS = 40;
let world: World;
let easy: World;
beforeAll(async () => {
  [world, easy] = [await makeRegion(), await makeRegion()];
  expect((await ask(world, DAYS)).body).toMatchObject({ version: 1 });
});

/** Has a programme ask for a code after days away, from now on. */
async function ask(at: World, codeAfterDays: number | null) {
  const path = `programmes/${at.programmeId}/versions`;
  const [newest] = (await at.admin.read(path)).rows;
  return at.admin.post(path, {
    basedOn: newest.version,
    design: { ...newest.design, codeAfterDays },
    reason: "番号を確かめる",
    effectiveFromMs: Date.now() + newest.version * 61_000,
  });
}

let numbers = 0;
async function resident(at: World) {
  const phone = `0806660${String(1000 + numbers++)}`;
  const browser = new Browser();
  await signInPhone(env.DB, browser, phone);
  expect((await charge(browser, at)).status).toBe(200);
  return { phone, browser };
}
async function charge(browser: Browser, at: World) {
  const { sheets } = await at.issue(1);
  const { coupon } = await browser.done("charges/inspect", { code: sheets[0]?.code });
  return browser.post("charges", {
    operationId: op(coupon.idTail),
    handle: coupon.handle,
    programmeId: at.programmeId,
  });
}
/** A payment that can be sent again. */
async function payment(browser: Browser, at: World) {
  const { tills } = await at.clerk.read(`counter/qr?storeId=${at.store.storeId}`);
  const [, , storeId, rest = ""] = new URL(tills[0].qrText).pathname.split("/");
  const [tillId, signature] = rest.split(".");
  const qr = { storeId, tillId, signature };
  const { pays } = await browser.done("payments/inspect", qr);
  const body = { ...qr, operationId: op(pays[0].idTail), programmeId: at.programmeId, amountYen: 100 };
  return () => browser.post("payments", body);
}
const balance = async (browser: Browser) => (await browser.read("wallets")).wallets[0].spendableYen;
const enter = async (browser: Browser, phone: string) => {
  await browser.done("residents/proof/verification", {});
  return browser.post("residents/proof", { code: await newestCode(env.DB, phone) });
};

test("RES-11: after too many days a device neither pays nor charges until a code is entered; the same payment then goes on", async () => {
  const { phone, browser } = await resident(world);
  const other = new Browser();
  await signInPhone(env.DB, other, phone);
  browser.clockOffsetMs = DAYS * DAY_MS;
  expect((await (await payment(browser, world))()).status).toBe(200);

  browser.clockOffsetMs = (2 * DAYS + 1) * DAY_MS;
  const pay = await payment(browser, world);
  const refused = await pay();
  expect([refused.status, refused.body]).toMatchObject([403, { code: "away-too-long", outcome: "unknown" }]);
  expect((await charge(browser, world)).body.code).toBe("away-too-long");
  // Nothing is lost, and everything can be seen.
  expect(await balance(browser)).toBe(2_900);
  expect((await browser.read(`wallets/${world.programmeId}/journal`)).rows).toHaveLength(2);
  // Having looked doesn't make it known.
  browser.clockOffsetMs += DAY_MS;
  expect(await browser.read("residents/me")).toMatchObject({ codeNeeded: true });
  expect((await pay()).body.code).toBe("away-too-long");

  await browser.done("residents/proof/verification", {});
  expect((await browser.post("residents/proof", { code: "000000" })).body.code).toBe("code-wrong");
  expect((await enter(browser, phone)).body).toMatchObject({ codeNeeded: false });
  const paid = await pay();
  expect([paid.status, paid.body.receipt.amountYen]).toEqual([200, 100]);
  expect((await pay()).body.receipt.receiptNumber).toBe(paid.body.receipt.receiptNumber);
  expect(await balance(browser)).toBe(2_800);
  expect(await browser.read("residents/me")).toMatchObject({ codeNeeded: false });
});

test("RES-11: the strictest of a resident's Pays counts for all of them, on each device by itself", async () => {
  const { phone, browser } = await resident(easy);
  const used = new Browser();
  await signInPhone(env.DB, used, phone);
  browser.clockOffsetMs = 100 * DAY_MS;
  expect((await (await payment(browser, easy))()).status).toBe(200);
  // With the Pay that asks for it, the days before count as well.
  expect((await charge(browser, world)).status).toBe(200);
  expect((await (await payment(browser, easy))()).body.code).toBe("away-too-long");
  for (used.clockOffsetMs = DAY_MS; used.clockOffsetMs < 100 * DAY_MS; used.clockOffsetMs += 30 * DAY_MS)
    await used.read("residents/me");
  expect((await (await payment(used, easy))()).status).toBe(200);
});

test("RES-11, RES-2: a code that was sent for signing in proves nothing here, nor the other way round", async () => {
  const { phone, browser } = await resident(world);
  await new Browser().done("residents/verification", { phone });
  const forSignIn = await newestCode(env.DB, phone);
  expect((await browser.post("residents/proof", { code: forSignIn })).body.code).toBe("code-wrong");
  await browser.done("residents/proof/verification", {});
  const reply = await new Browser().post("residents/session", {
    phone,
    code: await newestCode(env.DB, phone),
  });
  expect(reply.body.code).toBe("code-wrong");
});

test("RES-11, PRG-1: 30 to 400 days or none", async () => {
  for (const days of [29, 401, 40.5]) expect([days, (await ask(easy, days)).status]).toEqual([days, 422]);
  for (const days of [30, 400, null]) expect([days, (await ask(easy, days)).status]).toEqual([days, 200]);
});
