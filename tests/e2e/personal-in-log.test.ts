import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { peopleIn, personalIn } from "./personal-in-log.ts";
import { withDatabase } from "./sqlite-files.ts";

test("SEC-5: what is somebody's is found in a log, and what the log is for is left alone", () => {
  for (const line of [
    "sent to 09012345678",
    "sent to 090-1234-5678",
    'recipient: "+819012345678"',
    "code 12345678901234567890 not found",
    "kakari@example.jp",
    "cookie eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.x",
    "row v2.0a1b2c3d.AAAAAAAAAAAAAAAAAAAAAAAA",
  ])
    expect([line, personalIn(line, []).length]).toEqual([line, 1]);
  expect(personalIn("log in of shiomi-admin-password", ["shiomi-admin-password"])).toHaveLength(1);
  for (const line of [
    "2026-11-25T22:16:19.123Z warn request failed { requestId: '0193b3a0-0000-7000-8000-000000000000' }",
    "sweep { gapsHealed: 0, failures: 0 }",
    "a job step failed 7k3m9qxw2p4d 1795645417019",
  ])
    expect(personalIn(line, [])).toEqual([]);
});

test("SEC-5: the names of accounts and addresses of shops that a system holds are looked for; an unused one holds none", () => {
  const stateDir = mkdtempSync(join(tmpdir(), "tegata-people-"));
  expect(peopleIn(stateDir)).toEqual([]);
  const folder = join(stateDir, "data/d1/miniflare-D1DatabaseObject");
  mkdirSync(folder, { recursive: true });
  withDatabase(join(folder, "a.sqlite"), (db) =>
    db.exec(`create table staff (name text); create table store (address text);
      insert into staff values ('月見 花子'); insert into store values ('青浜町1-2-3')`),
  );
  const known = peopleIn(stateDir);
  expect(personalIn("a mail for 月見 花子 failed\nstore at 青浜町1-2-3\nall well", known)).toHaveLength(2);
});
