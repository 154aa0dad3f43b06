import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrationSql, unseenMigrations } from "../d1-migrations.ts";
import { FakeCloudflare } from "../deploy/cloudflare.testing.ts";
import { Cloudflare } from "../deploy/cloudflare.ts";
import { d1Dump } from "../deploy/d1-dump.testing.ts";
import { loadDump } from "./sql-dump.ts";
import { takeBackup } from "./take.ts";

const NOW = Date.parse("2026-11-26T18:30:00Z");
let fake: FakeCloudflare;
let folder: string;

beforeEach(async () => {
  fake = await new FakeCloudflare().start();
  folder = mkdtempSync(join(tmpdir(), "tegata-backup-"));
  const sqlite = new DatabaseSync(":memory:");
  for (const name of unseenMigrations([])) sqlite.exec(migrationSql(name));
  sqlite.exec("create table d1_migrations (name text); insert into d1_migrations values ('0045_last.sql')");
  // Words that a line of SQL could stumble over, and rows that triggers have already added up.
  sqlite
    .prepare("insert into region (id, name, created_at_ms) values (?, ?, 1)")
    .run("r1", "it's;\nON TWO LINES;\r\n-- 潮見県');");
  sqlite.exec(
    `insert into journal (actor, seq, class, region_id, programme_id, at_ms, book_date, operation_id, line, kind, account,
       amount_yen, prev_hash, hash, log_key, projected_at_ms)
     values ('c', 1, 'coupon', 'r1', 'p', 1, '2026-11-26', 'o', 0, 'open', '1', 3000, 'x', 'y', 'k', 1)`,
  );
  fake.databases.set("tegata", { id: "db", sqlite });
});
afterEach(async () => {
  expect(fake.unknown).toEqual([]);
  await fake.stop();
  rmSync(folder, { recursive: true });
});

const take = () =>
  takeBackup(new Cloudflare(fake.access), { name: "tegata", id: "db", folder, nowMs: NOW, askEveryMs: 1 });

test("BAK-2: a copy of D1 is taken, read back, and says what is in it", async () => {
  const backup = await take();
  expect(backup).toMatchObject({
    sound: true,
    lastMigration: "0045_last.sql",
    takenAt: "2026-11-26T18:30:00.000Z",
  });
  expect(backup.rows).toMatchObject({ region: 1, journal: 1, ledger_total: 1, coupon: 0 });
  expect(readdirSync(folder).sort()).toEqual([
    "tegata-2026-11-26T1830Z.sql",
    "tegata-2026-11-26T1830Z.sql.json",
  ]);
  expect(statSync(backup.file).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(`${backup.file}.json`, "utf8"))).toMatchObject({ sha256: backup.sha256 });
});

test("BAK-2: what is loaded from it is the database to the letter: every row, index and trigger", async () => {
  const { file } = await take();
  const copy = new DatabaseSync(":memory:");
  await loadDump(file, copy);
  const original = fake.databases.get("tegata")?.sqlite as DatabaseSync;
  expect([...d1Dump(copy)]).toEqual([...d1Dump(original)]);
});

test("BAK-2: a copy that is cut off, or no copy at all, is refused and leaves no file", async () => {
  fake.copyLacks = 3;
  await expect(take()).rejects.toThrow("cut off");
  expect(readdirSync(folder)).toEqual([]);
  writeFileSync(join(folder, "none.sql"), "<!doctype html>;\n");
  await expect(loadDump(join(folder, "none.sql"), new DatabaseSync(":memory:"))).rejects.toThrow(
    "syntax error",
  );
});

test("BAK-2: D1 is set back to a moment by the platform's own memory, and how to undo it is said", async () => {
  const { undo } = await new Cloudflare(fake.access).rewindDatabase("db", NOW);
  expect(undo).toBe("before");
  expect(fake.changes).toEqual(["rewind to 2026-11-26T18:30:00.000Z"]);
});
