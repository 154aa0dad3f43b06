import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { MAX_CODES_IN_WINDOW } from "../../schema/limits.ts";
import { later } from "../lib/later.actor.testing.ts";
import type { VerificationActor } from "./actor.ts";
import { CODE_VALID_MS, DAY_WINDOW_MS, MAX_TRIES_PER_CODE } from "./decide.ts";

const namespace = env.VERIFICATION as unknown as DurableObjectNamespace<VerificationActor>;
const phone = (name: string) => namespace.get(namespace.idFromName(name));
const right = { codeHash: "a".repeat(64) };
const wrong = { codeHash: "b".repeat(64) };
const notAccepted = { ok: false, error: { code: "code-not-accepted" } };

const tables = (stub: DurableObjectStub<VerificationActor>) =>
  runInDurableObject(stub, (_, state) =>
    state.storage.sql
      .exec("select name from sqlite_master where name not like '\\_cf%' escape '\\'")
      .toArray(),
  );

test("S20: a code is taken once, over RPC", async () => {
  const stub = phone("once");
  const started = await stub.start(right);
  expect(started.ok && started.value.expiresAtMs).toBeGreaterThan(Date.now());
  expect(await stub.check(wrong)).toEqual(notAccepted);
  expect((await stub.check(right)).ok).toBe(true);
  expect(await stub.check(right)).toEqual(notAccepted);
});

test("S20: eviction forgets neither the code, nor its tries, nor the codes sent", async () => {
  const stub = phone("evicted");
  for (let i = 0; i < MAX_CODES_IN_WINDOW; i++) expect((await stub.start(right)).ok).toBe(true);
  for (let i = 1; i < MAX_TRIES_PER_CODE; i++) {
    expect(await stub.check(wrong)).toEqual(notAccepted);
    await evictDurableObject(stub);
  }
  expect(await stub.start(right)).toMatchObject({ ok: false, error: { code: "too-many-codes" } });
  await evictDurableObject(stub);
  expect((await stub.check(right)).ok).toBe(true);
});

test("S20: asking about a phone that never asked for a code leaves nothing behind", async () => {
  const stub = phone("nobody");
  expect(await stub.check(right)).toEqual(notAccepted);
  expect(await tables(stub)).toEqual([]);
  expect(await runInDurableObject(stub, (_, state) => state.storage.getAlarm())).toBeNull();
});

test("ALM-1, WHO-3: the alarm comes a day after the last event and wipes everything; the phone starts afresh", async () => {
  const stub = phone("wiped");
  const before = Date.now();
  await stub.start(right);
  const alarm = await runInDurableObject(stub, (_, state) => state.storage.getAlarm());
  expect(alarm).toBeGreaterThanOrEqual(before + DAY_WINDOW_MS);
  expect(alarm).toBeLessThanOrEqual(Date.now() + DAY_WINDOW_MS);

  await later(DAY_WINDOW_MS, async () => {
    expect(await runDurableObjectAlarm(stub)).toBe(true);
  });
  expect(await tables(stub)).toEqual([]);
  expect(await runInDurableObject(stub, (_, state) => state.storage.getAlarm())).toBeNull();
  expect((await stub.start(right)).ok).toBe(true);
  expect((await stub.check(right)).ok).toBe(true);
});

test("ALM-1: an alarm that comes too early keeps what is still needed and comes again", async () => {
  const stub = phone("early");
  await stub.start(right);
  await later(CODE_VALID_MS, async () => {
    expect(await runDurableObjectAlarm(stub)).toBe(true);
  });
  expect(await runInDurableObject(stub, (_, state) => state.storage.getAlarm())).not.toBeNull();
  // The code is gone, the record that one was sent is not.
  expect(await stub.check(right)).toEqual(notAccepted);
  for (let i = 1; i < MAX_CODES_IN_WINDOW; i++) expect((await stub.start(right)).ok).toBe(true);
  expect(await stub.start(right)).toMatchObject({ error: { code: "too-many-codes" } });
});
