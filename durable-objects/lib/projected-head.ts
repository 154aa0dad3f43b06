import type { Head } from "../../schema/events.ts";
import type { ActorName } from "../../schema/ids.ts";

/**
 * Where D1's verified, gapless projection of an actor ends (PUB-6). A replica will do: an old answer only means
 * that something is sent again. `seq` 0 and an empty hash where D1 knows nothing of the actor; null where D1 could not
 * be read, which says nothing at all.
 */
export async function projectedHead(db: D1Database, actor: ActorName): Promise<Head | null> {
  try {
    const row = await db
      .withSession("first-unconstrained")
      .prepare("select seq, hash from actor_head where actor = ?1")
      .bind(actor)
      .first<Head>();
    return row ? { seq: row.seq, hash: row.hash } : { seq: 0, hash: "" };
  } catch {
    return null;
  }
}

/**
 * Whether D1 (primary) holds any entry of an actor, entries kept aside included (CPN-5): an actor that finds itself
 * empty although it has been written to has lost its state. Null where D1 could not be read.
 */
export async function hasEntries(db: D1Database, actor: ActorName): Promise<boolean | null> {
  try {
    const row = await db
      .withSession("first-primary")
      .prepare(
        `select exists (select 1 from journal where actor = ?1)
             or exists (select 1 from journal_break where actor = ?1) as found`,
      )
      .bind(actor)
      .first<{ found: number }>();
    return row === null ? null : row.found === 1;
  } catch {
    return null;
  }
}
