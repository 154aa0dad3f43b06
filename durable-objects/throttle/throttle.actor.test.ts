import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { later } from "../lib/later.actor.testing.ts";
import { MAX_WINDOWS } from "./actor.ts";
import { throttle } from "./client.ts";

const namespace = env.THROTTLE as unknown as DurableObjectNamespace;
const caller = (name: string) => throttle(namespace, "test", name);
const stub = (name: string) => namespace.get(namespace.idFromName(`test:${name}`));
const storage = <T>(name: string, read: (storage: DurableObjectStorage) => Promise<T>) =>
  runInDurableObject(stub(name), (_, state) => read(state.storage));
const MINUTE = 60_000;
const quota = { limit: 3, windowMs: 15 * MINUTE };

test("S21: a caller is refused above its limit and let in again when told; another caller is not touched", async () => {
  for (const remaining of [2, 1, 0])
    expect(await caller("a").hit(quota)).toEqual({
      allowed: true,
      remaining,
      retryAfterMs: 0,
      degraded: false,
    });
  const refused = await caller("a").hit(quota);
  expect(refused).toMatchObject({ allowed: false, remaining: 0, degraded: false });
  expect(refused.retryAfterMs).toBeGreaterThan(0);
  expect((await caller("b").hit(quota)).allowed).toBe(true);
  expect(await later(refused.retryAfterMs, () => caller("a").hit(quota))).toMatchObject({ allowed: true });
});

test("S21: a dear call costs more, a look costs nothing", async () => {
  expect(await caller("dear").hit({ ...quota, cost: 3 })).toMatchObject({ allowed: true, remaining: 0 });
  expect(await caller("dear").hit({ ...quota, cost: 0 })).toMatchObject({ allowed: true, remaining: 0 });
  expect(await caller("dear").hit(quota)).toMatchObject({ allowed: false });
});

test("B11: wrong guesses block the key for the penalty, calls included, and the block ends", async () => {
  const guesses = { limit: 5, windowMs: 15 * MINUTE, penaltyMs: 30 * MINUTE };
  const who = caller("guesser");
  for (const remaining of [4, 3, 2, 1])
    expect(await who.miss(guesses)).toEqual({ allowed: true, remaining, retryAfterMs: 0, degraded: false });
  const blocked = await who.miss(guesses);
  expect(blocked).toMatchObject({ allowed: false, remaining: 0, retryAfterMs: guesses.penaltyMs });
  expect(await who.hit(quota)).toMatchObject({ allowed: false });
  expect(await later(guesses.penaltyMs, () => who.hit(quota))).toMatchObject({ allowed: true });
  expect(await later(guesses.penaltyMs, () => who.miss(guesses))).toMatchObject({
    allowed: true,
    remaining: 4,
  });
});

test("S21: an eviction between calls does not hand out a second helping", async () => {
  const who = caller("evicted");
  for (let i = 0; i < quota.limit; i++) {
    expect((await who.hit(quota)).allowed).toBe(true);
    await evictDurableObject(stub("evicted"));
  }
  expect(await who.hit(quota)).toMatchObject({ allowed: false, degraded: false });
});

test("B11: an eviction does not lift a block", async () => {
  const guesses = { limit: 1, windowMs: 15 * MINUTE, penaltyMs: 30 * MINUTE };
  expect(await caller("blocked").miss(guesses)).toMatchObject({ allowed: false });
  await evictDurableObject(stub("blocked"));
  expect(await caller("blocked").hit(quota)).toMatchObject({ allowed: false });
});

test("ALM-1: the alarm takes everything away once it has ended, and comes again if it has not", async () => {
  await caller("alarm").hit(quota);
  expect(await storage("alarm", (s) => s.getAlarm())).not.toBeNull();
  expect(await runDurableObjectAlarm(stub("alarm"))).toBe(true);
  await vi.waitFor(async () => expect(await storage("alarm", (s) => s.getAlarm())).not.toBeNull());
  expect((await storage("alarm", (s) => s.list())).size).toBe(1);
  await evictDurableObject(stub("alarm"));
  await later(2 * quota.windowMs, () => runDurableObjectAlarm(stub("alarm")));
  expect((await storage("alarm", (s) => s.list())).size).toBe(0);
  expect(await storage("alarm", (s) => s.getAlarm())).toBeNull();
});

test("S21: what is kept of a caller is bounded, however many quotas it meets", async () => {
  for (let i = 1; i <= MAX_WINDOWS + 5; i++) await caller("many").hit({ limit: 1, windowMs: i * MINUTE });
  const kept = await storage("many", (s) => s.get<{ windows: Record<string, unknown> }>("data"));
  expect(Object.keys(kept?.windows ?? {}).length).toBe(MAX_WINDOWS);
});

test("S21: any text may be a caller, also one that looks like an object id", async () => {
  for (const name of ["山田", "a".repeat(64), "2001:db8::1", "x".repeat(5_000), "\ud800", "line\nbreak"]) {
    expect(await caller(name).hit({ limit: 1, windowMs: MINUTE }), name).toMatchObject({
      allowed: true,
      degraded: false,
    });
    expect(await caller(name).hit({ limit: 1, windowMs: MINUTE }), name).toMatchObject({ allowed: false });
  }
});

test("a throttle that fails lets the call through and says so", async () => {
  expect(await caller("broken").hit({ limit: 0, windowMs: MINUTE })).toEqual({
    allowed: true,
    remaining: 0,
    retryAfterMs: 0,
    degraded: true,
  });
});
