import { DatabaseSync } from "node:sqlite";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { ActorName, OperationId } from "../../schema/ids.ts";
import { BALANCE_MIGRATIONS } from "../balance/store.ts";
import { workAlarm } from "./due-work.ts";
import { type Draft, Ledger, PUBLISH_CHECK, PUBLISH_CHECK_MS } from "./ledger.ts";
import { migrate, NEWER_SCHEMA_RETRY_MS, schemaVersion } from "./migrate.ts";

import { nodeSql } from "./node-sql.testing.ts";
import { PublicationWatch } from "./publication.ts";
import { nextTransferTryMs, TRANSFER_WORK } from "./transfer.ts";
import { PROGRAMME, REGION, START_MS } from "./world.testing.ts";

const identity = { actorClass: "coupon" as const, actor: "a".repeat(64) as ActorName };
const holder = { ...identity, regionId: REGION, programmeId: PROGRAMME };
const row = (operationId: string): Draft => ({
  operationId: operationId as OperationId,
  kind: "fence",
  account: "",
  expiresOn: null,
  amountYen: 0,
  detail: null,
});

let database: DatabaseSync;
let nowMs: number;
let rings: number[];
const open = () =>
  new Ledger(identity, {
    sql: nodeSql(database),
    clock: { now: () => nowMs, toPlatform: (atMs) => atMs - 1_000 },
    alarm: { set: (atMs) => void rings.push(atMs) },
    migrations: BALANCE_MIGRATIONS,
  });

beforeEach(() => {
  database = new DatabaseSync(":memory:");
  nowMs = START_MS;
  rings = [];
});

describe("journal", () => {
  test("MON-3, AUD-1: rows are numbered without a gap and chained by hash", () => {
    const ledger = open();
    ledger.transact((tx) => tx.append(holder, [row("one"), row("two")]));
    ledger.transact((tx) => tx.append(holder, [row("three")]));
    const rows = ledger.entriesFrom(1, 9);
    expect(rows.map((entry) => entry.seq)).toEqual([1, 2, 3]);
    expect(rows.slice(1).map((entry) => entry.prevHash)).toEqual(rows.slice(0, 2).map((entry) => entry.hash));
  });

  test("HIS-1: a holder's history is of whole operations, the newest first, narrowed by what their first line says", () => {
    const ledger = open();
    const at = (operationId: string, kind: Draft["kind"], storeId: string | null): Draft => ({
      ...row(operationId),
      kind,
      detail: storeId === null ? null : { storeId },
    });
    ledger.transact((tx) => tx.append(holder, [at("one", "pay", "a"), at("one", "pay", "a")]));
    nowMs += 1_000;
    ledger.transact((tx) => tx.append(holder, [at("two", "credit", null)]));
    nowMs += 1_000;
    ledger.transact((tx) => tx.append(holder, [at("three", "pay", "b"), at("three", "pay", "b")]));
    const seqs = (query: Partial<Parameters<Ledger["operationsBefore"]>[0]>) =>
      ledger.operationsBefore({ beforeSeq: null, limit: 9, ...query }).map((entry) => entry.seq);
    expect(seqs({})).toEqual([5, 4, 3, 2, 1]);
    expect(seqs({ limit: 2 })).toEqual([5, 4, 3]);
    expect(seqs({ beforeSeq: 3 })).toEqual([2, 1]);
    expect(seqs({ kinds: ["pay"], limit: 1 })).toEqual([5, 4]);
    expect(seqs({ kinds: [] })).toEqual([]);
    expect(seqs({ storeId: "a" as never })).toEqual([2, 1]);
    expect(seqs({ fromMs: START_MS + 1_000, beforeMs: START_MS + 2_000 })).toEqual([3]);
  });

  test("a transaction that throws leaves nothing: no row, no table, no alarm kept in mind", () => {
    const ledger = open();
    expect(() =>
      ledger.transact((tx) => {
        tx.append(holder, [row("one")]);
        throw new Error("power");
      }),
    ).toThrow("power");
    expect(ledger.born).toBe(false);
    expect(ledger.head.seq).toBe(0);
    ledger.transact((tx) => tx.append(holder, [row("one")]));
    expect(ledger.head.seq).toBe(1);
  });

  test("a promise in a transaction is refused, since it would lose its atomicity", () => {
    expect(() => open().transact(() => Promise.resolve())).toThrow("synchronous");
    expect(open().born).toBe(false);
  });

  test("OPR-2: an operation's line can't be written twice", () => {
    const ledger = open();
    ledger.transact((tx) => tx.append(holder, [row("one")]));
    expect(() => ledger.transact((tx) => tx.append(holder, [row("one")]))).toThrow("UNIQUE");
  });
});

describe("ALM-1: due work", () => {
  test("the alarm is armed once, by the platform's clock (CLK-1), and moved only forward", () => {
    const ledger = open();
    ledger.transact((tx) => tx.append(holder, [row("one")]));
    ledger.transact((tx) => tx.append(holder, [row("two")]));
    expect(rings).toEqual([START_MS + PUBLISH_CHECK_MS - 1_000]);
    ledger.transact((tx) => tx.due(TRANSFER_WORK, START_MS + 5_000));
    expect(rings).toHaveLength(2);
  });

  test("two kinds of due work ring from one alarm, and a handler that throws neither stops the other nor is lost", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const ledger = open();
    ledger.transact((tx) => {
      tx.append(holder, [row("one")]);
      tx.due(TRANSFER_WORK, START_MS + 5_000);
    });
    nowMs += PUBLISH_CHECK_MS;
    const worked: string[] = [];
    await workAlarm(ledger, {
      transfers: async () => {
        worked.push("transfers");
        throw new Error("the destination is away");
      },
      publication: async () => void worked.push("publication"),
    });
    expect(worked.sort()).toEqual(["publication", "transfers"]);
    const left = database.prepare("select what, at_ms, attempt from due order by what").all();
    expect(left).toEqual([{ what: TRANSFER_WORK, at_ms: nowMs + nextTransferTryMs(0), attempt: 1 }]);
    expect(rings.at(-1)).toBe(nowMs + nextTransferTryMs(0) - 1_000);
  });

  test("the next try is committed before the work: a crash in the work leaves it due", () => {
    const ledger = open();
    ledger.transact((tx) => tx.due(TRANSFER_WORK, START_MS));
    ledger.takeDue(() => 7_000);
    expect(database.prepare("select at_ms from due").get()).toEqual({ at_ms: START_MS + 7_000 });
  });

  test("back-off doubles up to 15 minutes", () => {
    expect([0, 1, 2, 20].map(nextTransferTryMs)).toEqual([5_000, 10_000, 20_000, 15 * 60_000]);
  });

  test("a restart arms again what the platform has given up, and leaves alone what is armed", () => {
    open().transact((tx) => {
      tx.append(holder, [row("one")]);
      tx.due(TRANSFER_WORK, START_MS + 5_000);
    });
    const armed = rings.at(-1) as number;
    rings = [];
    const restarted = open();
    restarted.rearm(armed);
    restarted.transact((tx) => tx.due("later", START_MS + 50_000));
    expect(rings).toEqual([]);
    open().rearm(null);
    expect(rings).toEqual([START_MS + 5_000 - 1_000]);
  });

  test("PUB-6: a restart finds unpublished entries without an alarm, and nothing to do where all were seen", () => {
    const ledger = open();
    ledger.transact((tx) => tx.append(holder, [row("one")]));
    rings = [];
    open().rearm(null);
    expect(rings).toEqual([START_MS + PUBLISH_CHECK_MS - 1_000]);
    expect(ledger.settlePublish(ledger.head)).toBe(true);
    rings = [];
    open().rearm(null);
    expect(rings).toEqual([]);
  });

  test("PUB-6: an append while the check has backed off for hours brings it back to within 2 minutes", () => {
    const ledger = open();
    ledger.transact((tx) => tx.append(holder, [row("one")]));
    nowMs += PUBLISH_CHECK_MS;
    expect(ledger.takeDue(() => 4 * 60 * 60_000).map((work) => work.what)).toEqual([PUBLISH_CHECK]);
    expect(rings.at(-1)).toBe(nowMs + 4 * 60 * 60_000 - 1_000);
    ledger.transact((tx) => tx.append(holder, [row("two")]));
    expect(rings.at(-1)).toBe(nowMs + PUBLISH_CHECK_MS - 1_000);
  });

  test("PUB-6: other work that rings early leaves the check for its own time; once agreed it rings for nothing", () => {
    const ledger = open();
    ledger.transact((tx) => {
      tx.append(holder, [row("one")]);
      tx.due(TRANSFER_WORK, START_MS + 5_000);
    });
    nowMs += 5_000;
    expect(ledger.takeDue(() => 10 * 60_000).map((work) => work.what)).toEqual([TRANSFER_WORK]);
    expect(rings.at(-1)).toBe(START_MS + PUBLISH_CHECK_MS - 1_000);
    ledger.transact((tx) => tx.done(TRANSFER_WORK));
    nowMs += PUBLISH_CHECK_MS;
    expect(ledger.takeDue(() => PUBLISH_CHECK_MS)).toHaveLength(1);
    ledger.settlePublish(ledger.head);
    nowMs += PUBLISH_CHECK_MS;
    rings = [];
    expect(ledger.takeDue(() => PUBLISH_CHECK_MS)).toEqual([]);
    expect(rings).toEqual([]);
  });

  test("OPS-8, PUB-6: an actor that was read back asks for its head where its region is", async () => {
    open().transact((tx) => tx.append(holder, [row("one")]));
    const asked: (string | null)[] = [];
    const projectedHead = async (regionId: string | null) => {
      asked.push(regionId);
      return null;
    };
    await new PublicationWatch(open(), { publish: async () => {}, projectedHead }).check();
    expect(asked).toEqual([REGION]);
  });

  test("PUB-6: the wait for D1 doubles up to four hours", () => {
    const minutes = [0, 100, 200, 800, 100_000].map((waited) => PublicationWatch.nextTryMs(waited * 1_000));
    expect(minutes).toEqual([100_000, 100_000, 200_000, 800_000, 4 * 60 * 60_000]);
  });
});

test("ACT-2: schemas only add, version by version, and a newer one is left alone", () => {
  const sql = nodeSql(database);
  migrate(sql, BALANCE_MIGRATIONS);
  expect(schemaVersion(sql)).toBe(BALANCE_MIGRATIONS.length);
  migrate(sql, [...BALANCE_MIGRATIONS, ["alter table mark add column note text"]]);
  expect(schemaVersion(sql)).toBe(BALANCE_MIGRATIONS.length + 1);
  migrate(sql, BALANCE_MIGRATIONS);
  expect(schemaVersion(sql)).toBe(BALANCE_MIGRATIONS.length + 1);
});

test("ACT-2: a storage of before the mark is brought on by its first alarm, and its entries are still seen to", () => {
  const sql = nodeSql(database);
  const [first] = BALANCE_MIGRATIONS;
  migrate(sql, [first as readonly string[]]);
  sql.all("insert into holder (region_id, programme_id) values (?, ?)", REGION, PROGRAMME);
  sql.all(
    "insert into journal values (1, ?, 'one', 0, 'fence', '', null, 0, null, null, null, 'p', 'h')",
    START_MS,
  );
  sql.all("insert into due values ('publish', ?, 0)", START_MS + PUBLISH_CHECK_MS);
  const ledger = open();
  ledger.rearm(null);
  expect(rings).toEqual([START_MS + PUBLISH_CHECK_MS - 1_000]);
  nowMs += PUBLISH_CHECK_MS;
  expect(ledger.takeDue(() => PUBLISH_CHECK_MS).map((work) => work.what)).toEqual([PUBLISH_CHECK]);
  expect(database.prepare("select count(*) as n from due").get()).toEqual({ n: 0 });
  expect(schemaVersion(sql)).toBe(BALANCE_MIGRATIONS.length);
});

test("ACT-2, ALM-1: an alarm under older code than the storage leaves all alone and another alarm", () => {
  const ledger = open();
  ledger.transact((tx) => tx.append(holder, [row("one")]));
  database.exec(`update schema_version set version = ${BALANCE_MIGRATIONS.length + 1}`);
  rings = [];
  const older = open();
  nowMs += PUBLISH_CHECK_MS;
  expect(older.takeDue(() => PUBLISH_CHECK_MS)).toEqual([]);
  expect(rings).toEqual([nowMs + NEWER_SCHEMA_RETRY_MS - 1_000]);
  rings = [];
  open().rearm(null);
  expect(rings).toEqual([nowMs + NEWER_SCHEMA_RETRY_MS - 1_000]);
  rings = [];
  open().rearm(nowMs + 5);
  expect(rings).toEqual([]);
});
