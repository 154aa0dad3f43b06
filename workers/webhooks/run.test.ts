import { afterEach, beforeEach, expect, test } from "vitest";
import { receiptNumber } from "../../durable-objects/lib/chain.ts";
import { DAY_MS } from "../../schema/calendar.ts";
import type { JournalEntry } from "../../schema/events.ts";
import { WEBHOOK_OFF, WEBHOOK_TRIES_MS } from "../../schema/limits.ts";
import type { Env } from "../env.ts";
import { chainOf } from "../queue/chains.testing.ts";
import { nodeD1 } from "../queue/node-d1.testing.ts";
import { project } from "../queue/projection.ts";
import { Receiver, signedWith } from "./receiver.testing.ts";
import { runWebhooks, startWebhooks, wakeForMoves } from "./run.ts";
import { sealMail, sealSecret } from "./secrets.ts";

const KEY = btoa("t".repeat(32));
const NOON = Date.UTC(2026, 10, 25, 3);
const MINUTE = 60_000;

let receiver: Receiver;
let { db, sqlite } = nodeD1();
let now = NOON;
let queued: { readonly message: unknown; readonly delaySeconds: number }[] = [];
let operations = 0;

beforeEach(async () => {
  receiver = await Receiver.start();
  ({ db, sqlite } = nodeD1());
  [now, queued, operations] = [NOON, [], 0];
  const organisation = sqlite.prepare(
    `insert into organisation (id, region_id, parent_id, name, kana, is_secretariat, is_issuer, is_merchant, state, created_at_ms)
     values (?, 'r1', ?, ?, 'ナマエ', 0, 0, 1, 'active', 0)`,
  );
  organisation.run("head", null, "本部");
  organisation.run("branch", "head", "支店");
  organisation.run("other", null, "よそ");
  for (const [store, owner] of [
    ["s1", "branch"],
    ["s2", "branch"],
    ["sx", "other"],
  ] as const)
    sqlite
      .prepare(
        `insert into store (id, region_id, organisation_id, name, kana, address, municipality, industry, accepts, state,
           created_at_ms) values (?, 'r1', ?, '店', 'ミセ', '港町1', '990019', '76', 'mpm+cpm', 'open', 0)`,
      )
      .run(store, owner);
});
afterEach(() => receiver.stop());

const env = () =>
  ({
    DB: db,
    PHONE_KEY: KEY,
    PUBLIC_ORIGIN: "https://tegata.example.jp",
    ENVIRONMENT: "local",
    CLOCK_OFFSET_MS: String(now - Date.now()),
    JOBS_QUEUE: {
      send: async (message: unknown, options?: { delaySeconds: number }) =>
        void queued.push({ message, delaySeconds: options?.delaySeconds ?? 0 }),
    },
  }) as unknown as Env;

/** An address with a secret of its own name. */
async function address(
  id: string,
  more: { owner?: string; store?: string; events?: string; url?: string; mail?: string } = {},
): Promise<void> {
  const { owner = "head", store = null, events = "payment.made payment.voided payment.refunded" } = more;
  sqlite
    .prepare(
      `insert into webhook (id, region_id, organisation_id, store_id, url, events, mail_sealed, state, created_at_ms, created_by)
       values (?, 'r1', ?, ?, ?, ?, ?, 'active', ?, 'somebody')`,
    )
    .run(
      ...[id, owner, store, more.url ?? `${receiver.origin}/${id}`, events],
      ...[more.mail ? await sealMail({ PHONE_KEY: KEY }, id, more.mail) : null, NOON - DAY_MS],
    );
  await secret(id, `secret-of-${id}`);
  await deliver();
}

async function secret(webhookId: string, text: string, endsAtMs: number | null = null): Promise<void> {
  sqlite
    .prepare("insert into webhook_secret values (?, ?, ?, ?, 'somebody', ?)")
    .run(text, webhookId, await sealSecret({ PHONE_KEY: KEY }, text, text), NOON - DAY_MS, endsAtMs);
}

const uuid = () => `019ab1c0-0000-7000-8000-${String(++operations).padStart(12, "0")}`;

/** A payment, as an actor publishes it and the consumer projects it. */
async function payment(storeId = "s1", atMs = now): Promise<JournalEntry> {
  const operationId = uuid();
  const [open, pay] = chainOf(
    `coupon-${operationId}`,
    [
      { kind: "open", amountYen: 3_000, atMs },
      {
        kind: "pay",
        amountYen: -700,
        operationId,
        detail: { storeId, tillId: "t1" },
        result: { amountYen: 700 },
        atMs,
      },
    ],
    { regionId: "r1", programmeId: "p1" },
  );
  await project(db, [open as JournalEntry, pay as JournalEntry], "log", now);
  return pay as JournalEntry;
}

/** Runs the job as its messages come, until none is due. */
async function deliver(): Promise<void> {
  await startWebhooks(env());
  for (let steps = 0; queued.some(({ delaySeconds }) => delaySeconds === 0); steps++) {
    if (steps > 50) throw new Error("the telling doesn't end");
    queued = queued.slice(1);
    await runWebhooks(env());
  }
}

const deliveries = (id: string) =>
  sqlite
    .prepare(
      "select event_id, state, tries, last_answer from webhook_delivery where webhook_id = ? order by event_id",
    )
    .all(id)
    .map((row) => ({ ...row }));
const stateOf = (id: string) =>
  ({ ...sqlite.prepare("select state, failures, failing_since_ms from webhook where id = ?").get(id) }) as {
    state: string;
    failures: number;
    failing_since_ms: number | null;
  };

test("POS-5, POS-6: a payment is told once, whole and signed, to whoever hears of its store", async () => {
  await address("all");
  await address("one", { owner: "branch", store: "s1" });
  await address("others", { owner: "branch", store: "s2" });
  await address("strange", { owner: "other" });
  const paid = await payment();
  await deliver();
  await deliver();
  expect(receiver.got.map(({ path }) => path).toSorted()).toEqual(["/all", "/one"]);
  for (const one of receiver.got) {
    expect(one.headers).toMatchObject({
      "content-type": "application/json",
      "tegata-event": paid.operationId,
      "user-agent": "Tegata-Webhooks/1",
    });
    expect(JSON.parse(one.body)).toEqual({
      version: 1,
      id: paid.operationId,
      type: "payment.made",
      atMs: NOON,
      data: {
        operationId: paid.operationId,
        storeId: "s1",
        tillId: "t1",
        programmeId: "p1",
        amountYen: 700,
        via: "paper",
        receiptNumber: receiptNumber(paid.hash),
        payment: null,
      },
    });
    expect(signedWith(one, ["secret-of-all", "secret-of-one"])).toEqual([`secret-of-${one.path.slice(1)}`]);
  }
  expect(deliveries("all")).toEqual([
    { event_id: paid.operationId, state: "taken", tries: 1, last_answer: "204" },
  ]);
});

test("POS-5: voids and refunds are told with their payment, and nothing that was not asked for", async () => {
  await address("voids", { events: "payment.voided payment.refunded" });
  const paid = await payment();
  for (const mode of ["void", "refund"]) {
    const detail = { storeId: "s1", payment: paid.operationId, mode };
    const [back] = chainOf(
      paid.actor,
      [
        {
          kind: "reverse",
          amountYen: 300,
          operationId: uuid(),
          detail,
          result: { amountYen: 300 },
          atMs: now,
        },
      ],
      { regionId: "r1", programmeId: "p1", after: paid },
    );
    await project(
      db,
      [{ ...(back as JournalEntry), actor: `${paid.actor}-${mode}` as JournalEntry["actor"] }],
      "log",
      now,
    );
  }
  await deliver();
  expect(
    receiver.got
      .map(({ body }) => JSON.parse(body))
      .map(({ type, data }) => [type, data.payment, data.amountYen]),
  ).toEqual([
    ["payment.voided", paid.operationId, 300],
    ["payment.refunded", paid.operationId, 300],
  ]);
});

test("POS-5: what happened before an address was there, or long ago, is not told", async () => {
  await payment();
  await address("new");
  await payment("s1", NOON - 2 * DAY_MS);
  await deliver();
  expect(receiver.got).toEqual([]);
});

test("POS-5: where nobody hears of anything the projection is passed over, and what comes after the next address is told", async () => {
  for (let n = 0; n < 3; n++) await payment();
  await deliver();
  expect(sqlite.prepare("select work from job_work where job_id = 'webhooks'").get()?.work).toBe(
    '{"position":6}',
  );
  await address("first");
  const paid = await payment();
  await deliver();
  expect(deliveries("first").map(({ event_id }) => event_id)).toEqual([paid.operationId]);
});

test("POS-5: only a payment that somebody hears of wakes the telling", async () => {
  await address("one", { owner: "branch", store: "s1" });
  await deliver();
  const [elsewhere, here] = [await payment("sx"), await payment("s1")];
  await wakeForMoves(env(), [elsewhere]);
  expect(queued).toEqual([]);
  await wakeForMoves(env(), [here]);
  expect(queued).toEqual([{ message: { kind: "webhooks", jobId: "webhooks" }, delaySeconds: 0 }]);
});

test("POS-6: while a secret is being replaced a message is signed with both, afterwards with the newer one", async () => {
  await address("all");
  sqlite.prepare("update webhook_secret set ends_at_ms = ?").run(NOON + MINUTE);
  await secret("all", "newer");
  await payment();
  await deliver();
  now += 2 * MINUTE;
  await payment();
  await deliver();
  const all = ["newer", "secret-of-all"];
  expect(receiver.got.map((one) => signedWith(one, all))).toEqual([all, ["newer"]]);
});

test("POS-7: what isn't taken is tried again later, the same to the byte, until it is", async () => {
  await address("all");
  receiver.answer = () => ({ status: 503 });
  const paid = await payment();
  await deliver();
  expect(deliveries("all")).toEqual([
    { event_id: paid.operationId, state: "waiting", tries: 1, last_answer: "503" },
  ]);
  // Its next try has a message of its own.
  const [later] = queued;
  expect(later?.delaySeconds).toBeGreaterThanOrEqual(24);
  expect(later?.delaySeconds).toBeLessThanOrEqual(36);
  await deliver();
  expect(receiver.got).toHaveLength(1);
  now += MINUTE;
  receiver.answer = () => ({ status: 200 });
  await runWebhooks(env());
  const [first, second] = receiver.got;
  expect(second?.body).toBe(first?.body);
  expect(second?.headers["tegata-event"]).toBe(first?.headers["tegata-event"]);
  expect(second?.headers["tegata-signature"]).not.toBe(first?.headers["tegata-signature"]);
  expect(deliveries("all")).toEqual([
    { event_id: paid.operationId, state: "taken", tries: 2, last_answer: "200" },
  ]);
  expect(stateOf("all")).toEqual({ state: "active", failures: 0, failing_since_ms: null });
});

test("POS-7: a redirect is not followed, a refusal is none but a refusal, and an address that is gone is tried again", async () => {
  await address("all");
  await address("gone", { url: "http://127.0.0.1:1/hook" });
  receiver.answer = (path) =>
    path === "/all" ? { status: 302, headers: { location: "/elsewhere" } } : { status: 200 };
  await payment();
  await deliver();
  expect(receiver.got.map(({ path }) => path)).toEqual(["/all"]);
  expect(deliveries("all")).toMatchObject([{ state: "waiting", last_answer: "302" }]);
  expect(deliveries("gone")).toMatchObject([{ state: "waiting", last_answer: "unreachable" }]);
});

test("POS-7: after a day without being taken a message is dead, and money went on all the while", async () => {
  await address("all");
  receiver.answer = () => ({ status: 500 });
  await payment();
  await deliver();
  // The clock goes on by itself while the test runs: the message began a little after noon.
  for (const end = NOON + WEBHOOK_TRIES_MS + MINUTE; now < end; ) {
    now = Math.min(now + 20 * MINUTE, end);
    await deliver();
  }
  expect(deliveries("all")).toMatchObject([{ state: "dead", last_answer: "500" }]);
  const tries = receiver.got.length;
  expect(tries).toBeGreaterThan(8);
  now += DAY_MS;
  await deliver();
  expect(receiver.got).toHaveLength(tries);
});

test("POS-7: a message that is in one worker's hands is sent by no other, and goes on if they die", async () => {
  await address("all");
  receiver.answer = () => ({ status: 500 });
  await payment();
  await deliver();
  now += MINUTE;
  sqlite.prepare("update webhook_delivery set lease_until_ms = ?").run(now + 2 * MINUTE);
  await deliver();
  expect(receiver.got).toHaveLength(1);
  now += 3 * MINUTE;
  await deliver();
  expect(receiver.got).toHaveLength(2);
});

test("POS-7: an address with much that waits keeps no other waiting", async () => {
  await address("busy");
  await address("quick", { owner: "other" });
  for (let n = 0; n < 30; n++) await payment("s1");
  await payment("sx");
  await deliver();
  expect(receiver.got.findIndex(({ path }) => path === "/quick")).toBeLessThan(12);
  expect(receiver.got.filter(({ path }) => path === "/busy")).toHaveLength(30);
});

test("POS-5: an address that is good here only is sent nothing from elsewhere", async () => {
  await address("all");
  await payment();
  await startWebhooks(env());
  await runWebhooks({ ...env(), ENVIRONMENT: "production" });
  expect(receiver.got).toEqual([]);
  expect(deliveries("all")).toMatchObject([{ state: "waiting", last_answer: "address" }]);
});

test("POS-8: an address that took nothing for days is switched off, once: logged, told by mail, and told nothing more", async () => {
  await address("all", { mail: "kakari@example.jp" });
  await address("well", { owner: "branch" });
  receiver.answer = (path) => ({ status: path === "/all" ? 500 : 200 });
  const end = NOON + WEBHOOK_OFF.afterMs;
  for (; now < end; now += 2 * 60 * MINUTE) {
    await payment();
    await deliver();
    expect(stateOf("all").state).toBe("active");
  }
  now = end;
  await payment();
  await deliver();
  await deliver();
  expect(stateOf("all").state).toBe("off");
  expect(stateOf("well").state).toBe("active");
  expect(deliveries("all").every(({ state }) => state === "dead")).toBe(true);
  const logged = sqlite.prepare("select actor, subject_id from audit_log where action = 'webhook.off'").all();
  expect(logged.map((row) => ({ ...row }))).toEqual([{ actor: "sweep", subject_id: "head" }]);
  expect(
    sqlite.prepare("select count(*) as mails from mail_outbox where purpose = 'webhook-off'").get()?.mails,
  ).toBe(1);
  const sent = receiver.got.filter(({ path }) => path === "/all").length;
  await payment();
  await deliver();
  expect(receiver.got.filter(({ path }) => path === "/all")).toHaveLength(sent);
  expect(receiver.got.filter(({ path }) => path === "/well").length).toBeGreaterThan(30);
});

test("POS-8: few failures over many days are no reason to switch off", async () => {
  await address("all");
  receiver.answer = () => ({ status: 500 });
  await payment();
  await deliver();
  now += 5 * DAY_MS;
  await payment();
  await deliver();
  expect(stateOf("all")).toMatchObject({ state: "active", failures: 3 });
});

test("POS-5, PRJ-2: what comes again from the projection is told no second time", async () => {
  await address("all");
  const paid = await payment();
  await deliver();
  sqlite.exec("delete from journal; delete from actor_head");
  sqlite
    .prepare("update job_work set work = ? where job_id = 'webhooks'")
    .run(JSON.stringify({ position: 0 }));
  await project(db, [paid], "log", now, { bookDate: null, logKeys: [] });
  await deliver();
  expect(receiver.got).toHaveLength(1);
});
