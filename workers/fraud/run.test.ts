import * as fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { SIGNAL_DEFAULTS, type Signals } from "../../schema/api/signals.ts";
import { decideCase } from "../data/cases.ts";
import { addMisses } from "../data/code-misses.ts";
import { nodeD1 } from "../queue/node-d1.testing.ts";
import { sealCaseRecipients } from "./record.ts";
import { runSignals, startSignals } from "./run.ts";

const MINUTE = 60_000;
const KEY = btoa("t".repeat(32));
/** Noon in Tokyo. */
const NOON = Date.UTC(2026, 10, 25, 3);
const SIGNALS: Signals = {
  guesses: { perHour: 3 },
  quickSpending: { withinMinutes: 10, count: 3, sharePercent: 50 },
  overCapacity: { percent: 100 },
  swappedTills: { fellPercent: 80, leastPayments: 2 },
  walletVelocity: { withinMinutes: 10, payments: 3, yen: 100_000 },
  clerkVoids: { count: 2, sharePercent: 50, lateMinutes: 15, lateCount: 9 },
};

let { db, sqlite } = nodeD1();
let sent: unknown[] = [];
let now = NOON;
let operations = 0;
const seqs = new Map<string, number>();

/** The clock of the job is moved as everywhere: by the offset. */
const env = () =>
  ({
    DB: db,
    PHONE_KEY: KEY,
    PUBLIC_ORIGIN: "https://tegata.example.jp",
    CLOCK_OFFSET_MS: String(now - Date.now()),
    JOBS_QUEUE: { send: async (message: unknown) => void sent.push(message) },
  }) as unknown as Parameters<typeof runSignals>[0];

/** As the sweep does it: started, and run until no message is left. */
async function look(): Promise<void> {
  await startSignals(env());
  for (let steps = 0; sent.length > 0; steps++) {
    if (steps > 100) throw new Error("the search doesn't end");
    sent.pop();
    await runSignals(env(), "signals");
  }
}

function region(id: string, signals: Signals = SIGNALS): void {
  sqlite.prepare("insert into programme values (?, ?, 'open', 0)").run(`p-${id}`, id);
  sqlite
    .prepare("insert into programme_version values (?, 1, ?, 0, ?, 0, null, null)")
    .run(`p-${id}`, id, JSON.stringify({ name: id, signals }));
}

interface Entry {
  readonly region?: string;
  readonly actor: string;
  readonly actorClass: "coupon" | "wallet" | "fund";
  readonly kind: string;
  readonly atMs: number;
  readonly storeId?: string;
  readonly detail?: unknown;
  readonly operationId?: string;
}

function entry({
  region: id = "r1",
  actor,
  actorClass,
  kind,
  atMs,
  storeId,
  detail,
  operationId,
}: Entry): string {
  const operation = operationId ?? `op-${++operations}`;
  const seq = (seqs.get(actor) ?? 0) + 1;
  seqs.set(actor, seq);
  sqlite
    .prepare(
      `insert into journal (actor, seq, class, region_id, programme_id, at_ms, book_date, operation_id, line, kind, account,
         amount_yen, store_id, detail, prev_hash, hash, log_key, projected_at_ms)
       values (?, ?, ?, ?, ?, ?, date(? / 1000, 'unixepoch', '+9 hours'), ?, 0, ?, '1', -1000, ?, ?, '', '', '', 0)`,
    )
    .run(
      actor,
      seq,
      actorClass,
      id,
      `p-${id}`,
      atMs,
      atMs,
      operation,
      kind,
      storeId ?? null,
      detail ? JSON.stringify(detail) : null,
    );
  return operation;
}

function issue(
  id: string,
  more: {
    region?: string;
    branch?: string;
    guests?: number;
    atMs?: number;
    handedOver?: number;
    checkIn?: string;
  } = {},
) {
  const at = more.region ?? "r1";
  sqlite
    .prepare(
      `insert into issue (id, region_id, programme_id, issuer_id, branch_id, operation_id, state, fund_seq, serial_from, count,
         sum_yen, written, expires_on, key_id, pepper_generation, faces, created_at_ms, handed_over_at_ms)
       values (?, ?, ?, 'inn', ?, ?, 'active', 1, 0, ?, 1000, 1, '2026-12-31', 'k', 1, '[]', ?, ?)`,
    )
    .run(
      id,
      at,
      `p-${at}`,
      more.branch ?? "branch",
      `issue-${id}`,
      more.guests ?? 1,
      more.atMs ?? NOON,
      more.handedOver ?? null,
    );
  if (more.checkIn)
    sqlite
      .prepare(
        "insert into stay (issue_id, region_id, sealed, created_at_ms, check_in_on) values (?, ?, null, 0, ?)",
      )
      .run(id, at, more.checkIn);
  entry({
    region: at,
    actor: `p-${at}`,
    actorClass: "fund",
    kind: "issue",
    atMs: more.atMs ?? NOON,
    detail: { issueId: id },
  });
}

let serial = 0;
function coupon(actor: string, issueId: string, at = "r1"): void {
  sqlite
    .prepare(
      "insert into coupon values (?, ?, ?, ?, ?, 1, 'k', 0, 1000, 'inn', 'branch', null, '2026-12-31', 'm')",
    )
    .run(`p-${at}`, ++serial, at, issueId, actor);
}

/** So many coupons of one hand-over, each spent so many minutes after it. */
function spend(count: number, minutes: number, at = "r1", store = `shop-${at}`): void {
  const id = `i-${at}-${++operations}`;
  issue(id, { region: at, handedOver: NOON });
  for (let n = 0; n < count; n++) {
    const actor = `c-${id}-${n}`;
    coupon(actor, id, at);
    entry({
      region: at,
      actor,
      actorClass: "coupon",
      kind: "pay",
      storeId: store,
      atMs: NOON + minutes * MINUTE + n,
    });
  }
}

const walletPays = (atMinutes: readonly number[], actor = "resident00001:p-r1", at = "r1") => {
  for (const minute of atMinutes)
    entry({
      region: at,
      actor,
      actorClass: "wallet",
      kind: "pay",
      storeId: "shop",
      atMs: NOON + minute * MINUTE,
    });
};

const cases = () =>
  sqlite
    .prepare(
      "select region_id as region, rule, subject_id as subject, date, level, weight, state, reopened from fraud_case order by rule, region, subject",
    )
    .all();
const evidence = () => sqlite.prepare("select * from fraud_evidence order by case_id, key").all();

beforeEach(() => {
  ({ db, sqlite } = nodeD1());
  sent = [];
  now = NOON + 30 * MINUTE;
  seqs.clear();
  region("r1");
});

describe("FRD-7: the search for signals", () => {
  test("FRD-2: finds what was spent minutes after its hand-over, with what it rests on", async () => {
    spend(3, 5);
    await look();
    expect(cases()).toEqual([
      {
        region: "r1",
        rule: "quick-spending",
        subject: "shop-r1",
        date: "2026-11-25",
        level: "notice",
        weight: 3,
        state: "open",
        reopened: 0,
      },
    ]);
    const [first] = evidence();
    expect(JSON.parse(first?.facts as string)).toMatchObject({
      minutes: 5,
      amountYen: 1_000,
      storeId: "shop-r1",
    });
  });

  test("looking again changes nothing, also from the start", async () => {
    spend(3, 5);
    walletPays([0, 1, 2]);
    await look();
    const before = [cases(), evidence()];
    await look();
    sqlite.exec("delete from job_work");
    await look();
    expect([cases(), evidence()]).toEqual(before);
  });

  test("reads on from where it was: what was looked at isn't read again", async () => {
    spend(2, 5);
    await look();
    const work = () =>
      JSON.parse(sqlite.prepare("select work from job_work where job_id = 'signals'").get()?.work as string);
    const { position } = work();
    expect(position).toBe(sqlite.prepare("select max(position) as top from journal").get()?.top);
    // A row below the place it has reached would be found again only by reading everything.
    sqlite.exec("update journal set store_id = 'elsewhere' where position = 2");
    walletPays([0]);
    await look();
    expect(work().position).toBe(position + 1);
  });

  test("stopped half-way it goes on, and a dead worker's page is looked at again", async () => {
    spend(3, 5);
    await startSignals(env());
    // Taken and never finished.
    sqlite.exec("update job_work set state = 'running', lease_until_ms = 1 where job_id = 'signals'");
    await runSignals(env(), "signals");
    expect(cases()).toHaveLength(1);
  });

  test("two payments, then a third that arrives later: the case is made with the third", async () => {
    spend(2, 5);
    await look();
    expect(cases()).toEqual([]);
    spend(1, 6);
    await look();
    expect(cases()).toMatchObject([{ weight: 3 }]);
  });

  test("off is off", async () => {
    sqlite.exec("delete from programme; drop trigger if exists programme_version_no_delete");
    sqlite.exec("delete from programme_version");
    region("r1", Object.fromEntries(Object.keys(SIGNALS).map((rule) => [rule, null])) as unknown as Signals);
    spend(9, 1);
    walletPays([0, 1, 2, 3, 4]);
    await look();
    expect(cases()).toEqual([]);
  });

  test("a design without thresholds is watched by the defaults", async () => {
    sqlite.prepare("insert into programme values ('p-r2', 'r2', 'open', 0)").run();
    sqlite
      .prepare(`insert into programme_version values ('p-r2', 1, 'r2', 0, '{"name":"old"}', 0, null, null)`)
      .run();
    spend(SIGNAL_DEFAULTS.quickSpending.count, 5, "r2");
    await look();
    expect(cases()).toMatchObject([{ region: "r2", rule: "quick-spending" }]);
  });

  test("what happened more than a month ago is passed over", async () => {
    now = NOON + 40 * 24 * 60 * MINUTE;
    spend(5, 5);
    await look();
    expect(cases()).toEqual([]);
  });
});

describe("FRD-3 to FRD-6 over the projection", () => {
  test("FRD-3: guests count on the day they check in, else on the day of the issue", async () => {
    sqlite.exec(
      "insert into organisation (id, region_id, parent_id, name, kana, is_secretariat, is_issuer, is_merchant, state, created_at_ms, guests_per_day) values ('branch', 'r1', null, '宿', 'ヤド', 0, 1, 0, 'active', 0, 10), ('other', 'r1', null, '別', 'ベツ', 0, 1, 0, 'active', 0, null)",
    );
    issue("a", { guests: 6 });
    issue("b", { guests: 5, checkIn: "2026-11-28" });
    issue("c", { guests: 6, checkIn: "2026-11-28" });
    issue("d", { guests: 99, branch: "other" });
    await look();
    expect(cases()).toMatchObject([
      { rule: "over-capacity", subject: "branch", date: "2026-11-28", weight: 11 },
    ]);
    expect(evidence().map(({ key }) => key)).toEqual(["issue:b", "issue:c"]);
  });

  test("FRD-3: what was withdrawn, or replaces a coupon, is nobody's guest", async () => {
    sqlite.exec(
      "insert into organisation (id, region_id, parent_id, name, kana, is_secretariat, is_issuer, is_merchant, state, created_at_ms, guests_per_day) values ('branch', 'r1', null, '宿', 'ヤド', 0, 1, 0, 'active', 0, 10)",
    );
    issue("a", { guests: 9 });
    issue("b", { guests: 9 });
    issue("c", { guests: 9 });
    sqlite.exec("update issue set state = 'withdrawn' where id = 'b'");
    entry({ actor: "p-r1", actorClass: "fund", kind: "replace", atMs: NOON, operationId: "issue-c" });
    await look();
    expect(cases()).toEqual([]);
  });

  test("FRD-4: once the day is over, a store that starved beside one that swelled", async () => {
    sqlite.exec(
      `insert into store (id, region_id, organisation_id, name, kana, address, municipality, industry, accepts, state, created_at_ms)
       values ('a', 'r1', 'o', 'a', 'a', 'a', '990019', 'M', 'mpm', 'open', 0), ('b', 'r1', 'o', 'b', 'b', 'b', '990019', 'M', 'mpm', 'open', 0)`,
    );
    const day = (store: string, daysAgo: number, count: number) =>
      sqlite
        .prepare(
          `insert into store_day values (?, date('2026-11-25', ?), 'p-r1', 't', 'r1', 0, 0, ?, 0, 0, 0, 0, 0)`,
        )
        .run(store, `-${daysAgo} days`, count);
    for (let ago = 1; ago <= 10; ago++) {
      day("a", ago, 20);
      day("b", ago, 8);
    }
    day("a", 0, 1);
    day("b", 0, 27);
    await look();
    expect(cases()).toEqual([]);
    now = NOON + 13 * 60 * MINUTE + MINUTE;
    await look();
    expect(cases()).toMatchObject([
      { rule: "swapped-tills", subject: "a", date: "2026-11-25", level: "serious" },
    ]);
  });

  test("FRD-2: at the end of the day what came in the wrong order is looked at once more", async () => {
    spend(3, 5);
    sqlite.exec("update issue set handed_over_at_ms = null");
    await look();
    sqlite.prepare("update issue set handed_over_at_ms = ?").run(NOON);
    await look();
    expect(cases()).toEqual([]);
    now = NOON + 14 * 60 * MINUTE;
    await look();
    expect(cases()).toMatchObject([{ rule: "quick-spending" }]);
  });

  test("FRD-5: a burst that is torn over two looks is one case", async () => {
    walletPays([0, 1]);
    await look();
    walletPays([2]);
    await look();
    walletPays([3]);
    await look();
    expect(cases()).toMatchObject([{ rule: "wallet-velocity", subject: "resident00001", weight: 4 }]);
    expect(evidence()).toHaveLength(4);
  });

  test.each(["journal", "log"] as const)(
    "FRD-6: voids of a clerk, whether the %s comes first",
    async (first) => {
      const payments = [0, 1, 2].map((n) =>
        entry({ actor: `w${n}:p-r1`, actorClass: "wallet", kind: "pay", storeId: "shop", atMs: NOON + n }),
      );
      const log = (action: string, payment: string, n: number) =>
        sqlite
          .prepare(
            `insert into audit_log (region_id, at_ms, actor, action, subject_kind, subject_id, after, request_id)
           values ('r1', ?, 'clerk', ?, 'payment', ?, '{}', ?)`,
          )
          .run(NOON + 2 * MINUTE + n, action, payment, `${action}${n}`);
      const reversals = () => {
        for (const [n, payment] of payments.entries())
          if (n < 2)
            entry({
              actor: `w${n}:p-r1`,
              actorClass: "wallet",
              kind: "reverse",
              storeId: "shop",
              atMs: NOON + MINUTE,
              detail: { payment, mode: "void" },
            });
      };
      const logs = () => {
        log("payment.take", payments[2] as string, 2);
        log("payment.void", payments[0] as string, 0);
        log("payment.void", payments[1] as string, 1);
      };
      for (const each of first === "journal" ? [reversals, logs] : [logs, reversals]) {
        each();
        await look();
      }
      expect(cases()).toMatchObject([{ rule: "clerk-voids", subject: "clerk", weight: 2 }]);
    },
  );
});

describe("FRD-1: guesses", () => {
  const miss = (
    kind: "store" | "resident" | "network",
    subject: string,
    regionId: string | null,
    count: number,
  ) =>
    addMisses(
      db,
      Array.from({ length: count }, () => ({
        kind,
        subject,
        regionId: regionId as never,
        shown: kind === "network" ? "203.0.113.*" : null,
      })),
      now,
    );

  test("a store's and a network's of the region are its cases; below the threshold is nothing", async () => {
    await miss("store", "shop", "r1", 3);
    await miss("store", "careless", "r1", 2);
    await miss("network", "hash", "r1", 6);
    now += 2 * MINUTE;
    await look();
    expect(cases()).toMatchObject([
      { rule: "guesses", subject: "hash", weight: 6, level: "serious" },
      { rule: "guesses", subject: "shop", weight: 3, level: "notice" },
    ]);
  });

  test("a resident's are a case wherever they have a Pay, and nowhere else", async () => {
    region("r2");
    region("r3");
    sqlite.exec(
      "insert into wallet_link values ('res', 'p-r1', 'r1', 'a', 0), ('res', 'p-r2', 'r2', 'b', 0)",
    );
    await miss("resident", "res", null, 4);
    await look();
    expect(cases().map((one) => one.region)).toEqual(["r1", "r2"]);
  });

  test("a network outside every region is the operator's, and no region's", async () => {
    await miss("network", "hash", null, 20);
    await look();
    expect(cases()).toEqual([]);
    expect(sqlite.prepare("select kind, region_id, detail from alert").all()).toEqual([
      {
        kind: "code-guesses",
        region_id: null,
        detail: JSON.stringify({ network: "203.0.113.*", date: "2026-11-25", misses: 20 }),
      },
    ]);
  });

  test("more in the same hour make the case heavier, in a later hour it grows, and old hours are forgotten", async () => {
    await miss("store", "shop", "r1", 3);
    await look();
    await miss("store", "shop", "r1", 1);
    await look();
    expect(cases()).toMatchObject([{ weight: 4 }]);
    now += 3 * 60 * MINUTE;
    await miss("store", "shop", "r1", 3);
    await look();
    expect(cases()).toMatchObject([{ weight: 7 }]);
    now += 40 * 24 * 60 * MINUTE;
    await look();
    expect(sqlite.prepare("select count(*) as n from code_miss").get()?.n).toBe(0);
  });

  test("an attack from everywhere shares one row once an hour has too many askers", async () => {
    sqlite.exec(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000)
       insert into code_miss select ${now - (now % 3_600_000)}, 'network', 'n' || i, '', null, 1, 0 from n`,
    );
    await miss("network", "n1", null, 1);
    await miss("network", "new", null, 2);
    await miss("network", "newer", null, 2);
    expect(
      sqlite.prepare("select subject, misses from code_miss where misses > 1 order by subject").all(),
    ).toEqual([
      { subject: "n1", misses: 2 },
      { subject: "others", misses: 4 },
    ]);
  });
});

describe("FRD-8: deciding", () => {
  const decide = (version: number) => {
    const id = sqlite.prepare("select id from fraud_case").get()?.id as string;
    return decideCase(db, {
      caseId: id,
      regionId: "r1" as never,
      version,
      outcome: "watch",
      reason: "聞いた",
      done: "",
      staffId: "s",
      nowMs: now,
    });
  };

  test("a decision is on the version that was read; new evidence opens it again, the same evidence doesn't", async () => {
    spend(3, 5);
    await look();
    expect(await decide(2)).toBe(false);
    expect(await decide(1)).toBe(true);
    expect(await decide(1)).toBe(false);
    await look();
    sqlite.exec("delete from job_work");
    await look();
    expect(cases()).toMatchObject([{ state: "decided", reopened: 0 }]);
    spend(1, 6);
    await look();
    expect(cases()).toMatchObject([{ state: "open", reopened: 1, weight: 4 }]);
    expect(sqlite.prepare("select version, outcome from fraud_decision").all()).toEqual([
      { version: 1, outcome: "watch" },
    ]);
  });

  test("a case that becomes serious raises its alert and its mails once, and again when it is opened again", async () => {
    sqlite
      .prepare("insert into fraud_recipient values ('r1', ?, 1, 0, 's')")
      .run(await sealCaseRecipients(KEY, "r1", ["kakari@example.jp"]));
    const told = () => [
      sqlite.prepare("select count(*) as n from mail_outbox").get()?.n,
      sqlite.prepare("select count(*) as n from alert where closed_at_ms is null").get()?.n,
    ];
    spend(3, 5);
    await look();
    expect(told()).toEqual([0, 0]);
    spend(3, 5);
    await look();
    spend(1, 5);
    await look();
    expect(told()).toEqual([1, 1]);
    const { version } = sqlite.prepare("select version from fraud_case").get() as { version: number };
    await decide(version);
    expect(told()).toEqual([1, 0]);
    spend(1, 5);
    await look();
    expect(told()).toEqual([2, 1]);
    expect(JSON.stringify(sqlite.prepare("select * from mail_outbox").all())).not.toContain("example.jp");
  });
});

test("WHO-1, FRD-7: whatever happens in two regions at the same shops and hands, each one's cases are as if it were alone", async () => {
  const deed = fc.record({
    at: fc.constantFrom("r1", "r2"),
    kind: fc.constantFrom("spend", "wallet", "miss"),
    count: fc.integer({ min: 1, max: 4 }),
    minutes: fc.integer({ min: 0, max: 12 }),
  });
  type Deed = { at: string; kind: string; count: number; minutes: number };
  const outcome = async (deeds: readonly Deed[], of: string) => {
    ({ db, sqlite } = nodeD1());
    seqs.clear();
    region("r1");
    region("r2");
    for (const { at, kind, count, minutes } of deeds) {
      if (kind === "spend") spend(count, minutes, at, "shop");
      else if (kind === "wallet")
        walletPays(
          Array.from({ length: count }, (_, n) => minutes + n),
          `resident00001:p-${at}`,
          at,
        );
      else
        await addMisses(
          db,
          Array.from({ length: count }, () => ({
            kind: "network",
            subject: "same",
            regionId: at as never,
            shown: null,
          })),
          now,
        );
    }
    await look();
    return sqlite
      .prepare(
        "select rule, subject_id, date, level, weight, measures from fraud_case where region_id = ? order by id",
      )
      .all(of);
  };
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 8 }), async (deeds) => {
      for (const of of ["r1", "r2"])
        expect(await outcome(deeds, of)).toEqual(
          await outcome(
            deeds.filter(({ at }) => at === of),
            of,
          ),
        );
    }),
    { numRuns: 8 },
  );
});
