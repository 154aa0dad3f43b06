import { createExecutionContext, env, runInDurableObject, waitOnExecutionContext } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import { idTail } from "../../durable-objects/lib/hash.ts";
import { fundStub, moneyPlatform } from "../../durable-objects/lib/money-actor.ts";
import { everyDatabase, regionDatabase } from "../../durable-objects/lib/region-database.ts";
import type { JournalEntry } from "../../schema/events.ts";
import type { ActorName, ProgrammeId, RegionId } from "../../schema/ids.ts";
import { OPERATION_ID_RANDOM_BYTES, operationId } from "../../schema/ids.ts";
import { yen } from "../../schema/money.ts";
import { programmeFigures } from "../data/figures.ts";
import type { Env } from "../env.ts";
import { readStanding } from "../status/read.ts";
import { chainOf } from "./chains.testing.ts";
import { consume, JOURNAL_QUEUE_NAME } from "./consumer.ts";
import { appendToLog } from "./log.ts";
import { project } from "./projection.ts";
import { sweep } from "./sweep.ts";

/** A region that is put into DB_2, and one that nobody has put anywhere. */
const PINNED = "p2nnedreg5xn" as RegionId;
const HOME = "h2mereg5xn7k" as RegionId;
const PROGRAMME = "p2nnedpr5gxm";
const OPEN = { kind: "open", amountYen: 5_000 } as const;
const PAY = { kind: "pay", amountYen: -300, detail: { storeId: "store", tillId: "till", rules: 1 } } as const;

const two = { ...env, REGION_DATABASES: JSON.stringify({ [PINNED]: "DB_2" }) } as unknown as Env & {
  DB_2: D1Database;
};

beforeAll(async () => {
  await two.DB_2.batch(env.TEST_SCHEMA.map((sql) => two.DB_2.prepare(sql)));
  // An actor is born from a row that is still in DB (docs/scale.md says what else is).
  for (const db of [two.DB, two.DB_2])
    await db
      .prepare("insert into programme (id, region_id, state, created_at_ms) values (?1, ?2, 'open', 1)")
      .bind(PROGRAMME, PINNED)
      .run();
});

/** Delivers entries to the consumer; whether they were acknowledged, or come again. */
async function deliver(entries: readonly JournalEntry[], bindings: object = {}): Promise<"acked" | "again"> {
  let outcome: "acked" | "again" = "again";
  const message = {
    id: "1",
    timestamp: new Date(),
    body: { v: 1, entries },
    attempts: 1,
    ack: () => {},
    retry: () => {},
  };
  const ctx = createExecutionContext();
  const batch = {
    queue: JOURNAL_QUEUE_NAME,
    messages: [message],
    metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } },
    ackAll: () => {
      outcome = "acked";
    },
    retryAll: () => {},
  };
  await consume(batch, { ...two, ...bindings } as Env, ctx);
  await waitOnExecutionContext(ctx);
  return outcome;
}

const rowsOf = async (db: D1Database, actor: string) =>
  (
    await db
      .prepare("select seq from journal where actor = ?1 order by seq")
      .bind(actor)
      .all<{ seq: number }>()
  ).results.map(({ seq }) => seq);
const chain = (actor: string, regionId: RegionId) => chainOf(actor, [OPEN, PAY], { regionId });

test("OPS-8: entries of two regions in one batch go each into its own database, totals and heads with them", async () => {
  const [home, pinned] = [chain("home-1", HOME), chain("pinned-1", PINNED)];
  expect(await deliver([...home, ...pinned])).toBe("acked");
  expect(await deliver([...home, ...pinned])).toBe("acked");
  expect([await rowsOf(two.DB, "home-1"), await rowsOf(two.DB_2, "home-1")]).toEqual([[1, 2], []]);
  expect([await rowsOf(two.DB, "pinned-1"), await rowsOf(two.DB_2, "pinned-1")]).toEqual([[], [1, 2]]);
  const sums = (db: D1Database, regionId: RegionId) =>
    db
      .prepare("select sum(amount_yen) as yen from ledger_total where region_id = ?1")
      .bind(regionId)
      .first("yen");
  expect([await sums(two.DB, HOME), await sums(two.DB_2, HOME)]).toEqual([4_700, null]);
  expect([await sums(two.DB, PINNED), await sums(two.DB_2, PINNED)]).toEqual([null, 4_700]);
});

test("OPS-8, PRJ-1: with one of them away the batch comes again, and in the other nothing is counted twice", async () => {
  const entries = [...chain("home-2", HOME), ...chain("pinned-2", PINNED)];
  const away = {
    prepare: (sql: string) => two.DB_2.prepare(sql),
    batch: () => Promise.reject(new Error("away")),
  };
  expect(await deliver(entries, { DB_2: away })).toBe("again");
  expect(await rowsOf(two.DB_2, "pinned-2")).toEqual([]);
  expect(await deliver(entries)).toBe("acked");
  expect([await rowsOf(two.DB, "home-2"), await rowsOf(two.DB_2, "pinned-2")]).toEqual([
    [1, 2],
    [1, 2],
  ]);
  const sum = await two.DB.prepare("select sum(amount_yen) as yen from ledger_total where region_id = ?1")
    .bind(HOME)
    .first("yen");
  expect(sum).toBe(2 * 4_700);
});

test("OPS-8: a region whose database isn't bound has no second set of books begun", async () => {
  const unbound = { DB_2: undefined };
  expect(await deliver(chain("pinned-3", PINNED), unbound)).toBe("again");
  expect(await rowsOf(two.DB, "pinned-3")).toEqual([]);
  expect(() => regionDatabase({ ...two, ...unbound } as Env, PINNED)).toThrow("not bound");
  expect(() =>
    regionDatabase({ ...two, REGION_DATABASES: JSON.stringify({ [PINNED]: "LOG" }) }, PINNED),
  ).toThrow();
  expect(everyDatabase(two)).toEqual([two.DB, two.DB_2]);
});

test("OPS-8, PUB-6, PRJ-3: an actor looks for itself in its region's database, and the sweep heals a gap there", async () => {
  const fund = fundStub(two, PROGRAMME as ActorName);
  const random = crypto.getRandomValues(new Uint8Array(OPERATION_ID_RANDOM_BYTES));
  const id = operationId(Date.now(), random, idTail(PROGRAMME as ActorName));
  const { entries } = await fund.deposit({ operationId: id, amountYen: yen(10_000) });
  expect(entries.length).toBeGreaterThan(1);
  // Only the last arrived, some minutes ago.
  const last = entries.at(-1) as JournalEntry;
  const key = await appendToLog(two.LOG, [last], Date.now());
  await project(two.DB_2, [last], key, Date.now() - 5 * 60_000);
  expect((await readStanding(two, Date.now())).books?.gaps).toBe(1);
  const sent: JournalEntry[] = [];
  const queue = { send: async (message: { entries: JournalEntry[] }) => void sent.push(...message.entries) };
  expect((await sweep({ ...two, JOURNAL_QUEUE: queue } as unknown as Env)).gapsHealed).toBe(1);
  expect(await deliver(sent)).toBe("acked");
  expect(await rowsOf(two.DB_2, PROGRAMME)).toEqual(entries.map(({ seq }) => seq));
  expect(await rowsOf(two.DB, PROGRAMME)).toEqual([]);
  expect((await sweep({ ...two, JOURNAL_QUEUE: queue } as unknown as Env)).gapsHealed).toBe(0);
  const stub = two.FUND.get(two.FUND.idFromName(PROGRAMME));
  const headIn = (regionId: RegionId | null) =>
    runInDurableObject(stub, (_, state) => moneyPlatform(state, two, "fund").projectedHead(regionId));
  expect(await headIn(PINNED)).toEqual({ seq: last.seq, hash: last.hash });
  expect(await headIn(null)).toEqual({ seq: 0, hash: "" });
});

test("OPS-8, WHO-1: the figures of a programme are read where its region is, and nowhere else", async () => {
  const read = (regionId: RegionId | null) =>
    programmeFigures(regionDatabase(two, regionId), PINNED, PROGRAMME as ProgrammeId, "2026-11-26" as never);
  await deliver(chainOf("pinned-5", [OPEN, PAY], { regionId: PINNED, programmeId: PROGRAMME }));
  expect(await read(PINNED)).toMatchObject({ paidPaperYen: 300 });
  expect(await read(null)).toMatchObject({ paidPaperYen: 0 });
});
