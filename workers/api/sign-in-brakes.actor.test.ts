import { beforeAll, expect, test, vi } from "vitest";
import { later } from "../../durable-objects/lib/later.actor.testing.ts";
import { MISSES } from "../http/throttled.ts";
import { Browser, makeRegion, OWN_PASSWORD, PASSWORD, totpCode, type World } from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

const STEP = 30_000;
const WRONG = "not-the-password-at-all";
let world: World;
beforeAll(async () => {
  world = await makeRegion();
});

let networks = 0;
/** A browser that no account knows, in a network of its own or in a given one. */
const stranger = (address = `203.0.113.${++networks}`) => new Browser({ "cf-connecting-ip": address });
const signIn = (browser: Browser, loginId: string, password: string) =>
  browser.post("staff/session", { loginId, password });
const plain = (body: Record<string, unknown>) => ({ ...body, requestId: "", retryAfterMs: 0 });

let made = 0;
/** A fresh clerk with a password of their own, and the browser that knows them, at an address. */
async function clerk(address: string) {
  const loginId = `${world.id}-braked-${++made}`;
  await world.admin.done("staff", {
    name: "レジ係",
    loginId,
    password: PASSWORD,
    memberships: [{ organisationId: world.merchant.organisationId, role: "clerk" }],
  });
  const browser = stranger(address);
  await browser.done("staff/session", { loginId, password: PASSWORD });
  await browser.done("staff/password", { current: PASSWORD, next: OWN_PASSWORD });
  await browser.send("DELETE", "staff/session");
  return { loginId, browser };
}

/** Tries wrong passwords until one is turned away unseen; how many were looked at, and how long it is to wait. */
async function guessUntilStopped(browser: Browser, loginId: string) {
  for (let tries = 0; tries < 100; tries++) {
    const reply = await signIn(browser, loginId, WRONG);
    if (reply.status === 429) return { tries, waitMs: reply.body.retryAfterMs as number };
    expect(reply.body.code).toBe("credentials-wrong");
  }
  throw new Error("never stopped");
}

const { limit, penaltyMs } = MISSES["password:account"];
const near = (waitMs: number, wantedMs: number) => {
  expect(waitMs).toBeLessThanOrEqual(wantedMs);
  expect(waitMs).toBeGreaterThan(wantedMs - 60_000);
};

test("SIG-1: a stranger is stopped after eight tries, and shuts nobody out: neither elsewhere nor on a browser that is known, next to the stranger", async () => {
  const { loginId, browser } = await clerk("198.18.0.1");
  const guesser = stranger("198.18.0.1");
  const stopped = await guessUntilStopped(guesser, loginId);
  expect(stopped.tries).toBe(limit);
  near(stopped.waitMs, penaltyMs);
  // What is right isn't looked at either; nor from another browser of that network.
  expect((await signIn(guesser, loginId, OWN_PASSWORD)).status).toBe(429);
  expect((await signIn(stranger("198.18.0.1"), loginId, OWN_PASSWORD)).status).toBe(429);
  expect((await signIn(browser, loginId, OWN_PASSWORD)).status).toBe(200);
  expect((await signIn(stranger(), loginId, OWN_PASSWORD)).status).toBe(200);
  await later(penaltyMs + 1_000, async () =>
    expect((await signIn(guesser, loginId, OWN_PASSWORD)).status).toBe(200),
  );
});

test("SIG-1: each wait is twice the one before, up to four hours, ends by itself and is forgotten", async () => {
  const { loginId } = await clerk("198.18.1.1");
  const { mostMs } = MISSES["password:account"];
  const guesser = stranger();
  let atMs = 0;
  for (const wantedMs of [1, 2, 4, 8, 16, 16].map((times) => Math.min(times * penaltyMs, mostMs))) {
    const { tries, waitMs } = await later(atMs, () => guessUntilStopped(guesser, loginId));
    expect([wantedMs, tries]).toEqual([wantedMs, limit]);
    near(waitMs, wantedMs);
    atMs += waitMs + 1_000;
  }
  await later(atMs, async () => expect((await signIn(guesser, loginId, OWN_PASSWORD)).status).toBe(200));
  const calm = await later(atMs + mostMs + 60_000, () =>
    guessUntilStopped(stranger("203.0.113.250"), loginId),
  );
  near(calm.waitMs, penaltyMs);
});

test("SIG-1: a browser that is known counts by itself, and is not trusted further than that", async () => {
  const { loginId, browser } = await clerk("198.18.2.1");
  const device = MISSES["password:device"];
  const stopped = await guessUntilStopped(browser, loginId);
  expect(stopped.tries).toBe(device.limit);
  near(stopped.waitMs, device.penaltyMs);
  expect((await signIn(stranger(), loginId, OWN_PASSWORD)).status).toBe(200);
  await later(device.penaltyMs + 1_000, async () =>
    expect((await signIn(browser, loginId, OWN_PASSWORD)).status).toBe(200),
  );
  // It is known to this account only, and one that somebody made up to none.
  const other = await clerk("198.18.2.2");
  expect((await guessUntilStopped(browser, other.loginId)).waitMs).toBeGreaterThan(device.penaltyMs);
  const forged = new Browser({
    "cf-connecting-ip": "198.18.2.3",
    cookie: "__Host-tegata-device=eyJhbGciOiJub25lIn0.eyJkZXYiOiJ4Iiwid2hvIjpbXX0.",
  });
  near((await guessUntilStopped(forged, loginId)).waitMs, penaltyMs);
});

test("SIG-1: a network that tries its way through many accounts is stopped, and no other network with it", async () => {
  const { limit: most } = MISSES["password:ip"];
  const guesser = stranger("198.18.3.1");
  let looked = 0;
  while ((await signIn(guesser, `${world.id}-nobody-${looked}`, WRONG)).status === 401) looked++;
  expect(looked).toBe(most);
  const { loginId, browser } = await clerk("198.18.3.2");
  expect((await signIn(guesser, loginId, OWN_PASSWORD)).status).toBe(429);
  expect((await signIn(browser, loginId, OWN_PASSWORD)).status).toBe(200);
});

test("SIG-2: whether there is such an account is told by no reply, before and after the brake", async () => {
  const { loginId } = await clerk("198.18.4.1");
  const [here, nowhere] = [stranger(), stranger()];
  for (let n = 0; n <= limit; n++) {
    const real = await signIn(here, loginId, WRONG);
    const none = await signIn(nowhere, `${loginId}-none`, WRONG);
    expect([n, real.status, plain(real.body)]).toEqual([n, none.status, plain(none.body)]);
  }
});

/** An account of the secretariat with its app, and the browser that knows it. */
async function withApp() {
  const loginId = `${world.id}-guarded-${++made}`;
  await world.admin.done("staff", {
    name: "経理",
    loginId,
    password: PASSWORD,
    memberships: [{ organisationId: world.region.organisationId, role: "secretariat-accountant" }],
  });
  const browser = stranger();
  await browser.done("staff/session", { loginId, password: PASSWORD });
  await browser.done("staff/password", { current: PASSWORD, next: OWN_PASSWORD });
  const { secret, ticket } = await browser.done("staff/factor/totp");
  const code = totpCode(secret, Math.floor(Date.now() / STEP) - 1);
  const { recoveryCodes } = await browser.done("staff/factor/totp/confirmation", { ticket, code });
  await browser.send("DELETE", "staff/session");
  return { loginId, browser, secret, paper: recoveryCodes as string[] };
}
const half = async (browser: Browser, loginId: string) => {
  await browser.done("staff/session", { loginId, password: OWN_PASSWORD });
  return browser;
};
const answer = (browser: Browser, kind: "totp" | "recovery", code: string) =>
  browser.post("staff/factor", { kind, code });

for (const kind of ["totp", "recovery"] as const)
  test(`SIG-1: whoever has the password guesses five times at ${kind === "totp" ? "the app's codes" : "codes on paper"}, from however many networks; its owner's browser isn't touched`, async () => {
    const { loginId, browser, secret, paper } = await withApp();
    const { limit: most, penaltyMs: waitMs } = MISSES["factor:account"];
    const wrong = kind === "totp" ? "000000" : `0${"z".repeat(11)}`;
    for (let n = 0; n < most; n++) {
      const reply = await answer(await half(stranger(), loginId), kind, wrong);
      expect([n, reply.body.code]).toEqual([n, "factor-wrong"]);
    }
    const right = () =>
      kind === "totp" ? totpCode(secret, Math.floor(Date.now() / STEP)) : (paper.pop() ?? "");
    const stopped = await answer(await half(stranger(), loginId), kind, right());
    expect(stopped.status).toBe(429);
    near(stopped.body.retryAfterMs, waitMs);
    // The other kind is no way round.
    expect((await answer(await half(stranger(), loginId), "recovery", paper[1] ?? "")).status).toBe(429);
    expect((await answer(await half(browser, loginId), kind, right())).status).toBe(200);
    await later(waitMs + 1_000, async () =>
      expect((await answer(await half(stranger(), loginId), kind, right())).status).toBe(200),
    );
  });
