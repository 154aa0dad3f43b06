import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { standStill } from "./standstill.ts";

const SECOND_NS = 1_000_000_000n;

function database(path: string, ...statements: string[]): void {
  const db = new DatabaseSync(path);
  for (const sql of statements) db.exec(sql);
  db.close();
}

function read(path: string, sql: string): readonly unknown[] {
  const db = new DatabaseSync(path);
  const statement = db.prepare(sql);
  statement.setReadBigInts(true);
  const rows = statement.all().map((row) => Object.values(row)[0]);
  db.close();
  return rows;
}

test("ALM-1: after a standstill every alarm is nearer by it, in both its places, and nothing else has changed", () => {
  const state = mkdtempSync(join(tmpdir(), "tegata-standstill-"));
  const folder = join(state, "data", "do", "tegata-CouponActor");
  mkdirSync(folder, { recursive: true });
  const at = 1_795_494_774_381_000_000n;
  database(
    join(folder, "metadata.sqlite"),
    "create table _cf_ALARM (actor_id text primary key, scheduled_time integer, actor_name text) without rowid",
    `insert into _cf_ALARM values ('a', ${at}, 'x'), ('b', ${at + SECOND_NS}, 'y')`,
  );
  for (const id of ["a", "b", "quiet"]) {
    database(
      join(folder, `${id}.sqlite`),
      "create table _cf_METADATA (key integer primary key, value blob)",
      `insert into _cf_METADATA values (1, ${id === "quiet" ? "null" : at}), (2, 'bookmark')`,
      "create table journal (at_ms integer)",
      "insert into journal values (1795494774381)",
    );
  }
  expect(standStill(state, 120_000)).toBe(2);
  const nearer = at - 120n * SECOND_NS;
  expect(read(join(folder, "metadata.sqlite"), "select scheduled_time from _cf_ALARM order by 1")).toEqual([
    nearer,
    nearer + SECOND_NS,
  ]);
  expect(read(join(folder, "a.sqlite"), "select value from _cf_METADATA order by key")).toEqual([
    nearer,
    "bookmark",
  ]);
  expect(read(join(folder, "quiet.sqlite"), "select value from _cf_METADATA order by key")).toEqual([
    null,
    "bookmark",
  ]);
  expect(read(join(folder, "a.sqlite"), "select at_ms from journal")).toEqual([1_795_494_774_381n]);
  expect(standStill(join(state, "nothing"), 1)).toBe(0);

  // So many that they may not ring at once: apart from each other, in their order, and not before a moment.
  const fromMs = Number(nearer / 1_000_000n) - 60_000;
  expect(standStill(state, 120_000, { fromMs, everyMs: 20 })).toBe(2);
  const apart = [BigInt(fromMs) * 1_000_000n, BigInt(fromMs + 20) * 1_000_000n];
  expect(read(join(folder, "metadata.sqlite"), "select scheduled_time from _cf_ALARM order by 1")).toEqual(
    apart,
  );
  expect(read(join(folder, "b.sqlite"), "select value from _cf_METADATA where key = 1")).toEqual([apart[1]]);
});
