import type { Sql } from "./sql.ts";

/** An actor's schema: one statement list per version, only ever appended to (ACT-2). */
export type Migrations = readonly (readonly string[])[];

/** An alarm that rings under older code than its storage is set again so much later, until the newer is back (ACT-2, ALM-1). */
export const NEWER_SCHEMA_RETRY_MS = 15 * 60_000;

/** The version an actor's storage is at; 0 for one that was never opened. Reads only. */
export function schemaVersion(sql: Sql): number {
  const known = sql.all("select name from sqlite_master where type = 'table' and name = 'schema_version'");
  if (known.length === 0) return 0;
  return sql.all<{ version: number }>("select version from schema_version")[0]?.version ?? 0;
}

/**
 * Brings the storage from the version it is at to the newest. Must run inside a transaction together with the first write. An actor
 * that is opened is what a payer waits for: nothing is read again, and nothing written twice.
 */
export function migrate(sql: Sql, migrations: Migrations, from = schemaVersion(sql)): void {
  if (from >= migrations.length) return;
  for (const statements of migrations.slice(from)) for (const statement of statements) sql.all(statement);
  if (from === 0) sql.all("create table schema_version (version integer not null)");
  sql.all(
    from === 0 ? "insert into schema_version (version) values (?)" : "update schema_version set version = ?",
    migrations.length,
  );
}
