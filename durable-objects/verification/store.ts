import { type Migrations, migrate, schemaVersion } from "../lib/migrate.ts";
import type { Sql } from "../lib/sql.ts";
import { EMPTY_STATE, type VerificationState } from "./decide.ts";

const MIGRATIONS: Migrations = [
  [
    "create table happened (at_ms integer not null, what text not null)",
    "create table present (id integer primary key check (id = 1), hash text, expires_at_ms integer not null, tries_left integer not null, locked_until_ms integer not null)",
  ],
];

/**
 * Reads one phone's state; empty when nothing was ever written or all of it was wiped. Writes nothing, so asking
 * about a phone leaves no trace. Null when the tables are newer than this code (ACT-2).
 */
export function loadState(sql: Sql): VerificationState | null {
  const version = schemaVersion(sql);
  if (version === 0) return EMPTY_STATE;
  if (version > MIGRATIONS.length) return null;
  const times = (what: "start" | "miss") =>
    sql
      .all<{ at_ms: number }>("select at_ms from happened where what = ? order by at_ms", what)
      .map((row) => row.at_ms);
  const [row] = sql.all<{
    hash: string | null;
    expires_at_ms: number;
    tries_left: number;
    locked_until_ms: number;
  }>("select hash, expires_at_ms, tries_left, locked_until_ms from present");
  return {
    startsMs: times("start"),
    missesMs: times("miss"),
    live:
      row === undefined || row.hash === null
        ? null
        : { hash: row.hash, expiresAtMs: row.expires_at_ms, triesLeft: row.tries_left },
    lockedUntilMs: row?.locked_until_ms ?? 0,
  };
}

/** Replaces the state, all or nothing. It is bounded by the limits of `decide.ts`: some twenty rows. */
export function saveState(sql: Sql, state: VerificationState): void {
  sql.transaction(() => {
    migrate(sql, MIGRATIONS);
    sql.all("delete from happened");
    for (const atMs of state.startsMs)
      sql.all("insert into happened (at_ms, what) values (?, 'start')", atMs);
    for (const atMs of state.missesMs) sql.all("insert into happened (at_ms, what) values (?, 'miss')", atMs);
    sql.all(
      "insert or replace into present (id, hash, expires_at_ms, tries_left, locked_until_ms) values (1, ?, ?, ?, ?)",
      state.live?.hash ?? null,
      state.live?.expiresAtMs ?? 0,
      state.live?.triesLeft ?? 0,
      state.lockedUntilMs,
    );
  });
}
