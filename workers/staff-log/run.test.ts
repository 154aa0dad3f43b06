import * as fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { checkStaffLog, STAFF_LOG_START, type StaffLogCursor } from "../audit/staff-log.ts";
import { addLinks, chainHead, entriesAfter, eraseText } from "../data/staff-log.ts";
import { nodeD1 } from "../queue/node-d1.testing.ts";
import { LOG_GENESIS, linksOf } from "./chain.ts";
import { runStaffLog, startStaffLog } from "./run.ts";

let { db, sqlite } = nodeD1();
let objects = new Map<string, string>();
let sent: unknown[] = [];

/** The little of R2 that heads need. */
const bucket = {
  put: async (key: string, value: string) => void objects.set(key, value),
  list: async ({ startAfter = "" }: { startAfter?: string }) => {
    const keys = [...objects.keys()].sort().filter((key) => key > startAfter);
    return { objects: keys.slice(0, 2).map((key) => ({ key })), truncated: keys.length > 2 };
  },
};
const env = () =>
  ({
    DB: db,
    LOG: bucket,
    CLOCK_OFFSET_MS: "0",
    JOBS_QUEUE: { send: async (message: unknown) => void sent.push(message) },
  }) as unknown as Parameters<typeof runStaffLog>[0] & Parameters<typeof checkStaffLog>[0];

let requests = 0;
function log(reason: string | null = "電話で頼まれた", after: string | null = '{"n":1}') {
  sqlite
    .prepare(
      `insert into audit_log (region_id, at_ms, actor, action, subject_kind, subject_id, before, after, reason, request_id)
       values ('r', 1, 'staff', 'store.edit', 'store', 's', null, ?, ?, ?)`,
    )
    .run(after, reason, `request-${++requests}`);
}
async function seal(): Promise<void> {
  await startStaffLog(env());
  while (sent.pop()) await runStaffLog(env(), "staff-log");
}

/** The first finding of a walk over everything, or null. */
async function audit(): Promise<string | null> {
  let cursor: StaffLogCursor | null = STAFF_LOG_START;
  while (cursor !== null) {
    const page = await checkStaffLog(env(), cursor);
    if (page.finding) return page.finding.what;
    cursor = page.next;
  }
  return null;
}

/** Whoever has D1 in their hands can drop a trigger too. */
function tamper(sql: string): void {
  sqlite.exec(
    "drop trigger if exists audit_log_no_update; drop trigger if exists audit_log_no_delete; drop trigger if exists audit_chain_no_update; drop trigger if exists audit_chain_no_delete",
  );
  sqlite.exec(sql);
}

beforeEach(() => {
  ({ db, sqlite } = nodeD1());
  objects = new Map();
  sent = [];
});

describe("AUD-8: the chain over the log of staff", () => {
  test("entries from before there was a chain and new ones become one chain, whenever it is asked for", async () => {
    for (let n = 0; n < 1_203; n++) log(null);
    await seal();
    log();
    await seal();
    await seal();
    expect(sqlite.prepare("select count(*) as n from audit_chain").get()?.n).toBe(1_204);
    expect(objects.size).toBe(2);
    expect(await audit()).toBeNull();
  });

  test("what is not in the chain yet is no break", async () => {
    log();
    await seal();
    log();
    expect(await audit()).toBeNull();
  });

  test("two that read the same head write one chain: the later one writes nothing", async () => {
    for (let n = 0; n < 5; n++) log();
    const entries = await entriesAfter(db, 0, 5);
    const salts = ["a", "b", "c", "d", "e"];
    const mine = linksOf(entries.slice(0, 3), salts, LOG_GENESIS);
    const theirs = linksOf(entries, salts.toReversed(), LOG_GENESIS);
    expect(await addLinks(db, 0, mine)).toBe(true);
    expect(await addLinks(db, 0, theirs)).toBe(false);
    expect((await chainHead(db))?.hash).toBe(mine.at(-1)?.hash);
    await seal();
    expect(await audit()).toBeNull();
  });

  test.each([
    [
      "a changed reason",
      "update audit_log set reason = 'x' where id = 3",
      "entry 3: before, after or the reason was changed",
    ],
    [
      "a changed content",
      "update audit_log set after = '{}' where id = 3",
      "entry 3: before, after or the reason was changed",
    ],
    [
      "another actor",
      "update audit_log set actor = 'other' where id = 3",
      "entry 3: who, what or when was changed",
    ],
    ["another time", "update audit_log set at_ms = 2 where id = 3", "entry 3: who, what or when was changed"],
    [
      "another region",
      "update audit_log set region_id = 'q' where id = 3",
      "entry 3: who, what or when was changed",
    ],
    ["an entry taken out", "delete from audit_log where id = 3", "entry 3: the entry is gone from the log"],
    [
      "an entry taken out with its link",
      "delete from audit_log where id = 3; delete from audit_chain where id = 3",
      "entry 4: the chain does not follow from the entry before",
    ],
    [
      "an entry put in",
      "delete from audit_log where id = 3; insert into audit_log (id, at_ms, actor, action, subject_kind, subject_id, request_id) values (3, 1, 'a', 'b', 'c', 'd', 'e')",
      "entry 3: who, what or when was changed",
    ],
    [
      "an entry put in where none was",
      "delete from audit_log where id = 3; delete from audit_chain where id = 3; insert into audit_log (id, at_ms, actor, action, subject_kind, subject_id, request_id) values (3, 1, 'a', 'b', 'c', 'd', 'e')",
      "entry 3: the entry is not in the chain: it was put in afterwards",
    ],
    [
      "an erasure nobody wrote down",
      "update audit_log set before = null, after = null, reason = null, erased_at_ms = 1 where id = 3; update audit_chain set salt = null where id = 3",
      "entry 3: the text was erased without an entry that says so",
    ],
    [
      "the end cut off, links and all",
      "delete from audit_log where id > 3; delete from audit_chain where id > 3",
      "entry 6: the chain is another one than its head that was kept outside",
    ],
  ])("names %s", async (_, sql, what) => {
    for (let n = 0; n < 6; n++) log();
    await seal();
    tamper(sql);
    expect(await audit()).toBe(what);
  });

  test("a chain that was made anew over other entries is known by its heads outside D1", async () => {
    for (let n = 0; n < 4; n++) log();
    await seal();
    tamper("update audit_log set reason = 'nothing happened' where id = 2; delete from audit_chain");
    await runStaffLog(env(), "staff-log");
    await seal();
    // It holds by itself, and yet.
    expect(await audit()).toBe("entry 4: the chain is another one than its head that was kept outside");
  });

  test("WHO-4: text is erased, nothing of it is left, and the chain holds", async () => {
    for (let n = 0; n < 3; n++) log("090-1234-5678 の山田さん");
    await seal();
    const by = { actor: "operator", reason: "本人の求め", requestId: "q", nowMs: 9 };
    expect(await eraseText(db, [2, 99], by)).toBe(1);
    expect(await eraseText(db, [2], by)).toBe(0);
    expect(await audit()).toBeNull();
    await seal();
    expect(await audit()).toBeNull();
    expect(sqlite.prepare("select actor, action, reason, after from audit_log where id = 2").get()).toEqual({
      actor: "staff",
      action: "store.edit",
      reason: null,
      after: null,
    });
    expect(sqlite.prepare("select salt from audit_chain where id = 2").get()?.salt).toBeNull();
    expect(sqlite.prepare("select action, subject_id, reason from audit_log where id = 4").get()).toEqual({
      action: "log.erase",
      subject_id: "2",
      reason: "本人の求め",
    });
  });

  test("nothing is erased before the chain holds its digest, and nothing else may be changed", async () => {
    log();
    expect(await eraseText(db, [1], { actor: "o", reason: "r", requestId: "q", nowMs: 9 })).toBe(0);
    await seal();
    for (const sql of [
      "update audit_log set actor = 'x' where id = 1",
      "update audit_log set reason = 'x' where id = 1",
      "update audit_log set reason = null, after = null, before = null where id = 1",
      "delete from audit_log where id = 1",
      "update audit_chain set hash = 'x' where id = 1",
      "delete from audit_chain where id = 1",
    ])
      expect(() => sqlite.exec(sql)).toThrow("append-only");
  });

  test("however writing, chaining and erasing take turns, the chain holds", async () => {
    const step = fc.constantFrom("log", "log", "seal", "erase");
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        ({ db, sqlite } = nodeD1());
        objects = new Map();
        for (const [at, each] of steps.entries()) {
          if (each === "log") log(`reason ${at}`);
          else if (each === "seal") await seal();
          else
            await eraseText(db, [1 + (at % 7)], { actor: "o", reason: "r", requestId: `q${at}`, nowMs: at });
          expect(await audit()).toBeNull();
        }
      }),
      { numRuns: 20 },
    );
  });
});
