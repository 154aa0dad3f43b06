import type { DatabaseSync } from "node:sqlite";

/** A database as D1 exports it, line by line: tables with their rows, then indexes and triggers. */
export function* d1Dump(db: DatabaseSync): Generator<string> {
  yield "PRAGMA defer_foreign_keys=TRUE;";
  const tables = db.prepare(
    "select name, sql from sqlite_schema where type = 'table' and sql not null order by tbl_name = 'sqlite_sequence', rowid",
  );
  for (const { name, sql } of tables.all() as { name: string; sql: string }[]) {
    if (name === "sqlite_sequence") yield "DELETE FROM sqlite_sequence;";
    else if (name.startsWith("_cf_") || name.startsWith("sqlite_")) continue;
    else yield `${sql};`;
    for (const row of db.prepare(`select * from "${name}"`).iterate()) {
      const columns = Object.keys(row).map((column) => `"${column}"`);
      yield `INSERT INTO "${name}" (${columns.join(",")}) VALUES(${Object.values(row).map(literal).join(",")});`;
    }
  }
  const rest = db.prepare(
    "select sql from sqlite_schema where sql not null and type in ('index', 'trigger', 'view') order by type",
  );
  for (const { sql } of rest.all()) yield `${sql};`;
}

function literal(cell: unknown): string {
  if (cell === null) return "NULL";
  if (typeof cell === "number" || typeof cell === "bigint") return String(cell);
  if (cell instanceof Uint8Array) return `X'${Buffer.from(cell).toString("hex")}'`;
  const text = String(cell).replaceAll("'", "''");
  const oneLine = `'${text.replaceAll("\r", "\\r").replaceAll("\n", "\\n")}'`;
  const withReturns = text.includes("\r") ? `replace(${oneLine},'\\r',char(13))` : oneLine;
  return text.includes("\n") ? `replace(${withReturns},'\\n',char(10))` : withReturns;
}
