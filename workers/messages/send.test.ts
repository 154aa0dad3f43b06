import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { endStop } from "../data/messages.ts";
import { FakeProvider } from "../gateways/fake-provider.testing.ts";
import { phoneLookup } from "../phones/number.ts";
import { nodeD1 } from "../queue/node-d1.testing.ts";
import { LEAST_ASKED, RIPE_AFTER_MS, STOPPED_FOR_MS } from "./conversion.ts";
import { noteVerified, tidyMessages, writeReport } from "./log.ts";
import { canSend, type SendEnv, send } from "./send.ts";
import { writePhoneSetting } from "./setting.ts";

/** 2026-12-01 12:00 in Tokyo. */
const NOON = Date.UTC(2026, 11, 1, 3);
/** The clock that a test sets goes on; by then everything sent at noon may be judged. */
const RIPE = NOON + RIPE_AFTER_MS + 30_000;
const PHONE = "+819012345678";
const TEXT = "確認コード 123456";
const DAY_MS = 86_400_000;
const busy = { status: 429, headers: { "retry-after": "60" } };

let first: FakeProvider;
let second: FakeProvider;
beforeEach(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  [first, second] = await Promise.all([FakeProvider.start(), FakeProvider.start()]);
});
afterEach(() => {
  vi.restoreAllMocks();
  first.stop();
  second.stop();
});

/** Two providers on this machine, a database, and a clock that the test sets. */
function deployment(more: { smsYen?: number } = {}) {
  const { db, sqlite } = nodeD1();
  const provider = (name: string, url: string) => ({
    kind: "https",
    name,
    sms: { url: `${url}/sms`, body: { to: "{to}", text: "{text}" } },
    ref: "id",
    smsYen: more.smsYen ?? 10,
  });
  const env = {
    DB: db,
    PHONE_KEY: btoa("t".repeat(32)),
    PUBLIC_ORIGIN: "https://tegata.example.jp",
    CLOCK_OFFSET_MS: "0",
    PHONE_PROVIDERS: JSON.stringify([provider("first", first.url), provider("second", second.url)]),
    PHONE_PROVIDER_KEYS: JSON.stringify({ first: { key: "k1" }, second: { key: "k2" } }),
  } as unknown as SendEnv;
  const at = (ms: number) => Object.assign(env, { CLOCK_OFFSET_MS: String(ms - Date.now()) });
  at(NOON);
  const waiting = { now: () => performance.now(), sleep: async () => {} };
  const sms = async (phone = PHONE) => {
    const begun = await send(
      env,
      { phone, purpose: "sign-in", content: { channel: "sms", text: TEXT } },
      waiting,
    );
    return begun && (await begun.sent);
  };
  const rows = (table: string) => sqlite.prepare(`select * from ${table}`).all() as Record<string, unknown>[];
  const last = () => rows("phone_message").at(-1) as Record<string, unknown>;
  const verified = (phone: string, nowMs: number) =>
    noteVerified(env.DB, phoneLookup(env, phone), "sign-in", nowMs - RIPE_AFTER_MS, nowMs);
  return { env, sqlite, at, sms, rows, last, verified };
}
const numberOf = (n: number) => `+8190123${String(10_000 + n)}`;

test("RES-7: a message that was taken is written down without its number and its words", async () => {
  const { sms, last, rows } = deployment();
  first.answers = [{ status: 200, body: { id: "ext-1" } }];
  expect(await sms()).toMatchObject({ by: { provider: "first", ref: "ext-1" }, tries: 1, yen: 10 });
  expect(last()).toMatchObject({
    state: "taken",
    provider: "first",
    ref: "ext-1",
    prefix: "090123",
    yen: 10,
  });
  expect(JSON.stringify(rows("phone_message"))).not.toMatch(/12345678|123456|確認/);
  expect(rows("phone_spending")).toEqual([{ day: "2026-12-01", yen: 10 }]);
});

test("RES-7: where the first provider is busy or silent the second one delivers, and is paid for", async () => {
  const { sms, last, rows } = deployment();
  first.answers = [busy];
  expect((await sms())?.by?.provider).toBe("second");
  expect(last()).toMatchObject({ state: "taken", provider: "second", tries: 2, yen: 10 });
  first.answers = [{ status: 503 }];
  expect((await sms("+818011112222"))?.by?.provider).toBe("second");
  // Perhaps the first took it as well: it is reckoned with, the reservation of one is corrected.
  expect(last()).toMatchObject({ tries: 3, yen: 20 });
  expect(rows("phone_spending")).toEqual([{ day: "2026-12-01", yen: 30 }]);
});

test("RES-7: every try of a message carries one key; another message another", async () => {
  const { sms } = deployment();
  first.answers = [{ status: 503 }, { status: 503 }, { status: 200, body: {} }];
  await sms();
  await sms("+818011112222");
  const keys = [...first.arrived, ...second.arrived].map((one) => one.headers["idempotency-key"]);
  expect(keys).toHaveLength(4);
  expect(new Set(keys).size).toBe(2);
});

test("RES-7: another message to a number that hasn't arrived goes through the other provider first", async () => {
  const { env, sms, last } = deployment();
  await sms();
  expect(last()).toMatchObject({ provider: "first" });
  expect((await sms())?.by?.provider).toBe("second");
  await writeReport(env.DB, "second", { id: String(last().id), state: "delivered", code: null }, NOON);
  expect((await sms())?.by?.provider).toBe("first");
});

test("RES-7: the first end that is reported stands, however often and in whatever order reports come", async () => {
  const { env, sms, last } = deployment();
  await sms();
  const id = String(last().id);
  const report = (state: "delivered" | "failed", by = "first") =>
    writeReport(env.DB, by, { id, state, code: "30003" }, NOON + 1);
  // Who gave it up for another one has no say in its failure.
  expect(await report("failed", "second")).toBe(false);
  expect(await report("failed")).toBe(true);
  expect(await report("failed")).toBe(false);
  expect(await report("delivered")).toBe(false);
  expect(last()).toMatchObject({ state: "failed", failure: "first: reported 30003", moved_at_ms: NOON + 1 });
  await sms("+818011112222");
  const other = String(last().id);
  // Taken after all by whoever was given up: it has arrived.
  expect(await writeReport(env.DB, "second", { id: other, state: "delivered", code: null }, NOON)).toBe(true);
  expect(await writeReport(env.DB, "first", { id: "unknown", state: "failed", code: null }, NOON)).toBe(
    false,
  );
});

test("RES-7: where nobody takes messages the operator hears of it, once an hour", async () => {
  const { env, sms, rows, last, at } = deployment();
  await writePhoneSetting(env, { dailyLimitYen: 10_000, recipients: ["ban@example.jp"] }, NOON);
  first.answers = [{ status: 401 }];
  second.answers = [{ status: 401 }];
  for (let n = 0; n < 4; n++) expect(await sms(numberOf(n))).toMatchObject({ by: null, yen: 0 });
  expect(last()).toMatchObject({ state: "failed", failure: "second: answered 401", ref: null });
  expect(rows("phone_spending")).toEqual([{ day: "2026-12-01", yen: 0 }]);
  expect(rows("alert")).toMatchObject([{ kind: "phone-failing", region_id: null }]);
  at(NOON + 3_600_000);
  for (let n = 4; n < 8; n++) await sms(numberOf(n));
  expect(rows("alert")).toHaveLength(2);
  expect(rows("mail_outbox")).toHaveLength(2);
  expect(JSON.stringify(rows("mail_outbox"))).not.toContain("ban@example.jp");
});

test("RES-8: a day costs at most its limit, however many ask at once; the next day begins anew", async () => {
  const { env, sms, rows, at } = deployment({ smsYen: 30 });
  await writePhoneSetting(
    env,
    { dailyLimitYen: 100, recipients: ["ban@example.jp", "kakari@example.jp"] },
    NOON,
  );
  const done = await Promise.all(Array.from({ length: 8 }, (_, n) => sms(numberOf(n))));
  expect(done.filter((one) => one?.by)).toHaveLength(3);
  expect(first.arrived).toHaveLength(3);
  expect(rows("phone_spending")).toEqual([{ day: "2026-12-01", yen: 90 }]);
  expect(await canSend(env, PHONE, "sms", 1)).toBe(false);
  expect(rows("alert")).toMatchObject([{ kind: "phone-spent", subject: "2026-12-01" }]);
  expect(rows("mail_outbox")).toHaveLength(2);
  // 00:00 in Tokyo, not in Greenwich.
  at(NOON + 12 * 3_600_000 - 5_000);
  expect(await canSend(env, PHONE, "sms", 1)).toBe(false);
  at(NOON + 12 * 3_600_000);
  expect(await canSend(env, PHONE, "sms", 1)).toBe(true);
  expect((await sms())?.by?.provider).toBe("first");
});

test("RES-8: a limit of nothing stops everything, and raising it opens again", async () => {
  const { env, sms } = deployment();
  await writePhoneSetting(env, { dailyLimitYen: 0, recipients: [] }, NOON);
  expect(await canSend(env, PHONE, "sms", 1)).toBe(false);
  expect(await sms()).toBeNull();
  await writePhoneSetting(env, { dailyLimitYen: 10, recipients: [] }, NOON);
  expect((await sms())?.by?.provider).toBe("first");
});

test("RES-9: a block whose numbers hardly ever enter their code is stopped for six hours; others go on", async () => {
  const { env, sms, rows, at, verified } = deployment();
  await writePhoneSetting(env, { dailyLimitYen: 100_000, recipients: ["ban@example.jp"] }, NOON);
  for (let n = 0; n < LEAST_ASKED; n++) {
    await sms(numberOf(n));
    if (n < 3) await verified(numberOf(n), NOON + 1_000);
  }
  // Their codes are still good: nobody is judged by them yet.
  expect(await canSend(env, PHONE, "sms", 1)).toBe(true);
  at(RIPE);
  expect(await canSend(env, "+818011112222", "sms", 1)).toBe(true);
  expect(await canSend(env, PHONE, "sms", 1)).toBe(false);
  expect(rows("phone_stop")).toMatchObject([{ prefix: "090123", asked: LEAST_ASKED, verified: 3 }]);
  expect(rows("alert")).toMatchObject([{ kind: "phone-prefix-stopped", subject: "090123" }]);
  expect(rows("mail_outbox")).toHaveLength(1);
  const untilMs = Number(rows("phone_stop")[0]?.until_ms);
  expect(untilMs - RIPE).toBeGreaterThanOrEqual(STOPPED_FOR_MS);
  at(untilMs - 1_000);
  expect(await canSend(env, PHONE, "sms", 1)).toBe(false);
  at(untilMs + 1_000);
  expect(await canSend(env, PHONE, "sms", 1)).toBe(true);
  expect(await canSend(env, "+818011112222", "sms", 1)).toBe(true);
});

test("RES-9: a crowd of people who enter their codes is let through, also where each asks twice", async () => {
  const { env, sms, at, verified } = deployment();
  for (let n = 0; n < 2 * LEAST_ASKED; n++) {
    await sms(numberOf(n));
    await sms(numberOf(n));
    if (n % 4 === 0) await verified(numberOf(n), NOON + 1_000);
  }
  at(RIPE);
  expect(await canSend(env, PHONE, "sms", 1)).toBe(true);
});

test("RES-9: what was never delivered says nothing of a block: an outage stops nobody", async () => {
  const { env, sms, at } = deployment();
  first.answers = [{ status: 401 }];
  second.answers = [{ status: 401 }];
  for (let n = 0; n < LEAST_ASKED; n++) await sms(numberOf(n));
  at(RIPE);
  expect(await canSend(env, PHONE, "sms", 1)).toBe(true);
});

test("RES-9: the operator opens a block, and only what comes after is judged", async () => {
  const { env, sms, rows, at } = deployment();
  for (let n = 0; n < LEAST_ASKED; n++) await sms(numberOf(n));
  at(RIPE);
  expect(await canSend(env, PHONE, "sms", 1)).toBe(false);
  expect(await endStop(env.DB, "090123", RIPE + 1_000)).toBe(true);
  expect(await endStop(env.DB, "090123", RIPE + 1_000)).toBe(false);
  at(RIPE + 2_000);
  expect(await canSend(env, PHONE, "sms", 1)).toBe(true);
  expect(rows("alert")).toMatchObject([{ closed_at_ms: RIPE + 1_000 }]);
});

test("RES-7: what was cut off is given up, and what is 90 days old is gone", async () => {
  const { env, sms, rows, sqlite } = deployment();
  await sms();
  sqlite.exec("update phone_message set state = 'sending', provider = null");
  expect(await tidyMessages(env.DB, NOON + 60_000)).toBe(0);
  expect(await tidyMessages(env.DB, NOON + 6 * 60_000)).toBe(1);
  expect(rows("phone_message")).toMatchObject([{ state: "failed", failure: "cut off" }]);
  // Its clock has gone on by some milliseconds since noon.
  await tidyMessages(env.DB, NOON + 90 * DAY_MS + 60_000);
  expect(rows("phone_message")).toEqual([]);
});
