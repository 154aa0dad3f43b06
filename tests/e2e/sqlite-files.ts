/** What lies in the SQLite files of a stopped system, for tests that alter it behind its back. */
import { strict as assert } from "node:assert";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** D1's file. */
export function d1File(stateDir: string): string {
  return fileWith(join(stateDir, "data/d1/miniflare-D1DatabaseObject"), "programme");
}

/** Every file of D1 with rows in this table; none where nobody has used the system. */
export function d1FilesWith(stateDir: string, table: string): readonly string[] {
  return filesWith(join(stateDir, "data/d1/miniflare-D1DatabaseObject"), table);
}

function filesWith(folder: string, table: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".sqlite") && file !== "metadata.sqlite")
    .map((file) => join(folder, file))
    .filter((path) => withDatabase(path, (db) => hasRows(db, table)));
}

/** The one file of a folder that has rows in this table. */
export function fileWith(folder: string, table: string): string {
  const found = filesWith(folder, table);
  assert.equal(found.length, 1, `${found.length} files in ${folder} have ${table}`);
  return found[0] as string;
}

function hasRows(db: DatabaseSync, table: string): boolean {
  if (!db.prepare("select 1 from sqlite_master where name = ?").get(table)) return false;
  return db.prepare(`select 1 from ${table} limit 1`).get() !== undefined;
}

/** Opens, works, closes. */
export function withDatabase<T>(path: string, work: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(path);
  try {
    return work(db);
  } finally {
    db.close();
  }
}
