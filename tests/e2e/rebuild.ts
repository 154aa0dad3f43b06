/**
 * The operator's worst day: D1 lost rows, then whole tables. `npm run rebuild` brings the books back from the log and the
 * day files, a report as of a sealed date has the hash it had, the audit holds, and people go on paying (PRJ-2, ASOF-1).
 * Through the API and the shell only; no browser.
 */
import { strict as assert } from "node:assert";
import { addDays, businessDate } from "../../schema/calendar.ts";
import { SeedClient } from "../../scripts/seed/seed-client.ts";
import { auditBooks } from "./audit-books.ts";
import { type TestContext, until } from "./harness.ts";
import { rebuild } from "./rebuilt.ts";
import { paidBooks, paidCoupon, signedIn } from "./small-region.ts";
import { d1File, withDatabase } from "./sqlite-files.ts";

export const name = "rebuild";
export const unseeded = true;
export const limitMs = 10 * 60_000;

const FACE = 3_000;
const DAY_MS = 86_400_000;

export async function run(ctx: TestContext): Promise<void> {
  const first = businessDate(Date.now());
  const region = await paidBooks(ctx.server, FACE);
  await ctx.restart({ clockOffsetMs: DAY_MS });
  const operator = new SeedClient(ctx.url, { authorization: `Bearer ${ctx.server.operatorKey}` });
  const house = await signedIn(ctx.server, "house");
  const secretariat = await signedIn(ctx.server, "secretariat");
  const report = () => reportAsOf(secretariat, region.programmeId, first);

  await operator.done("POST", "operator/seals", { through: first });
  await until(
    "the date to be sealed",
    async () => (await secretariat.done<{ rows: unknown[] }>("GET", "seals")).rows.length === 1,
    120_000,
  );
  const sha256 = await report();
  // What happens later must not matter to it.
  await paidCoupon({ ...region, house }, FACE, [700]);
  await paid(secretariat, region.programmeId, 1_950);
  assert.equal(await report(), sha256);

  const rows = (await auditBooks(ctx.stateDir)).journalRows;
  const whole = await rebuild(ctx);
  assert.deepEqual(whole, { sealedDates: 1, journalRows: rows, coupons: 2, equal: true, problems: 0 });
  ctx.log(`made again: ${rows} rows, all tables equal`);

  for (const [title, sql, equal] of [
    ["lost rows", "delete from journal where position % 2 = 0; delete from coupon; delete from seal", false],
    [
      "lost tables",
      "delete from journal; delete from actor_head; delete from ledger_total; delete from store_day; delete from transfer;" +
        "delete from seal; delete from dimension_version; delete from issue; delete from coupon; delete from job_work",
      null,
    ],
  ] as const) {
    await ctx.restart({
      clockOffsetMs: DAY_MS,
      meanwhile: async () => withDatabase(d1File(ctx.stateDir), (db) => db.exec(sql)),
    });
    const again = await rebuild(ctx);
    assert.deepEqual([again.journalRows, again.equal, again.problems], [rows, equal, 0], title);
    assert.equal(await report(), sha256, title);
    const audit = await auditBooks(ctx.stateDir);
    assert.deepEqual([audit.holds, audit.journalRows], [true, rows], `${title}: ${JSON.stringify(audit)}`);
    ctx.log(`${title}: as before, and the books hold`);
  }

  await paidCoupon({ ...region, house }, FACE, [50]);
  await paid(secretariat, region.programmeId, 2_000);
  assert.equal((await auditBooks(ctx.stateDir)).holds, true);
  await operator.done("POST", "operator/seals", { through: addDays(first, 1) });
  ctx.log("payments go on");
}

async function reportAsOf(secretariat: SeedClient, programmeId: string, date: string): Promise<string> {
  const body = { programmeId, kind: "transactions", from: date, to: date, asOf: date };
  const { reportId } = await secretariat.done<{ reportId: string }>("POST", "reports", body);
  return until("the report", async () => {
    const now = await secretariat.done<{ file: { sha256: string } | null }>("GET", `reports/${reportId}`);
    return now.file?.sha256;
  });
}

async function paid(secretariat: SeedClient, programmeId: string, paidYen: number): Promise<void> {
  await until("the payments to be projected", async () => {
    const figures = await secretariat.done<{ paidYen: number }>("GET", `programmes/${programmeId}/figures`);
    return figures.paidYen === paidYen;
  });
}
