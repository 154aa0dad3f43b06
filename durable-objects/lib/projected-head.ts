import type { Head } from "../../schema/events.ts";
import type { ActorName } from "../../schema/ids.ts";

/** CPN-5, PRJ-2: while it is 1, what D1 does not hold may still be on its way back. */
const REBUILDING = "(select value from system_flag where name = 'rebuild')";

/**
 * Where D1's verified, gapless projection of an actor ends (PUB-6). A replica will do: an old answer only means
 * that something is sent again. `seq` 0 and an empty hash where D1 knows nothing of the actor; null where D1 could not
 * be read, or is being made again (PRJ-2), which says nothing at all.
 */
export async function projectedHead(db: D1Database, actor: ActorName): Promise<Head | null> {
  try {
    const row = await db
      .withSession("first-unconstrained")
      .prepare(
        `select h.seq, h.hash, ${REBUILDING} as rebuilding
           from (select 1) left join actor_head h on h.actor = ?1`,
      )
      .bind(actor)
      .first<{ seq: number | null; hash: string | null; rebuilding: string | null }>();
    if (row?.rebuilding === "1") return null;
    return { seq: row?.seq ?? 0, hash: row?.hash ?? "" };
  } catch {
    return null;
  }
}

/**
 * Whether D1 holds any entry of actor ?1, entries kept aside included (CPN-5): an actor that finds itself empty although
 * it has been written to has lost its state. A part of the query an actor is born from, asked of the primary.
 */
export const HAS_ENTRIES = `(exists (select 1 from journal where actor = ?1)
                          or exists (select 1 from journal_break where actor = ?1))`;
