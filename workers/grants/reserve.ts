import { idTail, stepId } from "../../durable-objects/lib/hash.ts";
import type { Answer, SimpleResult } from "../../schema/commands.ts";
import { fundName, type GrantId, type OperationId, type ProgrammeId } from "../../schema/ids.ts";
import type { Yen } from "../../schema/money.ts";
import type { GrantFacts } from "../data/grants.ts";
import type { Env } from "../env.ts";
import { ask, fundActor } from "../http/actors.ts";

/** The ids of a grant's steps at its fund: the same for whoever carries them out, and however often (XFR-3, GRT-5). */
export function grantStep(grant: Pick<GrantFacts, "id" | "programmeId">, step: string): OperationId {
  return stepId(grant.id, step, idTail(fundName(grant.programmeId as ProgrammeId)));
}

/**
 * Has the fund set a grant's yen aside, and lets the grant run, or be begun again where there isn't as much (GRT-4). Without
 * an answer nothing changes: the job asks again.
 */
export async function reserve(env: Env, grant: GrantFacts, nowMs: number): Promise<Answer<SimpleResult>> {
  const answer = await ask(() =>
    fundActor(env, grant.programmeId as ProgrammeId).reserveGrant({
      operationId: grant.operationId as OperationId,
      grantId: grant.id as GrantId,
      amountYen: grant.readyYen as Yen,
    }),
  );
  const { outcome } = answer;
  if (outcome.ok || outcome.error.outcome === "not-done")
    await env.DB.prepare(
      outcome.ok
        ? "update grant_batch set state = 'running', updated_at_ms = ?3 where id = ?1 and operation_id = ?2 and state = 'beginning'"
        : `update grant_batch set state = 'ready', operation_id = null, begun_by = null, begun_at_ms = null, updated_at_ms = ?3
           where id = ?1 and operation_id = ?2 and state = 'beginning'`,
    )
      .bind(grant.id, grant.operationId, nowMs)
      .run();
  return answer;
}
