import { idTail, stepId } from "../../durable-objects/lib/hash.ts";
import { sendJournal } from "../../durable-objects/lib/journal-queues.ts";
import { type ClosingId, fundName, type ProgrammeId } from "../../schema/ids.ts";
import type { Env } from "../env.ts";
import { ask, fundActor } from "../http/actors.ts";

/** An approved closing whose fees aren't in the fund's book yet. */
export interface UnkeptFees {
  readonly closingId: ClosingId;
  readonly regionId: string;
  readonly programmeId: ProgrammeId;
  readonly amountYen: number;
}

/** Approved closings without their fees in the fund's book, the oldest first. */
export async function unkeptFees(db: D1Database, limit: number): Promise<readonly UnkeptFees[]> {
  const { results } = await db
    .prepare(
      `select c.id as closingId, c.region_id as regionId, c.programme_id as programmeId,
         c.fee_yen + c.tax_yen as amountYen
       from closing c
       where c.state = 'approved' and not exists (select 1 from closing_fee f where f.closing_id = c.id)
       order by c.approved_at_ms limit ?1`,
    )
    .bind(limit)
    .all<UnkeptFees>();
  return results;
}

/**
 * FND-13: makes a closing's fees the secretariat's. The operation's id says which closing it is, and an approved closing
 * never changes, so they are kept once however often it is asked for; a fund that doesn't answer is asked by the next sweep.
 */
export async function keepFees(env: Env, fees: UnkeptFees, nowMs: number): Promise<void> {
  const { closingId, programmeId, amountYen } = fees;
  const operationId = stepId(`fees:${closingId}`, "keep", idTail(fundName(programmeId)));
  if (amountYen !== 0) {
    const { outcome, entries } = await ask(() =>
      fundActor(env, programmeId).keepFee({ operationId, closingId, amountYen }),
    );
    await sendJournal(env, entries);
    if (!outcome.ok) throw new Error(`the fees of closing ${closingId} are not kept: ${outcome.error.code}`);
  }
  await env.DB.prepare(
    `insert into closing_fee (closing_id, region_id, programme_id, amount_yen, operation_id, kept_at_ms)
     values (?1, ?2, ?3, ?4, ?5, ?6) on conflict (closing_id) do nothing`,
  )
    .bind(closingId, fees.regionId, programmeId, amountYen, amountYen === 0 ? null : operationId, nowMs)
    .run();
}
