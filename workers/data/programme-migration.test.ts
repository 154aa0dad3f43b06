import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { designSchema, storedDesign } from "../../schema/api/programme-design.ts";

const MIGRATIONS = new URL("../../schema/d1/migrations/", import.meta.url);
const files = readdirSync(MIGRATIONS)
  .filter((name) => name.endsWith(".sql"))
  .sort();
const first = files.find((name) => name.endsWith("_programme_versions.sql")) ?? "";

/** A database as it was before programmes were kept in versions, with one programme, two rules and an issue of each. */
function before() {
  const sqlite = new DatabaseSync(":memory:");
  const run = (wanted: (name: string) => boolean) => {
    for (const name of files.filter(wanted))
      for (const statement of readFileSync(new URL(name, MIGRATIONS), "utf8").split(
        "--> statement-breakpoint",
      ))
        sqlite.exec(statement);
  };
  run((name) => name < first);
  sqlite.exec(`
    insert into programme values ('p', 'r', '旅', 'ためしPay', 'shiosai', '円', '[3000,1000]', 'night', 1,
      '{"kind":"days","days":30}', '2026-11-01', '2027-03-31',
      '{"municipalities":["990019"],"industries":null,"industriesOut":["J"],"storesIn":[],"storesOut":["s"]}',
      '{"perIssuerDayYen":null,"perBranchDayYen":600000,"perStayYen":null}', 72, 'open', 5);
    insert into programme_rule values ('p', 1, 'r', 0, 1, 50000, null), ('p', 2, 'r', 1000, 1, 20000, 9000);
    insert into issue values
      ('old', 'r', 'p', 'i', 'b', 'o', 'active', 1, 1, 1, 100, 1, null, '2026-12-31', '1', 1, '[]', 999, null),
      ('new', 'r', 'p', 'i', 'b', 'q', 'active', 1, 2, 1, 100, 1, null, '2026-12-31', '1', 1, '[]', 1000, null)`);
  return { sqlite, migrate: () => run((name) => name >= first) };
}

test("PRG-1: what a programme was becomes versions, one for each version of its rules, and nothing is lost", () => {
  const { sqlite, migrate } = before();
  migrate();
  const rows = sqlite.prepare("select * from programme_version order by version").all();
  const designs = rows.map((row) => designSchema.parse(JSON.parse(row.design as string)));
  expect(rows.map((row) => [row.version, row.effective_from_ms])).toEqual([
    [1, 0],
    [2, 1_000],
  ]);
  expect(designs.map((design) => design.rule)).toEqual([
    { unitYen: 1, payLimitYen: 50_000, personCapYen: null },
    { unitYen: 1, payLimitYen: 20_000, personCapYen: 9_000 },
  ]);
  // Stored as the schema writes it: what it would fill in by itself is already there.
  expect(designs[0]).toEqual(storedDesign(rows[0]?.design as string));
  expect(designs[0]).toMatchObject({
    name: "旅",
    payName: "ためしPay",
    facesYen: [3_000, 1_000],
    facePer: "night",
    asks: {
      stayReference: "required",
      guestName: "optional",
      checkIn: "optional",
      evidence: "no",
      receipt: "optional",
    },
    validity: { kind: "days", days: 30 },
    scope: { municipalities: ["990019"], industries: null, industriesOut: ["J"], storesOut: ["s"] },
    caps: { perIssuerDayYen: null, perBranchDayYen: 600_000, totalYen: null },
    reprintHours: 72,
    consideration: { kind: "free" },
  });
});

test("PRG-1: an issue made before keeps the version whose rules were in force", () => {
  const { sqlite, migrate } = before();
  migrate();
  const rows = sqlite.prepare("select id, programme_version from issue order by id").all();
  expect(rows.map((row) => [row.id, row.programme_version])).toEqual([
    ["new", 2],
    ["old", 1],
  ]);
});

test("PRG-1: a version is followed, never changed, whoever tries", () => {
  const { sqlite, migrate } = before();
  migrate();
  expect(() => sqlite.exec("update programme_version set design = '{}'")).toThrow("never changed");
  expect(() => sqlite.exec("delete from programme_version")).toThrow("never changed");
});
