import { expect, test } from "vitest";
import { chainOf } from "../queue/chains.testing.ts";
import { nodeD1 } from "../queue/node-d1.testing.ts";
import { project } from "../queue/projection.ts";
import { goOnStopping, stopsToGoOn } from "./issue.ts";

const NOW = Date.UTC(2026, 10, 24, 3);
const MINUTE = 60_000;

/** A stopped issue whose job has ended, its last pass begun at `NOW`, and the row of one coupon of it. */
function stopped() {
  const { db, sqlite } = nodeD1();
  sqlite.exec(`
    insert into issue (id, region_id, programme_id, issuer_id, branch_id, operation_id, state, fund_seq, serial_from, count, sum_yen, written, not_before_on, expires_on, key_id, pepper_generation, faces, created_at_ms, created_by, programme_version) values ('issue', 'region', 'programme', 'issuer', 'branch', 'operation', 'stopped', 9, 1, 1, 100, 1,
      null, '2026-12-31', '1', 1, '[]', 0, null, null);
    insert into coupon values ('programme', 1, 'region', 'issue', 'coupon', 1, '1', 0, 100, 'issuer', 'branch', null,
      '2026-12-31', '');
    insert into job_work (job_id, kind, state, work, lease_until_ms, updated_at_ms)
      values ('stop:issue', 'stop', 'done', '{"issueId":"issue","passBeganAtMs":${NOW}}', 0, ${NOW + 1_000})`);
  return { db, sqlite };
}

const opening = chainOf("coupon", [{ kind: "open", amountYen: 100 }]);

test("CPN-7: a coupon whose opening reached D1 only after the stop's last pass brings the job back", async () => {
  const { db, sqlite } = stopped();
  expect(await stopsToGoOn(db, NOW, 10)).toEqual([]);
  await project(db, opening, "log", NOW + 60 * MINUTE);
  expect(await stopsToGoOn(db, NOW + 61 * MINUTE, 10)).toEqual(["issue"]);

  const sent: unknown[] = [];
  const env = {
    DB: db,
    CLOCK_OFFSET_MS: "0",
    JOBS_QUEUE: { send: async (body: unknown) => void sent.push(body) },
  };
  await goOnStopping(env as never, "issue" as never);
  expect(sent).toEqual([{ kind: "stop", jobId: "stop:issue" }]);
  expect({ ...sqlite.prepare("select state, lease_until_ms from job_work").get() }).toEqual({
    state: "queued",
    lease_until_ms: 0,
  });
  expect(await stopsToGoOn(db, NOW + 61 * MINUTE, 10)).toEqual([]);
});

test("CPN-7: a coupon that the last pass could see brings nothing back, nor one of long ago", async () => {
  const seen = stopped();
  await project(seen.db, opening, "log", NOW - MINUTE);
  expect(await stopsToGoOn(seen.db, NOW, 10)).toEqual([]);

  const late = stopped();
  await project(late.db, opening, "log", NOW + MINUTE);
  expect(await stopsToGoOn(late.db, NOW + 8 * 24 * 60 * MINUTE, 10)).toEqual([]);
});
