import { importJWK, jwtVerify } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addDays, businessDate, DAY_MS, startOfDayMs } from "../../schema/calendar.ts";
import { MAX_PUSH_TRIES, PUSH_WAVES } from "../../schema/limits.ts";
import { sealText } from "../http/seal.ts";
import { nodeD1 } from "../queue/node-d1.testing.ts";
import { sealAnswers, townPart } from "../residents/answers.ts";
import { broadcastOf, stopBroadcast } from "./broadcast.ts";
import { FakePushService } from "./push-service.testing.ts";
import { runPush, startPush, wakeForEntries } from "./run.ts";
import { SEALING, sealedFor } from "./send-due.ts";

const KEY = btoa("t".repeat(32));
/** RFC 7515, appendix A.3. */
const VAPID = {
  kty: "EC",
  crv: "P-256",
  x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
  y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
  d: "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI",
};
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** The job's clock runs on from where the test sets it: more than any step takes. */
const SLACK = 20_000;
/** Noon in Tokyo. */
const NOON = Date.UTC(2026, 10, 25, 3);
const TODAY = businessDate(NOON);

let service: FakePushService;
let { db, sqlite } = nodeD1();
let now = NOON;
let queued: unknown[] = [];
/** Seconds after which messages come that were sent for later. */
let delayed: number[] = [];
let operations = 0;
const seqs = new Map<string, number>();

beforeEach(async () => {
  service = await FakePushService.start();
  ({ db, sqlite } = nodeD1());
  now = NOON;
  queued = [];
  delayed = [];
  seqs.clear();
  sqlite.prepare("insert into region (id, name, created_at_ms) values ('r1', '潮見県', 0)").run();
  sqlite.prepare("insert into programme values ('p1', 'r1', 'open', 0)").run();
  sqlite
    .prepare("insert into programme_version values ('p1', 1, 'r1', 0, ?, 0, null, null)")
    .run(JSON.stringify({ name: "しおみペイ", unitWord: "円" }));
  sqlite
    .prepare(
      `insert into store (id, region_id, organisation_id, name, kana, address, municipality, industry, accepts, state, created_at_ms) values ('s1', 'r1', 'o1', '喫茶 みなと', 'キッサミナト', '港町1', '990019', '76', 'both', 'open', 0)`,
    )
    .run();
});
afterEach(() => service.stop());

const env = () =>
  ({
    DB: db,
    PHONE_KEY: KEY,
    VAPID_KEY: JSON.stringify(VAPID),
    SECURITY_CONTACT: "mailto:kakari@tegata.example.jp",
    PUBLIC_ORIGIN: "https://tegata.example.jp",
    ENVIRONMENT: "local",
    CLOCK_OFFSET_MS: String(now - Date.now()),
    JOBS_QUEUE: {
      send: async (message: unknown, options?: { delaySeconds?: number }) =>
        void (options?.delaySeconds ? delayed.push(options.delaySeconds) : queued.push(message)),
    },
  }) as unknown as Parameters<typeof runPush>[0];

/** As the sweep does it: started, and run until no message is left. */
async function sweepOnce(): Promise<void> {
  await startPush(env());
  for (let steps = 0; queued.length > 0; steps++) {
    if (steps > 100) throw new Error("the pushing doesn't end");
    queued.pop();
    await runPush(env(), "push");
  }
}

interface Person {
  readonly residentId: string;
  readonly deviceId: string;
  readonly path: string;
}

/** Somebody with a wallet whose phone is subscribed. */
async function person(
  name: string,
  more: { readonly locale?: string; readonly device?: string } = {},
): Promise<Person> {
  const deviceId = more.device ?? `${name}-phone`;
  sqlite
    .prepare(
      "insert into resident (id, created_at_ms, sessions_from_ms) values (?, 0, 0) on conflict do nothing",
    )
    .run(name);
  sqlite
    .prepare("insert into wallet_link values (?, 'p1', 'r1', ?, 0) on conflict do nothing")
    .run(name, `${name}:p1`);
  sqlite
    .prepare(
      `insert into resident_device (id, resident_id, session_id, name, signed_in_at_ms, last_seen_on, proven_at_ms,
         longest_away_days, news_read_at_ms) values (?, ?, ?, 'Safari / iPhone', 0, ?, 0, 0, 0)`,
    )
    .run(deviceId, name, `session-${deviceId}`, TODAY);
  const subscription = service.subscribe(deviceId);
  sqlite
    .prepare("insert into push_subscription values (?, ?, ?, ?, ?, 0)")
    .run(
      deviceId,
      name,
      `hash-${deviceId}`,
      await sealText(KEY, SEALING, sealedFor(deviceId), JSON.stringify(subscription)),
      more.locale ?? "ja",
    );
  return { residentId: name, deviceId, path: `/push/${deviceId}` };
}

interface Entry {
  readonly kind: string;
  readonly yen: readonly number[];
  readonly atMs?: number;
  readonly storeId?: string;
  readonly detail?: unknown;
  readonly expiresOn?: string;
}

/** An operation of a wallet, as it was projected. */
function entry(actor: string, { kind, yen, atMs = now, storeId, detail, expiresOn }: Entry): string {
  const operation = `op-${++operations}`;
  for (const [line, amount] of yen.entries()) {
    const seq = (seqs.get(actor) ?? 0) + 1;
    seqs.set(actor, seq);
    sqlite
      .prepare(
        `insert into journal (actor, seq, class, region_id, programme_id, at_ms, book_date, operation_id, line, kind, account,
           expires_on, amount_yen, store_id, detail, prev_hash, hash, log_key, projected_at_ms)
         values (?, ?, 'wallet', 'r1', 'p1', ?, date(? / 1000, 'unixepoch', '+9 hours'), ?, ?, ?, '1', ?, ?, ?, ?, '', '', '', 0)`,
      )
      .run(
        ...[actor, seq, atMs, atMs, operation, line, kind, expiresOn ?? null, amount, storeId ?? null],
        detail ? JSON.stringify(detail) : null,
      );
  }
  return operation;
}
const pay = (actor: string, yen: readonly number[] = [-1_500], more: Partial<Entry> = {}) =>
  entry(actor, { kind: "pay", yen, storeId: "s1", ...more });

function notice(
  id: string,
  more: { readonly state?: string; readonly shownFromMs?: number; readonly part?: string } = {},
) {
  sqlite
    .prepare(
      `insert into notice (id, region_id, kind, title, body, state, shown_from_ms, created_at_ms, created_by)
       values (?, 'r1', 'notice', '年末の利用について', '本文', ?, ?, 0, 'staff')`,
    )
    .run(id, more.state ?? "published", more.shownFromMs ?? now);
  sqlite.prepare("insert into notice_audience values (?, 'residents', ?, 'r1')").run(id, more.part ?? "p1");
}
const kinds = () => service.delivered.map(({ payload }) => payload.kind);
const states = () =>
  sqlite.prepare("select state, tries, last_failure as failure from push_message order by key").all();

describe("PSH-1, PSH-2: what a device is told", () => {
  test("a payment over two lots is one push with its whole amount, readable by the device alone", async () => {
    const { residentId, path } = await person("mio");
    const operation = pay(`${residentId}:p1`, [-1_000, -500]);
    await sweepOnce();
    expect(service.delivered).toHaveLength(1);
    const [{ payload, path: sentTo } = { payload: null, path: "" }] = service.delivered;
    expect(sentTo).toBe(path);
    expect(payload).toMatchObject({
      kind: "payment",
      locale: "ja",
      atMs: NOON,
      path: "/wallet/pays/p1",
      details: {
        from: "しおみペイ",
        yen: 1_500,
        unit: "円",
        store: "喫茶 みなと",
        expiresOn: null,
        title: null,
      },
    });
    expect(JSON.stringify(payload)).not.toContain(operation);
  });

  test("a charge, a grant and a reversal are told as what they are, and nothing else of a wallet is", async () => {
    await person("mio");
    entry("mio:p1", { kind: "credit", yen: [3_000], detail: { origin: "charge" } });
    entry("mio:p1", { kind: "credit", yen: [500], detail: { origin: "grant" } });
    entry("mio:p1", { kind: "reverse", yen: [1_500], storeId: "s1" });
    entry("mio:p1", { kind: "freeze", yen: [0] });
    entry("mio:p1", { kind: "fence", yen: [0] });
    await sweepOnce();
    expect(kinds().toSorted()).toEqual(["charge", "grant", "reversal"]);
  });

  test("who hides the details is told that there is news and nothing else", async () => {
    await person("mio", { locale: "ko" });
    sqlite.prepare("insert into news_choice values ('mio', '', 1, 0)").run();
    pay("mio:p1");
    await sweepOnce();
    expect(service.delivered[0]?.payload).toMatchObject({ locale: "ko", details: null });
    expect(JSON.stringify(service.delivered[0]?.payload)).not.toMatch(/みなと|しおみ|1.?500/);
  });

  test("a kind that somebody doesn't want wakes none of their devices; others are woken", async () => {
    await person("mio");
    await person("ken");
    sqlite.prepare("insert into news_choice values ('mio', 'charge payment', 0, 0)").run();
    pay("mio:p1");
    pay("ken:p1");
    entry("mio:p1", { kind: "reverse", yen: [1_500], storeId: "s1" });
    await sweepOnce();
    expect(service.delivered.map(({ path, payload }) => [path, payload.kind]).toSorted()).toEqual([
      ["/push/ken-phone", "payment"],
      ["/push/mio-phone", "reversal"],
    ]);
  });

  test("whatever is told, its length says nothing", async () => {
    await person("mio");
    pay("mio:p1");
    entry("mio:p1", { kind: "credit", yen: [1], detail: { origin: "grant" } });
    await sweepOnce();
    expect(new Set(service.delivered.map(({ bytes }) => bytes)).size).toBe(1);
  });
});

describe("PSH-4: how a push goes to its service", () => {
  test("signed by the deployment's key for that service, with time to live, urgency and topic", async () => {
    await person("mio");
    pay("mio:p1");
    await sweepOnce();
    const { headers, payload } = service.delivered[0] as (typeof service.delivered)[0];
    const [, token = "", key = ""] = /^vapid t=([^,]+), k=(.+)$/.exec(headers.authorization ?? "") ?? [];
    const { d: _, ...publicJwk } = VAPID;
    const { payload: claims, protectedHeader } = await jwtVerify(token, await importJWK(publicJwk, "ES256"), {
      audience: service.origin,
      currentDate: new Date(now),
    });
    expect(protectedHeader.alg).toBe("ES256");
    expect(claims.sub).toBe("mailto:kakari@tegata.example.jp");
    expect(Number(claims.exp) * 1_000 - now).toBeLessThanOrEqual(DAY_MS);
    expect(Buffer.from(key, "base64url")).toHaveLength(65);
    expect(headers).toMatchObject({
      "content-encoding": "aes128gcm",
      ttl: String(4 * 3_600),
      urgency: "high",
      topic: payload.tag,
    });
    expect(payload.tag).toMatch(/^[\w-]{32}$/);
  });

  test("an address that is no push service's is not called, and ends", async () => {
    const { deviceId } = await person("mio");
    const elsewhere = { endpoint: "https://169.254.169.254/latest", keys: service.subscribe("x").keys };
    sqlite
      .prepare("update push_subscription set sealed = ?")
      .run(await sealText(KEY, SEALING, sealedFor(deviceId), JSON.stringify(elsewhere)));
    pay("mio:p1");
    await sweepOnce();
    expect(service.delivered).toEqual([]);
    expect(sqlite.prepare("select count(*) as n from push_subscription").get()).toEqual({ n: 0 });
  });

  test("a redirect is not followed", async () => {
    await person("mio");
    service.answer = { status: 307, headers: { location: `${service.origin}/push/other` } };
    pay("mio:p1");
    await sweepOnce();
    expect(service.delivered).toHaveLength(1);
    expect(states()).toMatchObject([{ state: "dropped", failure: "the push service answered 307" }]);
  });
});

describe("PSH-5: one push, whatever happens", () => {
  test("looked for again, projected again or after D1 was made again it is not sent again", async () => {
    await person("mio");
    pay("mio:p1");
    await sweepOnce();
    await sweepOnce();
    // A rebuild forgets the job, and rows may come in another order.
    sqlite.prepare("delete from job_work where kind = 'push'").run();
    sqlite.prepare("update journal set position = position + 1000").run();
    await sweepOnce();
    expect(service.delivered).toHaveLength(1);
  });

  test("what happened before somebody subscribed, or days ago, is no news", async () => {
    await person("mio");
    pay("mio:p1", [-1_000], { atMs: NOON - 3 * DAY_MS - 1 });
    sqlite.prepare("update push_subscription set subscribed_at_ms = ?").run(NOON - HOUR);
    pay("mio:p1", [-1_000], { atMs: NOON - HOUR - 1 });
    await sweepOnce();
    expect(service.delivered).toEqual([]);
  });

  test.each([404, 410])("a service that answers %i ends the subscription, and no other", async (status) => {
    await person("mio", { device: "old-phone" });
    await person("mio", { device: "new-phone" });
    service.answer = (path) => ({ status: path.includes("old") ? status : 201 });
    pay("mio:p1");
    entry("mio:p1", { kind: "reverse", yen: [1_500], storeId: "s1" });
    await sweepOnce();
    expect(sqlite.prepare("select device_id as id from push_subscription").all()).toEqual([
      { id: "new-phone" },
    ]);
    expect(states()).toMatchObject([{ state: "sent" }, { state: "sent" }]);
    pay("mio:p1");
    const before = service.delivered.length;
    await sweepOnce();
    expect(service.delivered.slice(before).map(({ path }) => path)).toEqual(["/push/new-phone"]);
  });

  test("after a failure it comes again under the same topic with longer waits, and ends after its tries", async () => {
    await person("mio");
    entry("mio:p1", { kind: "reverse", yen: [1_500], storeId: "s1" });
    service.answer = { status: 503 };
    const waits = Array.from({ length: MAX_PUSH_TRIES - 1 }, (_, tries) => MINUTE * 2 ** tries);
    await sweepOnce();
    for (const [index, wait] of waits.entries()) {
      now += wait - SLACK;
      await sweepOnce();
      expect(service.delivered).toHaveLength(index + 1);
      now += 2 * SLACK;
      await sweepOnce();
      expect(service.delivered).toHaveLength(index + 2);
    }
    expect(states()).toEqual([
      { state: "dropped", tries: MAX_PUSH_TRIES, failure: "the push service answered 503" },
    ]);
    now += DAY_MS;
    await sweepOnce();
    expect(service.delivered).toHaveLength(MAX_PUSH_TRIES);
    expect(new Set(service.delivered.map(({ headers }) => headers.topic)).size).toBe(1);
  });

  test("a service that asks to be left alone is left alone", async () => {
    await person("mio");
    entry("mio:p1", { kind: "reverse", yen: [1_500], storeId: "s1" });
    service.answer = { status: 429, headers: { "retry-after": "3600" } };
    await sweepOnce();
    service.answer = { status: 201 };
    now += HOUR - SLACK;
    await sweepOnce();
    expect(service.delivered).toHaveLength(1);
    now += 2 * SLACK;
    await sweepOnce();
    expect(states()).toMatchObject([{ state: "sent", tries: 2 }]);
  });

  test("nothing goes out when it is no use any more, or isn't wanted by then", async () => {
    await person("mio");
    service.answer = { status: 503 };
    pay("mio:p1");
    entry("mio:p1", { kind: "credit", yen: [500], detail: { origin: "grant" } });
    await sweepOnce();
    sqlite.prepare("insert into news_choice values ('mio', 'grant', 0, 0)").run();
    now += 4 * HOUR;
    await sweepOnce();
    expect(service.delivered).toHaveLength(2);
    expect(
      states()
        .map((row) => row.failure)
        .toSorted(),
    ).toEqual(["not wanted any more", "too late"]);
  });

  test("PSH-3: a device that signed out is sent nothing, not even what was queued for it", async () => {
    const { deviceId } = await person("mio");
    service.answer = { status: 503 };
    pay("mio:p1");
    await sweepOnce();
    sqlite.prepare("update resident_device set ended_at_ms = 1 where id = ?").run(deviceId);
    now += HOUR;
    await sweepOnce();
    expect(service.delivered).toHaveLength(1);
    expect(states()).toEqual([]);
  });
});

describe("PSH-6: rounds over everybody", () => {
  const inDays = (days: number) => addDays(TODAY, days);
  const charged = (actor: string, yen: number, days: number) =>
    entry(actor, {
      kind: "credit",
      yen: [yen],
      detail: { origin: "charge" },
      expiresOn: inDays(days),
      atMs: NOON - 10 * DAY_MS,
    });

  test("what expires in seven days and in one is told once, in yen that are left, and nothing else is", async () => {
    await person("mio");
    charged("mio:p1", 3_000, 7);
    pay("mio:p1", [-1_200], { expiresOn: inDays(7), atMs: NOON - 9 * DAY_MS });
    charged("mio:p1", 800, 1);
    charged("mio:p1", 9_999, 6);
    await person("ken");
    charged("ken:p1", 500, 7);
    pay("ken:p1", [-500], { expiresOn: inDays(7), atMs: NOON - 9 * DAY_MS });
    await sweepOnce();
    await sweepOnce();
    expect(
      service.delivered
        .map(({ path, payload }) => [path, payload.kind, payload.details?.yen, payload.details?.expiresOn])
        .toSorted(),
    ).toEqual([
      ["/push/mio-phone", "expiry-1", 800, inDays(1)],
      ["/push/mio-phone", "expiry-7", 1_800, inDays(7)],
    ]);
    expect(sqlite.prepare("select count(*) as n from expiry_news").get()).toEqual({ n: 2 });
  });

  test("the day's round begins at nine, not in the night", async () => {
    await person("mio");
    charged("mio:p1", 3_000, 7);
    now = startOfDayMs(TODAY) + 9 * HOUR - SLACK;
    await sweepOnce();
    expect(service.delivered).toEqual([]);
    now += SLACK;
    await sweepOnce();
    expect(kinds()).toEqual(["expiry-7"]);
  });

  test("it reaches everybody in pages, goes on where it was stopped, and tells nobody twice", async () => {
    const names = Array.from({ length: 450 }, (_, index) => `r${String(index).padStart(3, "0")}`);
    for (const name of names) {
      sqlite.prepare("insert into wallet_link values (?, 'p1', 'r1', ?, 0)").run(name, `${name}:p1`);
      charged(`${name}:p1`, 100, 1);
    }
    const { goOnWithRound, beginRounds } = await import("./rounds.ts");
    const d1 = env().DB;
    await beginRounds(d1, now);
    await goOnWithRound(env(), now);
    expect(sqlite.prepare("select count(*) as n from expiry_news").get()).toEqual({ n: 200 });
    await sweepOnce();
    await sweepOnce();
    expect(sqlite.prepare("select count(*) as n from expiry_news").get()).toEqual({ n: 450 });
    expect(sqlite.prepare("select count(*) as n from push_round where done_at_ms is null").get()).toEqual({
      n: 0,
    });
  });

  test("a notice is pushed to whoever it is for, with its title, by day", async () => {
    await person("mio");
    sqlite.prepare("insert into wallet_link values ('yui', 'p2', 'r1', 'yui:p2', 0)").run();
    await person("yui");
    sqlite.prepare("delete from wallet_link where resident_id = 'yui' and programme_id = 'p1'").run();
    now = startOfDayMs(TODAY) + 21 * HOUR;
    notice("n1");
    notice("draft", { state: "draft" });
    notice("old", { shownFromMs: now - DAY_MS - 1 });
    await sweepOnce();
    expect(service.delivered).toEqual([]);
    now = startOfDayMs(TODAY) + DAY_MS + 9 * HOUR;
    await sweepOnce();
    await sweepOnce();
    expect(service.delivered.map(({ path, payload }) => [path, payload])).toMatchObject([
      [
        "/push/mio-phone",
        {
          kind: "notice",
          path: "/wallet/notices",
          details: { from: "潮見県", title: "年末の利用について", yen: null },
        },
      ],
    ]);
    expect(service.delivered[0]?.headers.urgency).toBe("low");
  });

  test("a notice that was withdrawn before it went out isn't pushed", async () => {
    await person("mio");
    now = startOfDayMs(TODAY) + 21 * HOUR;
    notice("n1");
    await sweepOnce();
    sqlite.prepare("update notice set state = 'withdrawn'").run();
    now = startOfDayMs(TODAY) + DAY_MS + 9 * HOUR;
    await sweepOnce();
    expect(service.delivered).toEqual([]);
    expect(states()).toMatchObject([{ state: "dropped", failure: "withdrawn" }]);
  });

  test("a payment doesn't wait behind a notice to everybody", async () => {
    for (let index = 0; index < 70; index++) await person(`r${index}`);
    notice("n1");
    const { goOnWithRound, beginRounds } = await import("./rounds.ts");
    const d1 = env().DB;
    await beginRounds(d1, now);
    while (await goOnWithRound(env(), now));
    now += MINUTE;
    pay("r69:p1");
    await sweepOnce();
    expect(service.delivered).toHaveLength(71);
    expect(kinds().indexOf("payment")).toBeLessThan(6);
  });
});

test("PSH-5, PSH-6: no table that grows with residents or payments is read as a whole", async () => {
  await person("mio");
  notice("n1");
  pay("mio:p1", [-100], { expiresOn: addDays(TODAY, 7) });
  const asked = new Set<string>();
  const { prepare } = db;
  const noted = (sql: string) => {
    asked.add(sql);
    return sql;
  };
  const watched = { ...db, prepare: (sql: string) => prepare(noted(sql)) };
  await startPush(env());
  await runPush({ ...env(), DB: watched as never }, "push");
  expect(kinds().toSorted()).toEqual(["notice", "payment"]);
  expect(asked.size).toBeGreaterThan(10);
  for (const sql of asked) {
    const holes = Math.max(0, ...[...sql.matchAll(/\?(\d+)/g)].map(([, at]) => Number(at)));
    const plan = sqlite
      .prepare(`explain query plan ${sql}`)
      .all(...Array.from({ length: holes }, () => null));
    // Regions and programmes are few; bound lists, pages and the partial indexes of what is still to do are what is asked for.
    for (const { detail } of plan)
      expect(detail, sql).not.toMatch(
        /^SCAN (?!(r|p|d|json_each)\b|\(subquery|.*VIRTUAL|.*CONSTANT|push_(round|message) USING INDEX push_(round_open|message_due))/,
      );
  }
});

test("PSH-5: the projection sets the pushing going for whoever is to be woken, and for nobody else", async () => {
  await person("mio");
  const projected = (actor: string) => [{ actorClass: "wallet", actor }] as never;
  await wakeForEntries(env(), projected("ken:p1"));
  expect(queued).toEqual([]);
  await wakeForEntries(env(), projected("mio:p1"));
  await wakeForEntries(env(), projected("mio:p1"));
  expect(queued).toEqual([{ kind: "push", jobId: "push" }]);
});

describe("PSH-8: broadcasts", () => {
  /** So many people with a subscribed phone, of whom nothing is ever sent: their addresses are nobody's. */
  function crowd(count: number) {
    for (let i = 0; i < count; i++) {
      const name = `crowd-${String(i).padStart(4, "0")}`;
      sqlite.prepare("insert into resident (id, created_at_ms, sessions_from_ms) values (?, 0, 0)").run(name);
      sqlite.prepare("insert into wallet_link values (?, 'p1', 'r1', ?, 0)").run(name, `${name}:p1`);
      sqlite
        .prepare(
          `insert into resident_device (id, resident_id, session_id, name, signed_in_at_ms, last_seen_on, proven_at_ms,
             longest_away_days, news_read_at_ms) values (?, ?, ?, 'x', 0, ?, 0, 0, 0)`,
        )
        .run(name, name, name, TODAY);
      sqlite
        .prepare("insert into push_subscription values (?, ?, ?, 'sealed', 'ja', 0)")
        .run(name, name, name);
    }
  }
  const dueTimes = () =>
    sqlite
      .prepare(
        "select next_try_at_ms - ? as afterMs, count(*) as count from push_message where state = 'queued' group by 1",
      )
      .all(NOON);

  test("the first few are woken at once, the others wait for their wave, for which the job has itself woken once", async () => {
    crowd(PUSH_WAVES.first + 3);
    notice("n1");
    await sweepOnce();
    // Whose address is none is gone at the first try: only those who wait are left.
    const [wave] = dueTimes();
    expect(dueTimes()).toHaveLength(1);
    expect(wave?.count).toBe(3);
    expect(Number(wave?.afterMs)).toBeGreaterThanOrEqual(PUSH_WAVES.pauseMs);
    expect(Number(wave?.afterMs)).toBeLessThan(PUSH_WAVES.pauseMs + SLACK);
    expect(delayed).toHaveLength(1);
    await sweepOnce();
    expect(delayed, "another run sends no second message").toHaveLength(1);
    now += PUSH_WAVES.pauseMs + SLACK;
    await sweepOnce();
    expect(dueTimes()).toEqual([]);
    expect(await broadcastOf(db, "n1")).toMatchObject({
      devices: PUSH_WAVES.first + 3,
      waiting: 0,
      isQueueing: false,
    });
  });

  test("a stopped one wakes nobody else, also where it has not begun", async () => {
    crowd(PUSH_WAVES.first + 3);
    await person("zoe");
    notice("n1");
    await sweepOnce();
    expect(await stopBroadcast(db, "n1", now)).toBe(true);
    expect(await stopBroadcast(db, "n1", now)).toBe(false);
    now += PUSH_WAVES.pauseMs + SLACK;
    await sweepOnce();
    expect(service.delivered).toEqual([]);
    expect(await broadcastOf(db, "n1")).toMatchObject({ waiting: 0, stoppedAtMs: expect.any(Number) });
    notice("n2", { shownFromMs: now });
    expect(await stopBroadcast(db, "n2", now)).toBe(true);
    await sweepOnce();
    expect(service.delivered).toEqual([]);
  });

  test("one that everybody has can't be stopped any more", async () => {
    await person("mio");
    notice("n1");
    await sweepOnce();
    expect(await stopBroadcast(db, "n1", now)).toBe(false);
  });

  test("followers of a store and people of a municipality are told, and nobody else", async () => {
    for (const name of ["follows", "lives", "elsewhere", "silent"]) await person(name);
    notice("n1", { part: "another" });
    const audience = (kind: string, part: string) =>
      sqlite.prepare("insert into notice_audience values ('n1', ?, ?, 'r1')").run(kind, part);
    audience("followers", "s1");
    audience("residents-in", townPart("p1", "990019"));
    sqlite
      .prepare("insert into store_follow (resident_id, store_id, followed_at_ms) values ('follows', 's1', 0)")
      .run();
    const told = async (name: string, municipality: string) =>
      sqlite.prepare("insert into resident_answer values (?, 'p1', 'r1', ?, 0)").run(
        name,
        await sealAnswers({ PHONE_KEY: KEY }, name as never, "p1" as never, {
          municipality,
          birthYear: null,
          sex: null,
        }),
      );
    await told("lives", "990019");
    await told("elsewhere", "990027");
    await sweepOnce();
    expect(service.delivered.map(({ path }) => path).toSorted()).toEqual([
      "/push/follows-phone",
      "/push/lives-phone",
    ]);
  });
});

describe("NWS-6, NWS-7: letters of a store", () => {
  const follows = (name: string) =>
    sqlite
      .prepare("insert into store_follow (resident_id, store_id, followed_at_ms) values (?, 's1', 0)")
      .run(name);
  const mutes = (name: string, storeId: string) =>
    sqlite
      .prepare("insert into letter_mute (resident_id, store_id, at_ms) values (?, ?, 0)")
      .run(name, storeId);
  /** A letter that was just let go out, with its round. */
  function letter(id: string): void {
    sqlite
      .prepare(
        `insert into letter (id, region_id, store_id, title, body, state, version, created_at_ms, created_by, sent_at_ms)
         values (?, 'r1', 's1', '鯛が入りました', '本文', 'sent', 1, 0, 'm1', ?)`,
      )
      .run(id, now);
    sqlite
      .prepare("insert into push_round (key, after, begun_at_ms) values (?, '', ?)")
      .run(`letter:${id}`, now);
  }
  const delivered = () =>
    sqlite
      .prepare("select resident_id as name from letter_delivery order by resident_id")
      .all()
      .map(({ name }) => name);
  const pushed = () => service.delivered.map(({ path }) => path.slice("/push/".length)).toSorted();

  beforeEach(() => {
    sqlite
      .prepare(
        "insert into organisation (id, region_id, name, kana, is_issuer, is_merchant, is_secretariat, state, created_at_ms) values ('o1', 'r1', '店', 'ミセ', 0, 1, 0, 'active', 0)",
      )
      .run();
  });

  test("a letter comes to who follows the store and mutes nothing, into the inbox and, where that is wanted, on the phone", async () => {
    for (const name of ["follows", "quiet", "muted", "mutes-all", "other"]) await person(name);
    for (const name of ["follows", "no-phone", "quiet", "muted", "mutes-all"]) follows(name);
    sqlite.prepare("insert into news_choice values ('quiet', 'letter', 0, 0)").run();
    mutes("muted", "s1");
    mutes("mutes-all", "");
    mutes("follows", "s2");
    letter("l1");
    await sweepOnce();
    expect(delivered()).toEqual(["follows", "no-phone", "quiet"]);
    expect(service.delivered).toMatchObject([
      {
        path: "/push/follows-phone",
        payload: {
          kind: "letter",
          path: "/wallet/notices",
          details: { from: "潮見県", store: "喫茶 みなと", title: "鯛が入りました", yen: null },
        },
      },
    ]);
  });

  test("the round goes on in pages where it was cut off, and each gets it once", async () => {
    const names = Array.from({ length: 450 }, (_, index) => `r${String(index).padStart(3, "0")}`);
    for (const name of names) follows(name);
    for (const name of ["r001", "r300"]) await person(name);
    letter("l1");
    const { goOnWithRound } = await import("./rounds.ts");
    await goOnWithRound(env(), now);
    expect(delivered()).toEqual(names.slice(0, 200));
    // A page whose batch didn't come through has left nothing: neither deliveries nor a place further on.
    const { batch } = db;
    const broken = { ...db, batch: async () => Promise.reject(new Error("cut off")) };
    await expect(goOnWithRound({ ...env(), DB: broken as never }, now)).rejects.toThrow("cut off");
    expect(batch).toBeDefined();
    expect(delivered()).toHaveLength(200);
    await sweepOnce();
    await sweepOnce();
    expect(delivered()).toEqual(names);
    expect(pushed()).toEqual(["r001-phone", "r300-phone"]);
    expect(sqlite.prepare("select count(*) as n from push_round where done_at_ms is null").get()).toEqual({
      n: 0,
    });
  });

  test("who follows no more when it goes out gets nothing, and who leaves or mutes in the night isn't woken", async () => {
    for (const name of ["left", "leaves", "mutes", "stays"]) {
      await person(name);
      follows(name);
    }
    now = startOfDayMs(TODAY) + 21 * HOUR;
    letter("l1");
    sqlite.prepare("delete from store_follow where resident_id = 'left'").run();
    await sweepOnce();
    expect(delivered()).toEqual(["leaves", "mutes", "stays"]);
    sqlite.prepare("delete from store_follow where resident_id = 'leaves'").run();
    mutes("mutes", "s1");
    now = startOfDayMs(TODAY) + DAY_MS + 9 * HOUR;
    await sweepOnce();
    expect(pushed()).toEqual(["stays-phone"]);
    expect(delivered(), "what lies in an inbox stays there").toEqual(["leaves", "mutes", "stays"]);
  });

  test.each([
    ["withdrawn", "update letter set state = 'withdrawn'"],
    ["of a store that was closed", "update store set state = 'suspended'"],
    ["of an office that was stopped", "update organisation set state = 'stopped'"],
  ])("a letter that was %s goes to nobody else", async (_, sql) => {
    for (const name of ["a", "b"]) {
      await person(name);
      follows(name);
    }
    letter("l1");
    sqlite.prepare(sql).run();
    await sweepOnce();
    expect(delivered()).toEqual([]);
    // One that had been queued by then is dropped.
    now = startOfDayMs(TODAY) + 21 * HOUR;
    sqlite.prepare("update letter set state = 'sent'").run();
    sqlite.prepare("update store set state = 'open'").run();
    sqlite.prepare("update organisation set state = 'active'").run();
    letter("l2");
    await sweepOnce();
    expect(delivered()).toEqual(["a", "b"]);
    sqlite.prepare(sql).run();
    now = startOfDayMs(TODAY) + DAY_MS + 9 * HOUR;
    await sweepOnce();
    expect(pushed()).toEqual([]);
  });
});
