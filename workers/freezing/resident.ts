import { walletStub } from "../../durable-objects/lib/money-actor.ts";
import { freezeId } from "../../durable-objects/wallet/birth.ts";
import type { JournalEntry } from "../../schema/events.ts";
import type { ActorName, OperationId, RegionId, ResidentId } from "../../schema/ids.ts";
import { databaseOf } from "../data/database.ts";
import { freezeDriven, walletLinksInRegion } from "../data/residents.ts";
import type { Env } from "../env.ts";
import { ask } from "../http/actors.ts";

/** A resident's freeze as its record stands (FRZ-1). */
export interface ResidentFreeze {
  readonly residentId: ResidentId;
  readonly regionId: RegionId;
  readonly frozen: boolean;
  readonly operationId: OperationId;
}

/** How far a freeze has come. */
export interface FreezeProgress {
  readonly reached: number;
  readonly total: number;
  /** What the wallets journaled, for whoever runs this to publish (PUB-1). */
  readonly entries: readonly JournalEntry[];
}

/** Wallets asked at a time. */
const AT_ONCE = 20;

/**
 * Tells every wallet the resident has in the region (FRZ-1). The record must stand before: a wallet that is linked
 * while this runs reads it at its birth. Asked again, it changes nothing; the sweep asks until every wallet answered.
 */
export async function driveResidentFreeze(
  env: Env,
  freeze: ResidentFreeze,
  nowMs: number,
): Promise<FreezeProgress> {
  const { residentId, regionId, operationId, frozen } = freeze;
  const db = databaseOf(env, regionId);
  const links = await walletLinksInRegion(db, regionId, residentId);
  const entries: JournalEntry[] = [];
  let reached = 0;
  for (let at = 0; at < links.length; at += AT_ONCE) {
    const answers = await Promise.all(
      links.slice(at, at + AT_ONCE).map((link) => {
        const actor = link.actor as ActorName;
        return ask(() =>
          walletStub(env, actor).freeze({ operationId: freezeId(operationId, actor), frozen }),
        );
      }),
    );
    for (const answer of answers) {
      entries.push(...answer.entries);
      if (answer.outcome.ok) reached += 1;
    }
  }
  if (reached === links.length) await freezeDriven(db, { residentId, regionId, operationId }, nowMs);
  return { reached, total: links.length, entries };
}

/** Freezes that some wallet hasn't answered yet (FRZ-1), oldest first. */
export async function undrivenFreezes(
  db: D1Database,
  beforeMs: number,
  limit: number,
): Promise<readonly ResidentFreeze[]> {
  const { results } = await db
    .prepare(
      `select resident_id as residentId, region_id as regionId, frozen, operation_id as operationId
         from resident_freeze where driven_at_ms is null and since_ms <= ?1 order by since_ms limit ?2`,
    )
    .bind(beforeMs, limit)
    .all<Omit<ResidentFreeze, "frozen"> & { readonly frozen: number }>();
  return results.map((row) => ({ ...row, frozen: row.frozen === 1 }));
}
