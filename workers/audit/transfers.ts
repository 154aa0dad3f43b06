import type { ActorClass } from "../../schema/ids.ts";
import { type Finding, rowFinding } from "./finding.ts";

/** Operation ids looked at in one page. */
const PAGE_IDS = 5_000;

/**
 * One page of operation ids in order: none of them moves money on two actors (AUD-6). The declared pairs, a transfer's
 * two ends, have ids of their own (XFR-3), so no pair needs an exception.
 */
export async function checkOperations(
  db: D1Database,
  after: string,
): Promise<{ readonly next: string | null; readonly finding: Finding | null }> {
  const { results } = await db
    .prepare(
      `select operation_id as id, min(actor) as actor, max(actor) as other, min(class) as class, min(seq) as seq,
         min(programme_id) as programmeId, count(distinct case when amount_yen <> 0 then actor end) as actors
       from journal where operation_id in (
         select distinct operation_id from journal where operation_id > ?1 order by operation_id limit ${PAGE_IDS})
       group by operation_id order by operation_id`,
    )
    .bind(after)
    .all<{
      id: string;
      actor: string;
      other: string;
      class: ActorClass;
      seq: number;
      programmeId: string;
      actors: number;
    }>();
  const twice = results.find((row) => row.actors > 1);
  if (twice) {
    const named = { actorClass: twice.class, actor: twice.actor, programmeId: twice.programmeId };
    const what = `operation ${twice.id} moves money here and on ${twice.other}`;
    return { next: null, finding: rowFinding("AUD-6", "d1", named, twice.seq, what) };
  }
  return { next: results.length < PAGE_IDS ? null : (results.at(-1)?.id ?? null), finding: null };
}

/** Uneven transfers that are looked at again in one go. */
const MAX_UNEVEN = 500;

/** A transfer that doesn't add up. */
export interface UnevenTransfer {
  readonly actor: string;
  readonly parent: string;
  readonly finding: Finding;
}

/**
 * Transfers that don't add up (XFR-1): posted, and something else arrived than left; voided, and something arrived; more
 * arrived than left; arrived from nowhere. On the way that may be entries of one end not projected yet: the caller asks
 * again about the same ones before it judges.
 * @param among only these; null for all
 */
export async function unevenTransfers(
  db: D1Database,
  among: readonly Pick<UnevenTransfer, "actor" | "parent">[] | null,
): Promise<readonly UnevenTransfer[]> {
  const { results } = await db
    .prepare(
      `select t.actor, t.class, t.programme_id as programmeId, t.parent, t.held_yen as held, t.arrived_yen as arrived,
         t.ended_as as ended, (select min(seq) from journal j where j.actor = t.actor and j.operation_id = t.parent) as seq
       from transfer t
       where (t.held_yen <> t.arrived_yen and (t.arrived_yen <> 0 or t.ended_as not in ('charge-voided', 'grant-voided'))
             and (t.ended_as is not null or t.arrived_yen <> 0)
           or t.held_yen = t.arrived_yen and t.ended_as in ('charge-voided', 'grant-voided') and t.held_yen <> 0)
         and (?1 is null or (t.actor, t.parent) in (select value->>'actor', value->>'parent' from json_each(?1)))
       limit ${MAX_UNEVEN}`,
    )
    .bind(among === null ? null : JSON.stringify(among.map(({ actor, parent }) => ({ actor, parent }))))
    .all<{
      actor: string;
      class: ActorClass;
      programmeId: string;
      parent: string;
      held: number;
      arrived: number;
      ended: string | null;
      seq: number | null;
    }>();
  return results.map((row) => {
    const named = { actorClass: row.class, actor: row.actor, programmeId: row.programmeId };
    const what = `transfer ${row.parent} (${row.ended ?? "pending"}) took ${row.held} yen and brought ${row.arrived}`;
    return {
      actor: row.actor,
      parent: row.parent,
      finding: rowFinding("XFR-1", "d1", named, row.seq, what),
    };
  });
}
