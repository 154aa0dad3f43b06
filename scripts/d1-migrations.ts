/**
 * The migrations of D1, as `wrangler d1 migrations` keeps them too: SQL files in the order of their names, each seen once.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
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

/**
 * A database as all migrations leave it, as one statement for each table, index, view and trigger: what tests make a database
 * from at once, instead of running every file for each of them. Throws where a migration leaves rows behind, which this leaves out.
 */
export function migratedSchema(): readonly string[] {
  const database = new DatabaseSync(":memory:");
  try {
    for (const name of unseenMigrations([])) database.exec(migrationSql(name));
    const objects = database
      .prepare(
        "select type, name, sql from sqlite_schema where sql is not null and name not like 'sqlite_%' order by rowid",
      )
      .all() as { type: string; name: string; sql: string }[];
    for (const { type, name } of objects) {
      if (type === "table" && database.prepare(`select 1 from "${name}"`).get() !== undefined)
        throw new Error(
          `the migrations leave rows in ${name}; a database made of the schema alone lacks them`,
        );
    }
    return objects.map(({ sql }) => sql);
  } finally {
    database.close();
  }
}
