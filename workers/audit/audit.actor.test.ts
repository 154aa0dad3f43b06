import { env, evictDurableObject, runInDurableObject } from "cloudflare:test";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { entryHash } from "../../durable-objects/lib/chain.ts";
import { idTail } from "../../durable-objects/lib/hash.ts";
import { couponStub, fundStub, walletStub } from "../../durable-objects/lib/money-actor.ts";
import { addDays, businessDate } from "../../schema/calendar.ts";
import { ACCEPTED, type Answer, NO_CAPS, type RuleVersion } from "../../schema/commands.ts";
import type { JournalEntry } from "../../schema/events.ts";
import {
  type ActorName,
  fundName,
  type IdTail,
  type IssueId,
  type OperationId,
  type OrganisationId,
  operationId,
  type ProgrammeId,
  type RegionId,
  type ResidentId,
  type StoreId,
  type TillId,
  walletName,
} from "../../schema/ids.ts";
import { yen } from "../../schema/money.ts";
import { databaseOf } from "../data/database.ts";
import { recordIssue } from "../data/issues.ts";
import { workIssue } from "../issuing/job.ts";
import { listLog } from "../queue/log.ts";
import { runStaffLog, startStaffLog } from "../staff-log/run.ts";
import { type AuditView, readAudit, startAudit } from "./run.ts";

const region = "r0000000test" as RegionId;
const programme = "p0000000test" as ProgrammeId;
const issuer = "0000000issvr" as OrganisationId;
const issueId = "0000000issve" as IssueId;
const storeId = "00000000stqr" as StoreId;
const tillId = "00000000t1hh" as TillId;
const fund = fundName(programme);
const wallet = walletName("00000000r1dt" as ResidentId, programme);
const today = businessDate(Date.now());
const rules: RuleVersion[] = [
  { version: 1, effectiveFromMs: 0, unitYen: yen(1), payLimitYen: yen(100_000), personCapYen: null },
];
const FACE = 3_000;
let coupons: ActorName[] = [];

function newOperation(actor: ActorName): OperationId {
  return operationId(Date.now(), crypto.getRandomValues(new Uint8Array(6)), idTail(actor) as IdTail);
}

/** Runs a command as the edge does: its entries go to the queue. */
async function run<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { outcome, entries } = await answer;
  await send(entries);
  if (!outcome.ok) throw new Error(`refused: ${outcome.error.code}`);
  return outcome.value;
}

async function send(entries: readonly JournalEntry[]): Promise<void> {
  if (entries.length > 0) await env.JOURNAL_QUEUE.send({ v: 1, entries });
}

const pay = (actor: ActorName, amountYen: number) => ({
  operationId: newOperation(actor),
  amountYen: yen(amountYen),
  storeId,
  tillId,
  verdict: ACCEPTED,
  rules,
});

/** A fund, three coupons, one of them paid from and one charged into a wallet that paid too. */
beforeAll(async () => {
  await env.DB.prepare("insert into programme values (?1, ?2, 'open', 0)").bind(programme, region).run();
  await env.DB.prepare("insert into wallet_link values ('00000000r1dt', ?1, ?2, ?3, 0)")
    .bind(programme, region, wallet)
    .run();
  const book = fundStub(env, fund);
  await run(book.deposit({ operationId: newOperation(fund), amountYen: yen(100_000) }));
  await run(
    book.allot({
      operationId: newOperation(fund),
      issuerId: issuer,
      amountYen: yen(50_000),
      direction: "out",
    }),
  );
  const issueOperation = newOperation(fund);
  const manifest = await run(
    book.issue({
      operationId: issueOperation,
      issueId,
      issuerId: issuer,
      branchId: issuer,
      faces: [{ faceYen: yen(FACE), count: 3 }],
      unitYen: yen(1),
      notBeforeOn: null,
      expiresOn: addDays(today, 30),
      keyId: "1",
      pepperGeneration: 1,
      stayKey: null,
      caps: NO_CAPS,
      verdict: ACCEPTED,
    }),
  );
  const work = { issueId, programmeId: programme, regionId: region, written: 0 };
  await recordIssue(databaseOf(env, region), {
    manifest,
    regionId: region,
    programmeId: programme,
    programmeVersion: 1,
    operationId: issueOperation,
    createdAtMs: Date.now(),
    createdBy: null,
  });
  await send((await workIssue(env, work, 8)).entries);
  await run(book.activate({ operationId: newOperation(fund), issueId }));
  await vi.waitUntil(
    async () =>
      (await env.DB.prepare("select state from issue").first<{ state: string }>())?.state === "active",
    { timeout: 20_000 },
  );
  const { results } = await env.DB.prepare("select actor from coupon order by serial").all<{
    actor: ActorName;
  }>();
  coupons = results.map((row) => row.actor);
  const [paper, charged] = coupons as [ActorName, ActorName];
  await run(couponStub(env, paper).pay(pay(paper, 1_200)));
  await run(couponStub(env, paper).pay(pay(paper, 300)));
  await run(couponStub(env, charged).pay(pay(charged, 500)));
  const charge = await couponStub(env, charged).charge({
    operationId: newOperation(charged),
    wallet,
    verdict: ACCEPTED,
    rules,
  });
  await send(charge.entries);
  await vi.waitUntil(async () => !(await couponStub(env, charged).drive()).pending, { timeout: 20_000 });
  await run(walletStub(env, wallet).pay(pay(wallet, 800)));
  await run(
    book.grant({
      operationId: newOperation(fund),
      wallet,
      amountYen: yen(150),
      expiresOn: addDays(today, 10),
      rules,
      verdict: ACCEPTED,
    }),
  );
}, 60_000);

let audits = 0;
async function audit(): Promise<AuditView> {
  const id = `audit-${++audits}`;
  await startAudit(env, id);
  return vi.waitUntil(
    async () => {
      const view = await readAudit(env, id);
      return view?.state === "done" ? view : false;
    },
    { timeout: 90_000, interval: 100 },
  );
}

/** Alters something, audits, puts it back. */
async function auditWith(alter: () => Promise<unknown>, mend: () => Promise<unknown>): Promise<AuditView> {
  await alter();
  try {
    return await audit();
  } finally {
    await mend();
  }
}

function couponSql(actor: ActorName, ...statements: string[]): Promise<void> {
  return altered(env.COUPON.get(env.COUPON.idFromName(actor)), statements);
}

async function altered(stub: DurableObjectStub, statements: readonly string[]): Promise<void> {
  await runInDurableObject(stub, (_, state) => {
    for (const sql of statements) state.storage.sql.exec(sql);
  });
  // As after a restart: nothing of what was in memory helps.
  await evictDurableObject(stub);
}

const d1 = (sql: string) => () => env.DB.prepare(sql).run();

describe("npm run audit", () => {
  test("AUD-1, AUD-2, AUD-3, AUD-5: says that the books hold, with figures, and waits for what is on its way", async () => {
    const view = await audit();
    expect(view.firstBreak).toBeNull();
    expect(view).toMatchObject({ holds: true, programmes: 1, actors: 4 });
    expect(view.journalRows).toBe(
      (await env.DB.prepare("select count(*) as n from journal").first<{ n: number }>())?.n,
    );
    expect(view.figures).toEqual([
      {
        programmeId: programme,
        asOf: today,
        issuedYen: 3 * FACE,
        grantedYen: 150,
        grantingYen: 0,
        unopenedYen: FACE,
        liveYen: 1_500 + 2_500 - 800 + 150,
        expiredYen: 0,
        inTransitYen: 0,
        paidYen: 1_200 + 300 + 500 + 800,
        reversedYen: 0,
        cancelledYen: 0,
        differenceYen: 0,
      },
    ]);
  }, 120_000);

  test("AUD-1: names a journal row that was altered in its actor", async () => {
    const [actor] = coupons as [ActorName];
    const view = await auditWith(
      () => couponSql(actor, "update journal set amount = -1100 where seq = 2"),
      () => couponSql(actor, "update journal set amount = -1200 where seq = 2"),
    );
    expect(view).toMatchObject({
      holds: false,
      firstBreak: { rule: "AUD-1", place: "actor", actor, seq: 2 },
    });
  }, 120_000);

  test("AUD-1: names the actor whose lot was altered", async () => {
    const [actor] = coupons as [ActorName];
    const view = await auditWith(
      () => couponSql(actor, "update lot set remaining = remaining + 1"),
      () => couponSql(actor, "update lot set remaining = remaining - 1"),
    );
    expect(view).toMatchObject({ holds: false, firstBreak: { rule: "AUD-1", place: "actor", actor } });
    expect(view.firstBreak?.what).toContain("lot");
  }, 120_000);

  test.each([
    ["AUD-3", "amount", "amount_yen = amount_yen - 1", "amount_yen = amount_yen + 1"],
    ["AUD-3", "store", "store_id = 'elsewhere'", `store_id = '${storeId}'`],
    ["PUB-5", "hash", "hash", ""],
  ])(
    "%s: names a row of D1 whose %s was altered",
    async (rule, _, change, back) => {
      const [actor] = coupons as [ActorName];
      const row = await env.DB.prepare("select hash from journal where actor = ?1 and seq = 2")
        .bind(actor)
        .first<{ hash: string }>();
      const where = `where actor = '${actor}' and seq = 2`;
      const view = await auditWith(
        d1(`update journal set ${change === "hash" ? "hash = 'ffff' || substr(hash, 5)" : change} ${where}`),
        d1(`update journal set ${back || `hash = '${row?.hash}'`} ${where}`),
      );
      expect(view).toMatchObject({ holds: false, firstBreak: { rule, place: "d1", actor, seq: 2 } });
    },
    120_000,
  );

  test("AUD-3: names the last entry that was removed from an actor", async () => {
    const [actor] = coupons as [ActorName];
    const stub = env.COUPON.get(env.COUPON.idFromName(actor));
    const rows = await runInDurableObject(stub, (_, state) =>
      state.storage.sql.exec("select * from journal where seq = 3").toArray(),
    );
    const row = rows[0] as Record<string, string | number | null>;
    const columns = Object.keys(row);
    const view = await auditWith(
      () =>
        couponSql(actor, "delete from journal where seq = 3", "update lot set remaining = remaining + 300"),
      async () => {
        await runInDurableObject(stub, (_, state) => {
          state.storage.sql.exec(
            `insert into journal (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`,
            ...columns.map((column) => row[column] ?? null),
          );
        });
        await couponSql(actor, "update lot set remaining = remaining - 300");
      },
    );
    expect(view).toMatchObject({ holds: false, firstBreak: { rule: "AUD-3", actor, seq: 3 } });
  }, 120_000);

  test("AUD-3: names the first row of a chain that was recomputed whole", async () => {
    const [actor] = coupons as [ActorName];
    const stub = env.COUPON.get(env.COUPON.idFromName(actor));
    const entries = await couponStub(env, actor).entriesFrom({ fromSeq: 1, limit: 100 });
    const rewrite = (changed: readonly JournalEntry[], remaining: number) =>
      couponSql(
        actor,
        ...changed.map(
          (entry) =>
            `update journal set amount = ${entry.amountYen}, prev_hash = '${entry.prevHash}', hash = '${entry.hash}' where seq = ${entry.seq}`,
        ),
        `update lot set remaining = ${remaining}`,
      );
    // The payment in row 2 becomes cheaper, and every hash from there on fits again.
    let prevHash = "";
    const forged = entries.map((entry) => {
      const body = {
        ...entry,
        amountYen: entry.seq === 2 ? -200 : entry.amountYen,
        prevHash: entry.seq <= 2 ? entry.prevHash : prevHash,
      };
      prevHash = entryHash(body);
      return { ...body, hash: prevHash };
    });
    const view = await auditWith(
      () => rewrite(forged, 2_500),
      () => rewrite(entries, 1_500),
    );
    expect(
      await runInDurableObject(
        stub,
        (_, state) => state.storage.sql.exec("select count(*) as n from journal").one().n,
      ),
    ).toBe(3);
    expect(view).toMatchObject({
      holds: false,
      firstBreak: { rule: "AUD-3", place: "actor", actor, seq: 2 },
    });
  }, 120_000);

  test("AUD-3: names a row that was taken out of D1", async () => {
    const [actor] = coupons as [ActorName];
    await env.DB.prepare("create table kept as select * from journal where actor = ?1 and seq = 2")
      .bind(actor)
      .run();
    await env.DB.prepare("create table totals as select * from ledger_total").run();
    await env.DB.prepare("create table days as select * from store_day").run();
    const view = await auditWith(d1(`delete from journal where actor = '${actor}' and seq = 2`), () =>
      env.DB.batch(
        [
          "insert into journal select * from kept",
          "delete from ledger_total",
          "insert into ledger_total select * from totals",
          "delete from store_day",
          "insert into store_day select * from days",
        ].map((sql) => env.DB.prepare(sql)),
      ),
    );
    expect(view).toMatchObject({ holds: false, firstBreak: { rule: "AUD-3", place: "d1", actor, seq: 2 } });
  }, 120_000);

  test("AUD-3: names an entry of the log that was altered", async () => {
    const { keys } = await listLog(env.LOG, null);
    const key = keys.at(-1) as string;
    const text = (await (await env.LOG.get(key))?.text()) as string;
    const view = await auditWith(
      () => env.LOG.put(key, text.replace(/"amountYen":-?\d+/, '"amountYen":7777')),
      () => env.LOG.put(key, text),
    );
    expect(view).toMatchObject({ holds: false, firstBreak: { rule: "AUD-3", place: "log" } });
    expect(view.firstBreak?.what).toContain(key);
  }, 120_000);

  test.each([
    [
      "PUB-3",
      "a total",
      "update ledger_total set amount_yen = amount_yen + 5 where kind = 'pay'",
      "update ledger_total set amount_yen = amount_yen - 5 where kind = 'pay'",
    ],
    [
      "PUB-3",
      "a store's day",
      "update store_day set paper_count = paper_count + 1",
      "update store_day set paper_count = paper_count - 1",
    ],
  ])(
    "%s: names %s that its rows don't give",
    async (rule, _, change, back) => {
      const view = await auditWith(d1(change), d1(back));
      expect(view).toMatchObject({ holds: false, firstBreak: { rule, programmeId: programme } });
    },
    120_000,
  );

  test.each([
    [
      "CPN-5",
      "whose terms were altered",
      "expires_on = date(expires_on, '+1 day')",
      "expires_on = date(expires_on, '-1 day')",
    ],
    ["FND-3", "whose face was altered", "face_yen = face_yen + 1", "face_yen = face_yen - 1"],
  ])(
    "%s: names a coupon's row %s",
    async (_, __, change, back) => {
      const where = "where serial = 3";
      const view = await auditWith(
        d1(`update coupon set ${change} ${where}`),
        d1(`update coupon set ${back} ${where}`),
      );
      expect(view).toMatchObject({ holds: false, firstBreak: { rule: "FND-3", actor: coupons[2] } });
    },
    120_000,
  );

  test("FND-3: names an issue that lost a coupon's row", async () => {
    await env.DB.prepare("create table kept_coupon as select * from coupon where serial = 3").run();
    const view = await auditWith(
      d1("delete from coupon where serial = 3"),
      d1("insert into coupon select * from kept_coupon"),
    );
    expect(view).toMatchObject({ holds: false, firstBreak: { rule: "FND-3", programmeId: programme } });
    expect(view.firstBreak?.what).toContain("has 2 coupons");
  }, 120_000);

  test("AUD-6: names an operation that moved money on two actors", async () => {
    const [actor, other] = coupons as [ActorName, ActorName];
    const { id } = (await env.DB.prepare(
      "select operation_id as id from journal where actor = ?1 and seq = 2",
    )
      .bind(actor)
      .first<{ id: string }>()) ?? { id: "" };
    const entries = await couponStub(env, other).entriesFrom({ fromSeq: 1, limit: 100 });
    const { checkOperations } = await import("./transfers.ts");
    await env.DB.prepare("update journal set operation_id = ?1 where actor = ?2 and seq = 2")
      .bind(id, other)
      .run();
    const { finding } = await checkOperations(env.DB, "");
    await env.DB.prepare("update journal set operation_id = ?1 where actor = ?2 and seq = 2")
      .bind(entries[1]?.operationId ?? "", other)
      .run();
    expect(finding).toMatchObject({ rule: "AUD-6" });
    expect((await checkOperations(env.DB, "")).finding).toBeNull();
  });

  test("AUD-8: names an entry of the log of staff whose reason was altered", async () => {
    const log = (reason: string) =>
      env.DB.prepare(
        `insert into audit_log (region_id, at_ms, actor, action, subject_kind, subject_id, reason, request_id)
         values (?1, 1, 'staff', 'store.suspend', 'store', ?2, ?3, ?3)`,
      )
        .bind(region, storeId, reason)
        .run();
    for (const reason of ["one", "two", "three"]) await log(reason);
    await startStaffLog(env);
    await vi.waitFor(async () => {
      await runStaffLog(env, "staff-log");
      const row = await env.DB.prepare("select count(*) as n from audit_chain").first<{ n: number }>();
      if ((row?.n ?? 0) < 3) throw new Error("not in the chain yet");
    });
    // Whoever has D1 in their hands can take a trigger away.
    const trigger = await env.DB.prepare(
      "select sql from sqlite_master where name = 'audit_log_no_update'",
    ).first<{
      sql: string;
    }>();
    await env.DB.prepare("drop trigger audit_log_no_update").run();
    const view = await auditWith(
      d1("update audit_log set reason = 'nothing' where reason = 'two'"),
      d1("update audit_log set reason = 'two' where reason = 'nothing'"),
    );
    await env.DB.prepare(trigger?.sql ?? "").run();
    expect(view).toMatchObject({ holds: false, firstBreak: { rule: "AUD-8", place: "staff-log" } });
    expect(view.firstBreak?.what).toContain("the reason was changed");
  }, 120_000);

  test("AUD-5: after all that was put back, the books hold again", async () => {
    expect(await audit()).toMatchObject({ holds: true, firstBreak: null });
  }, 120_000);
});
