import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { type PushState, pushStateSchema } from "../../schema/api/push.ts";
import { MAX_DEVICES } from "../../schema/limits.ts";
import { NEWS_KINDS } from "../../schema/news.ts";
import { Browser, signInPhone } from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 60_000 });

let numbers = 0;
let networks = 0;
const newNumber = () => `0804440${String(1000 + numbers++)}`;

async function device(phone: string): Promise<Browser> {
  const browser = new Browser({ "cf-connecting-ip": `203.0.113.${++networks % 250}` });
  await signInPhone(env.DB, browser, phone);
  return browser;
}

/** The keys of RFC 8291, appendix A, and a secret. */
const KEYS = {
  p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
  auth: "BTBZMqHH6r4Tts7J_aSIgg",
};
let addresses = 0;
const address = () => `https://fcm.googleapis.com/fcm/send/${++addresses}`;
const subscribe = (browser: Browser, endpoint = address(), more: object = {}) =>
  browser.send("PUT", "residents/push/subscription", { endpoint, keys: KEYS, locale: "ja", ...more });
const stateOf = async (browser: Browser): Promise<PushState> =>
  pushStateSchema.parse(await browser.read("residents/push"));
const subscriptions = async (): Promise<number> =>
  (await env.DB.prepare("select count(*) as n from push_subscription").first<{ n: number }>())?.n ?? -1;

test("PSH-2: before anything was chosen every kind wakes with its details, and nothing is subscribed", async () => {
  const state = await stateOf(await device(newNumber()));
  expect(state).toEqual({
    publicKey: expect.stringMatching(/^B[\w-]{86}$/),
    subscribed: false,
    choices: { kinds: Object.fromEntries(NEWS_KINDS.map((kind) => [kind, true])), hidesDetails: false },
  });
});

test("PSH-2: what a resident chooses holds on all their devices, and is nobody else's", async () => {
  const phone = newNumber();
  const [first, second, other] = [await device(phone), await device(phone), await device(newNumber())];
  const { choices } = await stateOf(first);
  const chosen = { kinds: { ...choices.kinds, notice: false, payment: false }, hidesDetails: true };
  expect((await first.send("PUT", "residents/push/choices", chosen)).body.choices).toEqual(chosen);
  expect((await stateOf(second)).choices).toEqual(chosen);
  expect((await stateOf(other)).choices).toEqual(choices);
  const incomplete = await first.send("PUT", "residents/push/choices", {
    kinds: { payment: true },
    hidesDetails: false,
  });
  expect(incomplete.body.code).toBe("invalid-request");
});

test("PSH-3: a device is subscribed for itself alone, and subscribing again changes only its address", async () => {
  const phone = newNumber();
  const [first, second] = [await device(phone), await device(phone)];
  const before = await subscriptions();
  expect((await subscribe(first)).body).toMatchObject({ subscribed: true });
  expect((await subscribe(first)).body).toMatchObject({ subscribed: true });
  expect(await subscriptions()).toBe(before + 1);
  expect((await stateOf(second)).subscribed).toBe(false);
  const off = await first.send("DELETE", "residents/push/subscription");
  expect(off.body).toMatchObject({ subscribed: false });
  expect(await subscriptions()).toBe(before);
});

test("PSH-3: a browser is one person's at a time", async () => {
  const [mine, theirs] = [await device(newNumber()), await device(newNumber())];
  const endpoint = address();
  await subscribe(mine, endpoint);
  await subscribe(theirs, endpoint);
  expect([(await stateOf(mine)).subscribed, (await stateOf(theirs)).subscribed]).toEqual([false, true]);
});

test("PSH-3: signing out, here or from another device, ends the subscription", async () => {
  const phone = newNumber();
  const [first, second, third] = [await device(phone), await device(phone), await device(phone)];
  const before = await subscriptions();
  for (const one of [first, second, third]) await subscribe(one);
  await first.send("DELETE", "residents/session");
  expect(await subscriptions()).toBe(before + 2);
  await second.send("DELETE", "residents/devices");
  expect(await subscriptions()).toBe(before + 1);
  expect((await stateOf(second)).subscribed).toBe(true);
  expect((await subscribe(third)).status).toBe(401);
});

test("PSH-3, RES-10: an eleventh device ends the subscription of the one that was away longest", async () => {
  const phone = newNumber();
  const first = await device(phone);
  await subscribe(first);
  const before = await subscriptions();
  const { residentId } = await first.read("residents/me");
  const others = Array.from({ length: MAX_DEVICES - 1 }, (_, index) =>
    env.DB.prepare(
      `insert into resident_device (id, resident_id, session_id, name, signed_in_at_ms, last_seen_on, proven_at_ms,
         longest_away_days, news_read_at_ms) values (?1, ?2, ?1, 'Safari / iPhone', 0, ?3, 0, 0, 0)`,
    ).bind(`many-${index}`, residentId, "2999-01-01"),
  );
  await env.DB.batch(others);
  expect(await subscriptions()).toBe(before);
  await device(phone);
  expect(await subscriptions()).toBe(before - 1);
});

test("PSH-3: closing the account and being stopped by the operator end it", async () => {
  const [closed, stopped] = [await device(newNumber()), await device(newNumber())];
  const before = await subscriptions();
  for (const one of [closed, stopped]) await subscribe(one);
  const { residentId } = await stopped.read("residents/me");
  expect((await closed.post("residents/erasure", { giveUpYen: 0 })).body).toEqual({ closed: true });
  expect(await subscriptions()).toBe(before + 1);
  const operator = new Browser({ authorization: `Bearer ${btoa("o".repeat(32))}` });
  await operator.done(`operator/residents/${residentId}/stop`, { stopped: true, reason: "調べ" });
  expect(await subscriptions()).toBe(before);
});

test("PSH-4: an address that is no push service's, and keys that are none, are refused", async () => {
  const browser = await device(newNumber());
  for (const endpoint of [
    "https://169.254.169.254/x",
    "https://push.apple.com.evil.example/x",
    "http://fcm.googleapis.com/x",
  ])
    expect((await subscribe(browser, endpoint)).body.code).toBe("push-refused");
  const offTheCurve = { keys: { ...KEYS, p256dh: `B${"A".repeat(86)}` } };
  expect((await subscribe(browser, address(), offTheCurve)).body.code).toBe("push-refused");
  const short = { keys: { ...KEYS, auth: "AA" } };
  expect((await subscribe(browser, address(), short)).body.code).toBe("invalid-request");
  expect((await stateOf(browser)).subscribed).toBe(false);
});

test("PSH-4, WHO-3: where a device is pushed to is kept sealed", async () => {
  const endpoint = address();
  await subscribe(await device(newNumber()), endpoint);
  const { results } = await env.DB.prepare("select * from push_subscription").all();
  expect(JSON.stringify(results)).not.toContain("fcm.googleapis.com");
  expect(JSON.stringify(results)).not.toContain(KEYS.auth);
});
