import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { type Device, deviceNewsSchema, devicesSchema } from "../../schema/api/devices.ts";
import { DAY_MS } from "../../schema/calendar.ts";
import { MAX_DEVICES, RESIDENT_SESSION_MAX_MS } from "../../schema/limits.ts";
import { RESIDENT_TIMES } from "../http/session.ts";
import { Browser, signInPhone } from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 60_000 });

const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1";
const ANDROID = "Mozilla/5.0 (Linux; Android 15) Chrome/131.0 Mobile Safari/537.36";

let numbers = 0;
let networks = 0;
const newNumber = () => `0805550${String(1000 + numbers++)}`;

/** A browser in which a number is signed in; the inbox is a laptop's, so limits per number are stepped over by the clock. */
async function device(phone: string, userAgent = IPHONE): Promise<Browser> {
  const browser = new Browser({
    "user-agent": userAgent,
    "cf-connecting-ip": `198.51.100.${++networks % 250}`,
  });
  await signInPhone(env.DB, browser, phone);
  return browser;
}
const devicesOf = async (browser: Browser): Promise<Device[]> =>
  devicesSchema.parse(await browser.read("residents/devices")).devices;
const newsOf = async (browser: Browser) =>
  deviceNewsSchema.parse(await browser.read("residents/devices/news")).devices;
const meCode = async (browser: Browser) => {
  const reply = await browser.get("residents/me");
  return reply.status === 200 ? "in" : reply.body.code;
};
/** A copy of a browser's cookies, as somebody has who took them. */
const stolen = (browser: Browser) => new Browser({ cookie: browser.cookieHeader() });

test("RES-10: each sign-in is a device by browser and system, the one that asks first", async () => {
  const phone = newNumber();
  const first = await device(phone, IPHONE);
  const second = await device(phone, ANDROID);
  const list = await devicesOf(first);
  expect(list.map(({ name, here }) => [name, here])).toEqual([
    ["Safari / iPhone", true],
    ["Chrome / Android", false],
  ]);
  expect((await devicesOf(second)).map(({ deviceId }) => deviceId).sort()).toEqual(
    list.map(({ deviceId }) => deviceId).sort(),
  );
});

test("RES-10: signing in again on a device that is signed in keeps the device and tells nobody", async () => {
  const phone = newNumber();
  const [first, second] = [await device(phone), await device(phone, ANDROID)];
  const before = await devicesOf(first);
  const old = stolen(second);
  await signInPhone(env.DB, second, phone);
  expect((await devicesOf(first)).map((one) => one.deviceId)).toEqual(before.map((one) => one.deviceId));
  expect(await newsOf(first)).toHaveLength(1);
  // The session it had before counts no more.
  expect((await old.get("residents/devices")).body.code).toBe("session-expired");
});

test("RES-10: whoever signs in with another number on a device ends the session that was there", async () => {
  const [mine, theirs] = [newNumber(), newNumber()];
  const browser = await device(mine);
  const other = await device(mine, ANDROID);
  await signInPhone(env.DB, browser, theirs);
  expect((await devicesOf(other)).map(({ name }) => name)).toEqual(["Chrome / Android"]);
});

test("RES-10, ASVS 7.4.1: after signing out the cookie that was taken opens nothing", async () => {
  const browser = await device(newNumber());
  const copy = stolen(browser);
  expect(await meCode(copy)).toBe("in");
  expect((await browser.send("DELETE", "residents/session")).body).toEqual({ signedOut: true });
  expect((await copy.get("residents/me")).body.code).toBe("session-expired");
  expect((await copy.get("wallets")).status).toBe(401);
});

test("RES-10: one device is signed out from another, with its next request; doing it again changes nothing", async () => {
  const phone = newNumber();
  const [here, lost] = [await device(phone), await device(phone, ANDROID)];
  const [, row] = await devicesOf(here);
  for (let twice = 0; twice < 2; twice++) {
    const left = await here.send("DELETE", `residents/devices/${row?.deviceId}`);
    expect([left.status, left.body.devices.length]).toEqual([200, 1]);
  }
  expect((await lost.get("wallets")).body.code).toBe("session-expired");
  expect(await meCode(here)).toBe("in");
});

test("RES-10: all others at once, but not this one", async () => {
  const phone = newNumber();
  const here = await device(phone);
  const others = [await device(phone), await device(phone, ANDROID)];
  expect((await here.send("DELETE", "residents/devices")).body.devices).toHaveLength(1);
  for (const other of others) expect((await other.get("wallets")).status).toBe(401);
  expect(await meCode(here)).toBe("in");
});

test("RES-10: somebody else's device is none, and the one in hand is signed out by signing out", async () => {
  const [mine, theirs] = [await device(newNumber()), await device(newNumber())];
  const [here] = await devicesOf(mine);
  const strange = await theirs.send("DELETE", `residents/devices/${here?.deviceId}`);
  const nothing = await theirs.send("DELETE", "residents/devices/000000000000");
  expect([strange.status, strange.body.code]).toEqual([404, "not-found"]);
  expect({ ...strange.body, requestId: "" }).toEqual({ ...nothing.body, requestId: "" });
  expect((await mine.send("DELETE", `residents/devices/${here?.deviceId}`)).body.code).toBe("conflict");
  expect(await meCode(mine)).toBe("in");
});

test("RES-10: the others are told of a new device, also when it is signed out again, until they have read it", async () => {
  const phone = newNumber();
  const old = await device(phone);
  expect(await newsOf(old)).toEqual([]);
  const fresh = await device(phone, ANDROID);
  expect(await newsOf(fresh)).toEqual([]);
  expect(await newsOf(old)).toMatchObject([{ name: "Chrome / Android", ended: false }]);
  await fresh.send("DELETE", "residents/session");
  const { devices, serverNowMs } = await old.read("residents/devices/news");
  expect(devices).toMatchObject([{ name: "Chrome / Android", ended: true }]);
  // What signs in after it was shown is not read with it.
  await old.done("residents/devices/news/read", { upToMs: devices[0].signedInAtMs - 1 });
  expect(await newsOf(old)).toHaveLength(1);
  await old.done("residents/devices/news/read", { upToMs: serverNowMs });
  expect(await newsOf(old)).toEqual([]);
});

test("RES-10: of more than ten devices the one that was away longest ends", async () => {
  const phone = newNumber();
  const first = await device(phone);
  const { residentId } = await first.read("residents/me");
  const rows = Array.from({ length: MAX_DEVICES - 1 }, (_, n) =>
    env.DB.prepare(
      `insert into resident_device (id, resident_id, session_id, name, signed_in_at_ms, last_seen_on, proven_at_ms,
         longest_away_days, news_read_at_ms) values (?1, ?2, ?1, '? / ?', 0, ?3, 0, 0, 0)`,
    ).bind(`${String(residentId).slice(0, -1)}${n}`, residentId, `2020-01-0${n + 1}`),
  );
  await env.DB.batch(rows);
  expect(await devicesOf(first)).toHaveLength(MAX_DEVICES);
  await device(phone, ANDROID);
  const left = await devicesOf(first);
  expect(left).toHaveLength(MAX_DEVICES);
  expect(left.map(({ lastSeenOn }) => lastSeenOn)).not.toContain("2020-01-01");
  expect(left.filter(({ name }) => name === "Chrome / Android")).toHaveLength(1);
});

test("RES-10, ASVS 7.3.2: a session that is used every month still ends after two years", async () => {
  const browser = await device(newNumber());
  for (const month = 300 * DAY_MS; browser.clockOffsetMs + month < RESIDENT_SESSION_MAX_MS; ) {
    browser.clockOffsetMs += month;
    expect(await meCode(browser)).toBe("in");
  }
  browser.clockOffsetMs = RESIDENT_SESSION_MAX_MS + 1;
  expect(await meCode(browser)).toBe("session-expired");
});

test("RES-10: a session that isn't used for 400 days ends", async () => {
  const browser = await device(newNumber());
  browser.clockOffsetMs = RESIDENT_TIMES.idleMs + 1;
  expect(await meCode(browser)).toBe("session-expired");
});
