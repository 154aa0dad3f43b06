import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { migrate } from "../lib/migrate.ts";
import { nodeSql } from "../lib/node-sql.testing.ts";
import { FUND_MIGRATIONS } from "./store.ts";

const manifest = (branchId: string, sumYen: number, replaces: string | null = null) =>
  JSON.stringify({ branchId, sumYen, replaces });

test("PAY-6: caps over a programme's life count what was issued before they were kept, and give it back when withdrawn", () => {
  const sql = nodeSql(new DatabaseSync(":memory:"));
  migrate(sql, FUND_MIGRATIONS.slice(0, 3));
  const issue = (id: string, state: string, made: string) =>
    sql.all(
      "insert into issue (id, state, manifest, salts, cap_keys) values (?, ?, ?, '[]', ?)",
      id,
      state,
      made,
      '["issuer-day:i:2026-11-24"]',
    );
  issue("1", "active", manifest("north", 6_000));
  issue("2", "stopped", manifest("north", 3_000));
  issue("3", "ready", manifest("south", 1_000));
  issue("4", "withdrawn", manifest("south", 9_000));
  issue("5", "active", manifest("south", 500, "the lost coupon"));
  migrate(sql, FUND_MIGRATIONS);
  expect(sql.all("select key, amount from used order by key").map((row) => ({ ...row }))).toEqual([
    { key: "branch:north", amount: 9_000 },
    { key: "branch:south", amount: 1_000 },
    { key: "programme", amount: 10_000 },
  ]);
  expect(sql.all("select cap_keys from issue where id = '3'")[0]?.cap_keys).toBe(
    '["issuer-day:i:2026-11-24","branch:south","programme"]',
  );
});

test("PAY-6: a book that never issued counts nothing", () => {
  const sql = nodeSql(new DatabaseSync(":memory:"));
  migrate(sql, FUND_MIGRATIONS);
  expect(sql.all("select * from used")).toEqual([]);
});
