import type { OperationId } from "../../schema/ids.ts";
import type { GrantFacts } from "../data/grants.ts";
import type { Env } from "../env.ts";
import { jobStatement } from "../queue/lease.ts";
import { type GrantWork, grantJobId } from "./run.ts";

/**
 * Takes a grant from ready to beginning, and the job that goes on with it, in one batch (ALM-2): whoever dies afterwards, it is
 * begun. False where it is at another stage by now.
 */
export async function beginGrant(
  db: D1Database,
  grant: GrantFacts,
  by: { readonly staffId: string; readonly operationId: OperationId },
  nowMs: number,
): Promise<boolean> {
  const work: GrantWork = { step: "credit", grantId: grant.id };
  const [claimed] = await db.batch([
    db
      .prepare(
        `update grant_batch set state = 'beginning', operation_id = ?2, begun_by = ?3, begun_at_ms = ?4, updated_at_ms = ?4
         where id = ?1 and state = 'ready' and ready_rows > 0`,
      )
      .bind(grant.id, by.operationId, by.staffId, nowMs),
    jobStatement(db, { jobId: grantJobId.credit(grant.id, by.operationId), kind: "grant", work }, nowMs, {
      when: "exists (select 1 from grant_batch where operation_id = ?5 and state = 'beginning')",
      value: by.operationId,
    }),
  ]);
  return claimed?.meta.changes === 1;
}

/** Asks a running grant to send nothing more; its job ends it. False where it isn't running. */
export async function stopGrant(
  db: D1Database,
  id: string,
  by: { readonly staffId: string; readonly reason: string },
  nowMs: number,
): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `update grant_batch set state = 'stopping', stopped_by = ?2, stop_reason = ?3, updated_at_ms = ?4
       where id = ?1 and state = 'running'`,
    )
    .bind(id, by.staffId, by.reason, nowMs)
    .run();
  return meta.changes === 1;
}

/** Puts away a grant that moved nothing, its list and its lines; false where it was begun. */
export async function discardGrant(env: Env, grant: GrantFacts, nowMs: number): Promise<boolean> {
  const [put] = await env.DB.batch([
    env.DB.prepare(
      `update grant_batch set state = 'discarded', file_key = null, ended_at_ms = ?2, updated_at_ms = ?2
       where id = ?1 and state in ('reading', 'unreadable', 'ready')`,
    ).bind(grant.id, nowMs),
    env.DB.prepare(
      "delete from grant_row where grant_id = ?1 and exists (select 1 from grant_batch where id = ?1 and state = 'discarded')",
    ).bind(grant.id),
  ]);
  if (put?.meta.changes !== 1) return false;
  if (grant.fileKey !== null) await env.FILES.delete(grant.fileKey);
  return true;
}
