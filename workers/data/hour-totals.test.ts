import fc from "fast-check";
import { expect, test } from "vitest";
import { checkTotals } from "../audit/totals.ts";
import { chainOf, type Link } from "../queue/chains.testing.ts";
import { nodeD1 } from "../queue/node-d1.testing.ts";
import { project } from "../queue/projection.ts";
import { setRebuilding } from "../queue/rebuilding.ts";
import { foldHours } from "./hour-totals.ts";

const { db, sqlite, wipe } = nodeD1();
const HOUR_MS = 3_600_000;
/** 0:00 on 23 November 2026 in Tokyo. */
const MIDNIGHT_MS = Date.UTC(2026, 10, 22, 15);
const detail = { storeId: "store", tillId: "till", rules: 1 };

const hours = () =>
  sqlite
    .prepare(
      `select book_date as date, hour, paper_count + app_count as payments, paper_yen + app_yen as paid,
         reversed_count as reversals, paper_reversed_yen + app_reversed_yen as reversed
       from hour_total order by 1, 2`,
    )
    .all()
    .map((row) => ({ ...row }));
/** What an audit finds in any day's totals. */
async function findings() {
  const found: string[] = [];
  let after = { programmeId: "", bookDate: "" };
  for (;;) {
    const page = await checkTotals(db, after);
    if (page === null) return found;
    if (page.finding) found.push(page.finding.what);
    after = page.next;
  }
}
const paid = (actor: string, at: readonly number[]) =>
  chainOf(actor, [
    { kind: "open", amountYen: 50_000, atMs: MIDNIGHT_MS },
    ...at.map((atMs): Link => ({ kind: "pay", amountYen: -100, detail, atMs })),
  ]);

test("DSH-2: a payment stands in the hour of its commit in Tokyo, and one that books later than its day in none", async () => {
  wipe();
  const at = [0, 59, 60, 14 * 60 + 30, 23 * 60 + 59].map((minutes) => MIDNIGHT_MS + minutes * 60_000);
  const [open, ...pays] = paid("hours", at);
  await project(
    db,
    [open, ...pays.slice(0, 3)].filter((each) => each !== undefined),
    "log",
    0,
  );
  sqlite.exec(
    `insert into seal (book_date, state, audit_id, late, closed_at_ms) values ('2026-11-23', 'closing', 'audit', '[]', 0)`,
  );
  await project(db, pays.slice(3), "log", 0);
  sqlite.exec("delete from seal");
  await foldHours(db);
  expect(hours().map(({ date, hour, payments }) => [date, hour, payments])).toEqual([
    ["2026-11-23", 0, 2],
    ["2026-11-23", 1, 1],
    ["2026-11-24", -1, 2],
  ]);
});

test("DSH-2: hours are the rows' sums however often and whenever they are added up, and the audit names an hour that isn't", async () => {
  const steps = fc.array(
    fc.record({
      actor: fc.constantFrom("one", "two", "three"),
      minutes: fc.integer({ min: 0, max: 3 * 24 * 60 }),
      kind: fc.constantFrom("pay" as const, "reverse" as const, "charge-pending" as const),
      amountYen: fc.integer({ min: 1, max: 5_000 }),
      folds: fc.integer({ min: 0, max: 2 }),
    }),
    { minLength: 1, maxLength: 25 },
  );
  await fc.assert(
    fc.asyncProperty(steps, async (made) => {
      wipe();
      const last = new Map<string, ReturnType<typeof chainOf>[number]>();
      for (const { actor, minutes, kind, amountYen, folds } of made) {
        const actorClass = actor === "two" ? "wallet" : "coupon";
        const after = last.get(actor);
        const link = { kind, amountYen: kind === "reverse" ? amountYen : -amountYen, detail };
        const chain = chainOf(actor, [{ ...link, atMs: MIDNIGHT_MS + minutes * 60_000 }], {
          actorClass,
          ...(after ? { after } : {}),
        });
        last.set(actor, chain[0] as (typeof chain)[number]);
        await project(db, chain, "log", 0);
        // Redelivered: nothing is inserted, and nothing counted twice (PUB-3).
        await project(db, chain, "log", 0);
        for (let fold = 0; fold < folds; fold++) await foldHours(db);
        expect(await findings()).toEqual([]);
      }
      expect(await foldHours(db)).toBe(true);
      const sum = (of: "payments" | "paid" | "reversals" | "reversed") =>
        hours().reduce((all, row) => all + Number(row[of as keyof typeof row]), 0);
      const moved = (kind: string) => made.filter((step) => step.kind === kind);
      const yen = (kind: string) => moved(kind).reduce((all, { amountYen }) => all + amountYen, 0);
      expect([sum("payments"), sum("paid"), sum("reversals"), sum("reversed")]).toEqual([
        moved("pay").length,
        yen("pay"),
        moved("reverse").length,
        yen("reverse"),
      ]);
      expect(await findings()).toEqual([]);
    }),
    { numRuns: 60 },
  );
  wipe();
  await project(db, paid("altered", [MIDNIGHT_MS + HOUR_MS]), "log", 0);
  await foldHours(db);
  sqlite.exec("update hour_total set paper_yen = paper_yen + 1");
  expect(await findings()).toEqual([expect.stringContaining("hour 1 on 2026-11-23")]);
});

test("PRJ-2: while D1 is made again only the rebuild adds hours up", async () => {
  wipe();
  await project(db, paid("rebuilt", [MIDNIGHT_MS]), "log", 0);
  await setRebuilding(db, true).run();
  expect(await foldHours(db)).toBe(true);
  expect(hours()).toEqual([]);
  await foldHours(db, "rebuild");
  await setRebuilding(db, false).run();
  expect(hours()).toHaveLength(1);
});
