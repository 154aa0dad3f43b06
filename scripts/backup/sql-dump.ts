/**
 * A copy of a D1 database as SQL, read back line by line: it may be larger than the memory.
 */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";

/** So many statements are one transaction. */
const EACH = 1_000;

/** Runs a copy on an empty database. Throws where a statement doesn't run, or the last one is cut off. */
export async function loadDump(file: string, db: DatabaseSync): Promise<void> {
  const lines = createInterface({
    input: createReadStream(file, "utf8"),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  let statement = "";
  let inOne = 0;
  // Rows come before those they point to.
  db.exec("pragma foreign_keys = off; begin");
  for await (const line of lines) {
    statement += statement === "" ? line : `\n${line}`;
    if (!line.trimEnd().endsWith(";") || !isWhole(db, statement)) continue;
    db.exec(statement);
    statement = "";
    if (++inOne % EACH === 0) db.exec("commit; begin");
  }
  db.exec("commit; pragma foreign_keys = on");
  if (statement.trim() !== "") throw new Error(`${file} is cut off in the middle of a statement`);
}

/** Whether a text is a whole statement: a line of a text or of a trigger may end in a semicolon too. */
function isWhole(db: DatabaseSync, statement: string): boolean {
  try {
    db.prepare(statement);
    return true;
  } catch (error) {
    const words = (error as Error).message;
    if (/incomplete input|unrecognized token/.test(words)) return false;
    throw error;
  }
}

/** What is in a copy: whether SQLite finds it sound, its last migration, and rows by table. */
export interface DumpFacts {
  readonly sound: boolean;
  readonly lastMigration: string | null;
  readonly rows: Readonly<Record<string, number>>;
}

/** Loads a copy into memory-less scratch and looks at it. */
export async function inspectDump(file: string, scratch: string): Promise<DumpFacts> {
  const db = new DatabaseSync(scratch);
  try {
    await loadDump(file, db);
    const [check] = db.prepare("pragma integrity_check").all();
    const tables = db
      .prepare(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'",
      )
      .all()
      .map(({ name }) => String(name));
    const count = (table: string) => Number(db.prepare(`select count(*) as n from "${table}"`).get()?.n);
    return {
      sound: check?.integrity_check === "ok",
      lastMigration: tables.includes("d1_migrations")
        ? String(db.prepare("select max(name) as last from d1_migrations").get()?.last)
        : null,
      rows: Object.fromEntries(tables.map((table) => [table, count(table)])),
    };
  } finally {
    db.close();
  }
}
