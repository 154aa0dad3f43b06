import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { project } from "./projection.ts";

/** D1's type as the flow declares it; the types of workerd themselves don't go together with those of Node. */
type Db = Parameters<typeof project>[0];

const MIGRATIONS = new URL("../../schema/d1/migrations/", import.meta.url);

/** The little of D1 that the flow uses. */
interface NodeStatement {
  bind(...values: unknown[]): NodeStatement;
  run(): { results: unknown[]; meta: { changes: number; rows_written: number } };
  all(): Promise<{ results: unknown[]; meta: { changes: number } }>;
  first(): Promise<unknown>;
  /** Rows of a query whose columns have names of their own. */
  raw(): Promise<unknown[][]>;
}

/**
 * D1's face on `node:sqlite` with the project's own migrations, so that property tests run the very SQL that runs in
 * production, thousands of times.
 *
 * @param file the SQLite file of a D1 database that was migrated and that no runtime has open; in memory without it
 */
export function nodeD1(file?: string): {
  readonly db: Db;
  readonly sqlite: DatabaseSync;
  /** Empties what the projection writes; much quicker than a new database for each of a thousand runs. */
  readonly wipe: () => void;
} {
  const sqlite = new DatabaseSync(file ?? ":memory:");
  const unseen = file === undefined ? readdirSync(MIGRATIONS) : [];
  for (const name of unseen.filter((each) => each.endsWith(".sql")).sort()) {
    for (const statement of readFileSync(new URL(name, MIGRATIONS), "utf8").split(
      "--> statement-breakpoint",
    )) {
      sqlite.exec(statement);
    }
  }
  const prepared = new Map<string, StatementSync>();
  const prepare = (sql: string): NodeStatement => {
    let statement = prepared.get(sql);
    if (!statement) {
      statement = sqlite.prepare(sql);
      prepared.set(sql, statement);
    }
    return bound(sqlite, statement, []);
  };
  const db = {
    prepare,
    withSession: () => db,
    batch: async (statements: NodeStatement[]) => {
      sqlite.exec("begin");
      try {
        const results = statements.map((statement) => statement.run());
        sqlite.exec("commit");
        return results;
      } catch (error) {
        sqlite.exec("rollback");
        throw error;
      }
    },
  };
  const wipe = () =>
    sqlite.exec(
      `delete from journal; delete from actor_head; delete from ledger_total; delete from store_day;
       delete from journal_break; delete from alert; delete from transfer; delete from hour_total; delete from fold_cursor`,
    );
  return { db: db as unknown as Db, sqlite, wipe };
}

function bound(sqlite: DatabaseSync, statement: StatementSync, values: readonly unknown[]): NodeStatement {
  const run = () => {
    const results = statement.all(...(values as (string | number | null)[]));
    const { changes } = sqlite.prepare("select changes() as changes").get() as { changes: number };
    return { results, meta: { changes, rows_written: 0 } };
  };
  return {
    bind: (...next) => bound(sqlite, statement, next),
    run,
    all: async () => run(),
    first: async () => run().results[0] ?? null,
    raw: async () => run().results.map((row) => Object.values(row as object)),
  };
}
