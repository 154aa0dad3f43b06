import { exports } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { later } from "../../durable-objects/lib/later.actor.testing.ts";
import { MISSES } from "../http/throttled.ts";
import { Browser, makeRegion, OWN_PASSWORD, op, PASSWORD, type World } from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const MINUTE = 60_000;
const PIN = "4071";
const OTHER_PIN = "9302";
const WRONG = "8605";
let world: World;
beforeAll(async () => {
  world = await makeRegion();
});

let made = 0;
interface Person {
  readonly loginId: string;
  readonly browser: Browser;
}
/** A fresh clerk, on a tablet of their own or on one where somebody else is; with a PIN where one is given. */
async function clerk(pin: string | null, browser = new Browser()): Promise<Person> {
  const loginId = `${world.id}-till-${++made}`;
  await world.admin.done("staff", {
    name: `レジ係${made}`,
    loginId,
    password: PASSWORD,
    memberships: [{ organisationId: world.merchant.organisationId, role: "clerk" }],
  });
  await browser.done("staff/session", { loginId, password: PASSWORD });
  await browser.done("staff/password", { current: PASSWORD, next: OWN_PASSWORD });
  if (pin) await setPin(browser, pin);
  return { loginId, browser };
}

async function setPin(browser: Browser, pin: string, lockMinutes = 5) {
  const set = await browser.send("PUT", "staff/till-pin", { pin, lockMinutes });
  expect([set.status, set.body.tillLock]).toMatchObject([200, { hasPin: true, lockMinutes }]);
}
const codeOf = async (reply: Promise<{ status: number; body: { code?: string } }>) => {
  const { status, body } = await reply;
  return status === 200 ? 200 : body.code;
};
const unlock = (browser: Browser, pin: string) => codeOf(browser.post("staff/till-unlock", { pin }));
const stores = (browser: Browser) => codeOf(browser.get("counter/stores"));

test("PIN-1: a PIN asks for the password of lately, and an obvious one is refused", async () => {
  const { browser } = await clerk(null);
  const obvious = { pin: "1234", lockMinutes: 5 };
  expect(await codeOf(browser.send("PUT", "staff/till-pin", obvious))).toBe("pin-obvious");
  for (const body of [
    { pin: "407", lockMinutes: 5 },
    { pin: PIN, lockMinutes: 31 },
    { pin: PIN, lockMinutes: 0 },
  ])
    expect((await browser.send("PUT", "staff/till-pin", body)).status).toBe(422);
  browser.clockOffsetMs = 11 * MINUTE;
  const body = { pin: PIN, lockMinutes: 5 };
  expect(await codeOf(browser.send("PUT", "staff/till-pin", body))).toBe("proof-needed");
  await browser.done("staff/proof", { password: OWN_PASSWORD });
  expect(await codeOf(browser.send("PUT", "staff/till-pin", body))).toBe(200);
});

test("PIN-1: a PIN is changed and taken away; then nothing locks by itself", async () => {
  const { browser } = await clerk(PIN);
  await setPin(browser, OTHER_PIN);
  await browser.done("staff/till-lock");
  expect(await unlock(browser, PIN)).toBe("pin-wrong");
  expect(await unlock(browser, OTHER_PIN)).toBe(200);
  const gone = await browser.send("DELETE", "staff/till-pin");
  expect(gone.body.tillLock).toMatchObject({ hasPin: false, locked: false });
  browser.clockOffsetMs = 60 * MINUTE;
  expect(await stores(browser)).toBe(200);
});

test("PIN-2: whoever does more than stand at a till has no lock", async () => {
  expect((await world.admin.read("staff/me")).tillLock).toBeNull();
  const loginId = `${world.id}-till-office`;
  await world.admin.done("staff", {
    name: "店長",
    loginId,
    password: PASSWORD,
    memberships: [{ organisationId: world.merchant.organisationId, role: "merchant-store" }],
  });
  const office = new Browser();
  await office.done("staff/session", { loginId, password: PASSWORD });
  await office.done("staff/password", { current: PASSWORD, next: OWN_PASSWORD });
  expect((await office.read("staff/me")).tillLock).toBeNull();
  expect(await stores(office)).toBe(200);
  expect(await codeOf(office.post("staff/till-lock"))).toBe("conflict");
});

test("PIN-2: a till that nobody used for its time is locked at the next request, on the server alone", async () => {
  const { browser } = await clerk(PIN);
  for (const minutes of [4, 8, 12]) {
    browser.clockOffsetMs = minutes * MINUTE;
    expect([minutes, await stores(browser)]).toEqual([minutes, 200]);
  }
  browser.clockOffsetMs = 18.5 * MINUTE;
  expect(await stores(browser)).toBe("till-locked");
  // Asking again doesn't open it, nor does the clock.
  expect(await stores(browser)).toBe("till-locked");
  browser.clockOffsetMs = 19 * MINUTE;
  expect((await browser.read("staff/me")).tillLock.locked).toBe(true);
  expect(await unlock(browser, PIN)).toBe(200);
  expect(await stores(browser)).toBe(200);
});

test("PIN-2: unused for longer than its cookie goes without a new one, it locks all the same", async () => {
  const { browser } = await clerk(PIN);
  browser.clockOffsetMs = 45 * MINUTE;
  expect(await stores(browser)).toBe("till-locked");
});

test("PIN-2: what a screen asks for while nobody touches it keeps no till open", async () => {
  const { browser } = await clerk(PIN);
  for (const minutes of [2, 4]) {
    browser.clockOffsetMs = minutes * MINUTE;
    const asked = await browser.send("GET", "counter/stores", undefined, { "x-unattended": "1" });
    expect([minutes, asked.status]).toEqual([minutes, 200]);
  }
  browser.clockOffsetMs = 6.5 * MINUTE;
  expect(await stores(browser)).toBe("till-locked");
});

test("PIN-2: a locked till takes no money, reads nothing and changes nothing; it can be signed out", async () => {
  const { browser } = await clerk(PIN);
  await browser.done("staff/till-lock");
  const storeId = world.store.storeId;
  const pays = { storeId, tillId: world.store.tillId, operationId: op("aaaa"), amountYen: 1, handle: "x" };
  for (const reply of [
    browser.post("counter/payments", pays),
    browser.get(`counter/payments?storeId=${storeId}`),
    browser.get(`counter/summary?storeId=${storeId}`),
    browser.get(`counter/feed?storeId=${storeId}`),
    browser.get("staff/sessions"),
    browser.post("staff/password", { current: OWN_PASSWORD, next: "another password of theirs" }),
    browser.send("PUT", "staff/till-pin", { pin: OTHER_PIN, lockMinutes: 5 }),
    browser.send("DELETE", "staff/till-pin"),
  ])
    expect(await codeOf(reply)).toBe("till-locked");
  // What became of an operation under way is still told: it stops at the handle, not at the lock (OPR-5).
  const asked = await browser.post("operations/resolve", { operationId: op("aaaa"), handle: "x" });
  expect(asked.body.code).toBe("invalid-request");
  expect((await browser.send("DELETE", "staff/session")).status).toBe(200);
  expect(await codeOf(browser.get("counter/stores"))).toBe("not-signed-in");
});

test("PIN-2: a copy of the cookie from before is locked with it", async () => {
  const { browser } = await clerk(PIN);
  const copy = new Browser({ cookie: browser.cookieHeader() });
  expect(await stores(copy)).toBe(200);
  await browser.done("staff/till-lock");
  expect(await stores(copy)).toBe("till-locked");
});

test("PIN-3: guessing ends within five tries, the right one too; the password opens, and nobody else waits", async () => {
  const { browser } = await clerk(PIN);
  const other = await clerk(PIN);
  await browser.done("staff/till-lock");
  await other.browser.done("staff/till-lock");
  const tries: unknown[] = [];
  for (let n = 0; n < 7; n++) tries.push(await unlock(browser, WRONG));
  expect(tries).toEqual([...Array(5).fill("pin-wrong"), "too-many-requests", "too-many-requests"]);
  expect(await unlock(browser, PIN)).toBe("too-many-requests");
  expect(await unlock(other.browser, PIN)).toBe(200);
  expect(await codeOf(browser.post("staff/till-unlock", { password: "wrong" }))).toBe("credentials-wrong");
  expect(await codeOf(browser.post("staff/till-unlock", { password: OWN_PASSWORD }))).toBe(200);
  expect(await stores(browser)).toBe(200);
});

test("PIN-3: a blocked PIN works again when its time is over", async () => {
  const { browser } = await clerk(PIN);
  await browser.done("staff/till-lock");
  for (let n = 0; n < 5; n++) await unlock(browser, WRONG);
  const { penaltyMs } = MISSES["pin:session"];
  expect(await later(penaltyMs - MINUTE, () => unlock(browser, PIN))).toBe("too-many-requests");
  expect(await later(penaltyMs + MINUTE, () => unlock(browser, PIN))).toBe(200);
});

test("PIN-3: whoever has no PIN unlocks with the password", async () => {
  const { browser } = await clerk(null);
  expect((await browser.done("staff/till-lock")).tillLock).toMatchObject({ locked: true, hasPin: false });
  expect(await unlock(browser, PIN)).toBe("pin-wrong");
  expect(await codeOf(browser.post("staff/till-unlock", { password: OWN_PASSWORD }))).toBe(200);
});

/** Two who share a tablet, the second at work. */
async function twoOnOne() {
  const browser = new Browser();
  const first = await clerk(PIN, browser);
  await browser.done("staff/till-lock");
  const second = await clerk(OTHER_PIN, browser);
  return { browser, first, second };
}

test("PIN-4: several people take turns at a tablet, each with their own PIN and their own session", async () => {
  const { browser, first, second } = await twoOnOne();
  const [one] = (await browser.done("staff/till-lock")).tillLock.people;
  expect(one).toMatchObject({ hasPin: true });
  const turn = (person: string, pin: string) => browser.post("staff/till-switch", { person, pin });
  expect(await codeOf(turn(one.person, OTHER_PIN))).toBe("pin-wrong");
  expect((await browser.read("staff/me")).loginId).toBe(second.loginId);
  expect((await turn(one.person, PIN)).body).toMatchObject({ loginId: first.loginId });
  const me = await browser.read("staff/me");
  expect([me.loginId, me.tillLock.locked]).toEqual([first.loginId, false]);
  const [back] = (await browser.done("staff/till-lock")).tillLock.people;
  expect((await turn(back.person, OTHER_PIN)).body).toMatchObject({ loginId: second.loginId });
});

test("PIN-4: a wrong PIN for one of them blocks that one alone, also when their turn comes", async () => {
  const { browser } = await twoOnOne();
  const [one] = (await browser.done("staff/till-lock")).tillLock.people;
  const turn = (pin: string) => codeOf(browser.post("staff/till-switch", { person: one.person, pin }));
  for (let n = 0; n < 5; n++) expect(await turn(WRONG)).toBe("pin-wrong");
  expect(await turn(PIN)).toBe("too-many-requests");
  expect(await unlock(browser, OTHER_PIN)).toBe(200);
});

test("PIN-4: who never worked on this tablet can't take a turn at it, nor who was signed out of it", async () => {
  const { browser, first } = await twoOnOne();
  const stranger = await clerk(PIN);
  const [own] = (await stranger.browser.read("staff/sessions")).rows;
  const foreign = { person: own.sessionId, pin: PIN };
  expect(await codeOf(browser.post("staff/till-switch", foreign))).toBe("not-found");
  const [one] = (await browser.done("staff/till-lock")).tillLock.people;
  const elsewhere = new Browser();
  await elsewhere.done("staff/session", { loginId: first.loginId, password: OWN_PASSWORD });
  await elsewhere.done("staff/sessions/end-others");
  expect((await browser.read("staff/me")).tillLock.people).toEqual([]);
  expect(await codeOf(browser.post("staff/till-switch", { person: one.person, pin: PIN }))).toBe("not-found");
});

test("PIN-4: signing in on a till that is open leaves nobody behind to take turns", async () => {
  const browser = new Browser();
  await clerk(PIN, browser);
  await clerk(OTHER_PIN, browser);
  expect((await browser.done("staff/till-lock")).tillLock.people).toEqual([]);
});

/** A coupon as somebody's till looks it up. */
async function lookUp(browser: Browser) {
  const { sheets } = await world.issue(1);
  return (await browser.done("counter/inspect", { ...world.store, code: sheets[0]?.code })).coupon;
}
const pay = (browser: Browser, coupon: { idTail: string; handle: string }) =>
  browser.post("counter/payments", {
    operationId: op(coupon.idTail),
    handle: coupon.handle,
    ...world.store,
    amountYen: 1000,
  });

test("PIN-2: the sale that lay on the counter goes on after the lock, and not during it", async () => {
  const { browser } = await clerk(PIN);
  const coupon = await lookUp(browser);
  await browser.done("staff/till-lock");
  expect(await codeOf(pay(browser, coupon))).toBe("till-locked");
  expect(await unlock(browser, PIN)).toBe(200);
  expect((await pay(browser, coupon)).body.outcome).toBe("done");
});

test("PIN-4, OPR-7: a coupon that one looked up is not taken in another's session on the same tablet", async () => {
  const browser = new Browser();
  await clerk(PIN, browser);
  const coupon = await lookUp(browser);
  await browser.done("staff/till-lock");
  await clerk(OTHER_PIN, browser);
  expect(await codeOf(pay(browser, coupon))).toBe("handle-expired");
  const [one] = (await browser.done("staff/till-lock")).tillLock.people;
  await browser.done("staff/till-switch", { person: one.person, pin: PIN });
  expect((await pay(browser, coupon)).body.outcome).toBe("done");
});

/** A till's line to its store's feed; whether it was closed. */
async function listen(browser: Browser): Promise<{ closed: boolean }> {
  const reply = await exports.default.fetch(
    new Request(`http://localhost/api/counter/feed?storeId=${world.store.storeId}`, {
      headers: { upgrade: "websocket", origin: "http://localhost", cookie: browser.cookieHeader() },
    }),
  );
  expect(reply.status).toBe(101);
  const line = { closed: false };
  reply.webSocket?.addEventListener("close", () => {
    line.closed = true;
  });
  reply.webSocket?.accept();
  return line;
}

test("PIN-5: locking a till closes its own line to the feed, and not that of its owner's other tablet", async () => {
  const { loginId, browser } = await clerk(PIN);
  const other = new Browser();
  await other.done("staff/session", { loginId, password: OWN_PASSWORD });
  const [here, there] = [await listen(browser), await listen(other)];
  await browser.done("staff/till-lock");
  await vi.waitFor(() => expect(here.closed).toBe(true), 5_000);
  expect(there.closed).toBe(false);
});
