/**
 * The migrations of D1, as `wrangler d1 migrations` keeps them too: SQL files in the order of their names, each seen once.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = join(dirname(dirname(fileURLToPath(import.meta.url))), "schema/d1/migrations");

/** Makes the table in which a database remembers what it has seen. */
export const MIGRATIONS_TABLE =
  "create table if not exists d1_migrations (id integer primary key autoincrement, name text unique, " +
  "applied_at timestamp default current_timestamp not null)";

/** Names of the files that a database which has seen `known` lacks, in order. */
export function unseenMigrations(known: Iterable<string>): readonly string[] {
  const seen = new Set(known);
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(".sql") && !seen.has(name))
    .sort();
}

/** The SQL of one file. */
export function migrationSql(name: string): string {
  return readFileSync(join(FOLDER, name), "utf8");
}
