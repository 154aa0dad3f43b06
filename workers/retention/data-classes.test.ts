import { readdirSync, readFileSync } from "node:fs";
import { getTableName } from "drizzle-orm";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import { expect, test } from "vitest";
import { TABLES_OF_A_RESIDENT } from "../data/erasures.ts";
import { COLUMN_CLASSES, type DataClass } from "./data-classes.ts";
import { RETENTION } from "./policy.ts";

/** Every table of schema/d1, with its text columns. */
async function tables(): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (const file of readdirSync(new URL("../../schema/d1/", import.meta.url)).filter((name) =>
    name.endsWith(".ts"),
  )) {
    const module = (await import(`../../schema/d1/${file}`)) as Record<string, unknown>;
    for (const table of Object.values(module)) {
      if (!(table instanceof SQLiteTable)) continue;
      const { name, columns } = getTableConfig(table);
      found.set(
        name,
        columns.filter((column) => column.getSQLType() === "text").map((column) => column.name),
      );
    }
  }
  return found;
}

const columnsOf = (table: string) =>
  Object.values(COLUMN_CLASSES[table] ?? {}).flatMap((names) => names.split(" "));
const inClass = (wanted: DataClass) =>
  Object.entries(COLUMN_CLASSES).flatMap(([table, classes]) => (classes[wanted] ? [table] : []));
const atRest = readFileSync(new URL("../../docs/data-at-rest.md", import.meta.url), "utf8");

test("SEC-7: every text column of every table says what it holds, once", async () => {
  const all = await tables();
  expect(all.size).toBeGreaterThan(40);
  for (const [table, columns] of all)
    expect([table, ...columnsOf(table).sort()]).toEqual([table, ...[...columns].sort()]);
  expect(Object.keys(COLUMN_CLASSES).filter((table) => !all.has(table))).toEqual([]);
});

test("SEC-7: whatever holds more than ids is in docs/data-at-rest.md", () => {
  const classes: readonly DataClass[] = ["sealed", "hashed", "person", "business", "public", "local"];
  const named = new Set(classes.flatMap(inClass));
  expect([...named].filter((table) => !atRest.includes(`\`${table}\``))).toEqual([]);
});

test("SEC-7: each rule of what is erased is written down with its time", () => {
  for (const { name, keepMs } of RETENTION)
    expect([name, atRest.includes(`| ${name} | ${keepMs / 86_400_000} days |`)]).toEqual([name, true]);
});

test("SEC-7: erasing a resident takes every table that says more of them than their id", async () => {
  const telling: readonly DataClass[] = ["sealed", "hashed", "person"];
  const of = (table: string) => telling.some((name) => inClass(name).includes(table));
  const all = await tables();
  const theirs = [...all].filter(([table, columns]) => columns.includes("resident_id") && of(table));
  const erased: readonly string[] = TABLES_OF_A_RESIDENT.map((table) => getTableName(table));
  expect(theirs.map(([table]) => table).filter((table) => !erased.includes(table))).toEqual([]);
});
