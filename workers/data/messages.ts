import type { MessagesStanding } from "../../schema/api/messages.ts";

/** Blocks that are listed; more stand only under an attack, whose end empties the list. */
const MAX_STOPS = 200;

/** How the last hour's messages fared, over all blocks. */
export async function messagesSince(db: D1Database, sinceMs: number): Promise<MessagesStanding["lastHour"]> {
  const row = await db
    .prepare(
      `select count(*) as sent, coalesce(sum(state = 'delivered'), 0) as delivered,
         coalesce(sum(state = 'failed'), 0) as failed, count(distinct lookup) as asked,
         count(distinct case when verified_at_ms is not null then lookup end) as verified
       from phone_message where created_at_ms > ?1`,
    )
    .bind(sinceMs)
    .first<MessagesStanding["lastHour"]>();
  return row ?? { sent: 0, delivered: 0, failed: 0, asked: 0, verified: 0 };
}

/** The blocks to which nothing is sent now, newest first. */
export async function phoneStops(db: D1Database, nowMs: number): Promise<MessagesStanding["stops"]> {
  const { results } = await db
    .prepare(
      `select prefix, since_ms as sinceMs, until_ms as untilMs, asked, verified
       from phone_stop where until_ms > ?1 order by since_ms desc limit ${MAX_STOPS}`,
    )
    .bind(nowMs)
    .all<MessagesStanding["stops"][number]>();
  return results;
}

export async function spentOn(db: D1Database, day: string): Promise<number> {
  const row = await db
    .prepare("select yen from phone_spending where day = ?1")
    .bind(day)
    .first<{ yen: number }>();
  return row?.yen ?? 0;
}

/** Ends a block's stop now; what came before it is judged no more. False where there was none. */
export async function endStop(db: D1Database, prefix: string, nowMs: number): Promise<boolean> {
  const [ended] = await db.batch([
    db
      .prepare("update phone_stop set until_ms = ?2 where prefix = ?1 and until_ms > ?2 returning prefix")
      .bind(prefix, nowMs),
    db
      .prepare(
        "update alert set closed_at_ms = ?2 where kind = 'phone-prefix-stopped' and subject = ?1 and closed_at_ms is null",
      )
      .bind(prefix, nowMs),
  ]);
  return (ended?.results.length ?? 0) > 0;
}
