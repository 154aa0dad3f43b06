/**
 * The auditor's case: with the system stopped somebody alters its SQLite files, and the next audit names the first row
 * that doesn't fit (AUD-1, AUD-2, AUD-3, AUD-5). Through the API and the shell only; no browser.
 */
import { strict as assert } from "node:assert";
import { copyFileSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { entryHash } from "../../durable-objects/lib/chain.ts";
import type { JournalEntry } from "../../schema/events.ts";
import { auditBooks } from "./audit-books.ts";
import type { TestContext } from "./harness.ts";
import { paidBooks } from "./small-region.ts";
import { d1File, fileWith, withDatabase } from "./sqlite-files.ts";

export const name = "books";
export const unseeded = true;

const FACE = 3_000;

export async function run(ctx: TestContext): Promise<void> {
  await paidBooks(ctx.server, FACE);
  const whole = await audit(ctx);
  assert.equal(whole.holds, true, JSON.stringify(whole));
  assert.equal(whole.firstBreak, null);
  assert.deepEqual([whole.programmes, whole.actors], [1, 2]);
  ctx.log(`holds: ${whole.actors} actors, ${whole.journalRows} rows`);

  const coupon = () => fileWith(join(ctx.stateDir, "data/do/tegata-CouponActor"), "journal");
  const cases: readonly [
    title: string,
    file: () => string,
    seq: number,
    alter: (db: DatabaseSync) => void,
  ][] = [
    ["one journal row", coupon, 2, (db) => db.exec("update journal set amount = amount + 100 where seq = 2")],
    ["one lot", coupon, 3, (db) => db.exec("update lot set remaining = remaining + 1")],
    [
      "an actor's last entry",
      coupon,
      3,
      (db) => db.exec("delete from journal where seq = 3; update lot set remaining = remaining + 250"),
    ],
    ["a whole chain, recomputed", coupon, 2, recompute],
    [
      "one row of D1",
      () => d1File(ctx.stateDir),
      2,
      (db) => db.exec("update journal set amount_yen = amount_yen + 100 where class = 'coupon' and seq = 2"),
    ],
  ];
  let path: string | undefined;
  for (const [title, file, seq, alter] of cases) {
    await ctx.restart({
      meanwhile: async () => {
        if (path !== undefined) giveBack(path, ctx.workDir);
        path = file();
        keep(path, ctx.workDir);
        withDatabase(path, alter);
      },
    });
    const broken = await audit(ctx);
    assert.equal(broken.holds, false, title);
    assert.equal(broken.firstBreak?.seq, seq, `${title}: ${JSON.stringify(broken.firstBreak)}`);
    assert.match(broken.firstBreak?.actor ?? "", /^[0-9a-f]{64}$/, title);
    ctx.log(`${title}: row ${broken.firstBreak?.seq} named`);
  }
  await ctx.restart({ meanwhile: async () => giveBack(path as string, ctx.workDir) });
  assert.equal((await audit(ctx)).holds, true);
}

/** `npm run audit`; its last line. */
const audit = (ctx: TestContext) => auditBooks(ctx.stateDir);

/** A payment becomes cheaper and every hash after it fits again; only D1 and the log know better. */
function recompute(db: DatabaseSync): void {
  let prevHash = "";
  for (const row of db.prepare("select * from journal order by seq").all()) {
    const seq = Number(row.seq);
    const entry = {
      seq,
      atMs: Number(row.at_ms),
      operationId: row.operation_id as JournalEntry["operationId"],
      line: Number(row.line),
      kind: row.kind as JournalEntry["kind"],
      account: String(row.account),
      expiresOn: row.expires_on as JournalEntry["expiresOn"],
      amountYen: seq === 2 ? Number(row.amount) + 100 : Number(row.amount),
      detail: row.detail === null ? null : JSON.parse(String(row.detail)),
      requestHash: row.request_hash as string | null,
      result: row.result === null ? null : JSON.parse(String(row.result)),
      prevHash: seq === 1 ? String(row.prev_hash) : prevHash,
    };
    prevHash = entryHash(entry);
    db.prepare("update journal set amount = ?, prev_hash = ?, hash = ? where seq = ?").run(
      entry.amountYen,
      entry.prevHash,
      prevHash,
      seq,
    );
  }
  db.exec("update lot set remaining = remaining + 100");
}

/* ---------- SQLite files of a stopped system ---------- */

const COMPANIONS = ["", "-wal", "-shm"] as const;

function keep(path: string, folder: string): void {
  for (const suffix of COMPANIONS)
    if (existsSync(path + suffix)) copyFileSync(path + suffix, join(folder, `kept${suffix}`));
}

function giveBack(path: string, folder: string): void {
  for (const suffix of COMPANIONS) {
    const kept = join(folder, `kept${suffix}`);
    rmSync(path + suffix, { force: true });
    if (!existsSync(kept)) continue;
    copyFileSync(kept, path + suffix);
    rmSync(kept);
  }
}
