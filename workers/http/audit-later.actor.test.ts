import { env } from "cloudflare:test";
import { expect, test } from "vitest";
import type { AuditRecord } from "../data/audit-log.ts";
import type { Env } from "../env.ts";
import { auditLater } from "./audit-later.ts";

const record = (subjectId: string): AuditRecord => ({
  regionId: "region",
  atMs: 1,
  actor: "clerk",
  action: "payment.take",
  subjectKind: "payment",
  subjectId,
  after: { amountYen: 300 },
  requestId: `request ${subjectId}`,
});

const subjects = async () =>
  (
    await env.DB.prepare("select subject_id, after, before, reason from audit_log order by id").all<{
      subject_id: string;
      after: string;
      before: string | null;
      reason: string | null;
    }>()
  ).results;

/** A database that fails so often before it works. */
function failing(times: number): Env {
  let left = times;
  const DB = new Proxy(env.DB, {
    get: (db, member) => {
      if (member === "prepare" && left-- > 0) throw new Error("D1_ERROR: away");
      const value = Reflect.get(db, member) as unknown;
      return typeof value === "function" ? value.bind(db) : value;
    },
  });
  return { ...(env as unknown as Env), DB };
}

async function log(target: Env, ids: readonly string[]): Promise<void> {
  const waiting: Promise<unknown>[] = [];
  for (const id of ids) auditLater(target, { waitUntil: (each) => void waiting.push(each) }, record(id));
  await Promise.all(waiting);
}

test("AUD-4: many records go in one write, each whole; again, none is doubled", async () => {
  await log(env as unknown as Env, ["a", "b", "c"]);
  expect(await subjects()).toEqual(
    ["a", "b", "c"].map((subject_id) => ({
      subject_id,
      after: '{"amountYen":300}',
      before: null,
      reason: null,
    })),
  );
  await log(env as unknown as Env, ["b"]);
  expect(await subjects()).toHaveLength(3);
});

test("AUD-4: what could not be written goes with the next", async () => {
  const away = failing(1);
  await log(away, ["d", "e"]);
  expect((await subjects()).map((row) => row.subject_id)).not.toContain("d");
  await log(away, ["f"]);
  expect((await subjects()).slice(-3).map((row) => row.subject_id)).toEqual(["d", "e", "f"]);
});
