import { businessDate } from "../../schema/calendar.ts";
import { writeAudit } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import type { Env } from "../env.ts";
import { RETENTION } from "./policy.ts";

/** What one rule erases in one sweep: D1 takes that in one statement, and the rest comes five minutes later. */
export const MAX_ERASED = 500;
const FLAG = "retention-done";

/**
 * Erases what has been kept long enough (SEC-7), once a day; where a rule was full, the next sweep goes on. What went is
 * logged as counts, never as rows. Returns how many rows.
 */
export async function eraseOver(env: Pick<Env, "DB">, nowMs: number): Promise<number> {
  const today = businessDate(nowMs);
  const done = await env.DB.prepare("select value from system_flag where name = ?1")
    .bind(FLAG)
    .first<{ value: string }>();
  if (done?.value === today) return 0;
  const counts: Record<string, number> = {};
  for (const { name, keepMs, sql } of RETENTION) {
    const beforeMs = nowMs - keepMs;
    const statement = env.DB.prepare(sql);
    const bound = sql.includes("?3")
      ? statement.bind(beforeMs, MAX_ERASED, businessDate(beforeMs))
      : statement.bind(beforeMs, MAX_ERASED);
    const { meta } = await bound.run();
    if (meta.changes > 0) counts[name] = meta.changes;
  }
  const erased = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (erased > 0) {
    const db = databaseOf(env as Env, null);
    await writeAudit(db, {
      regionId: null,
      atMs: nowMs,
      actor: "system",
      action: "retention.erase",
      subjectKind: "retention",
      subjectId: today,
      after: counts,
      requestId: `retention-${nowMs}`,
    });
  }
  const isFull = Object.values(counts).some((count) => count >= MAX_ERASED);
  if (!isFull)
    await env.DB.prepare(
      "insert into system_flag (name, value) values (?1, ?2) on conflict (name) do update set value = ?2",
    )
      .bind(FLAG, today)
      .run();
  return erased;
}
