import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";

const MIGRATIONS = new URL("../../schema/d1/migrations/", import.meta.url);
const files = readdirSync(MIGRATIONS)
  .filter((name) => name.endsWith(".sql"))
  .sort();
const wanted = files.find((name) => name.endsWith("_till_days.sql")) ?? "";

test("SAL-1: days that were kept per store become days per till, to the yen, and new payments add to them", () => {
  const sqlite = new DatabaseSync(":memory:");
  const run = (these: readonly string[]) => {
    for (const name of these)
      for (const statement of readFileSync(new URL(name, MIGRATIONS), "utf8").split(
        "--> statement-breakpoint",
      ))
        sqlite.exec(statement);
  };
  let seq = 0;
  const entry = (kind: string, actorClass: string, till: string | null, yen: number, line = 0) =>
    sqlite
      .prepare(
        `insert into journal (actor, seq, class, region_id, programme_id, at_ms, book_date, operation_id, line, kind, account,
           amount_yen, store_id, till_id, prev_hash, hash, log_key, projected_at_ms)
         values ('a', ?, ?, 'r', 'p', 1, '2026-11-26', 'o', ?, ?, 'l', ?, 's', ?, 'x', 'y', 'z', 1)`,
      )
      .run(++seq, actorClass, line, kind, yen, till);
  const sums = `sum(paper_count) as papers, sum(paper_yen) as paper, sum(app_count) as apps, sum(app_yen) as app,
    sum(paper_reversed_yen) as paperBack, sum(app_reversed_yen) as appBack`;
  const all = () => ({ ...sqlite.prepare(`select ${sums} from store_day`).get() });
  const tills = () =>
    sqlite
      .prepare("select till_id as till, paper_yen + app_yen as yen from store_day order by 1")
      .all()
      .map((row) => ({ ...row }));

  run(files.filter((name) => name < wanted));
  entry("pay", "coupon", "one", -500);
  entry("pay", "coupon", "one", -200, 1);
  entry("pay", "wallet", "two", -900);
  entry("reverse", "wallet", "two", 100);
  entry("pay", "coupon", null, -50);
  const before = all();
  run([wanted]);
  expect(all()).toEqual(before);
  expect(tills()).toEqual([
    { till: "", yen: 50 },
    { till: "one", yen: 700 },
    { till: "two", yen: 900 },
  ]);
  entry("pay", "wallet", "one", -30);
  expect(tills()[1]).toEqual({ till: "one", yen: 730 });
});
