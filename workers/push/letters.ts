import { isAtWork, isMuted } from "../letters/conditions.ts";
import { isWanted } from "./queue-news.ts";
import { type BroadcastRound, endRound, queueWaves, type ToldDevice } from "./queue-waves.ts";

/** Followers of one page. */
const PAGE_FOLLOWERS = 200;

/**
 * Lays a letter into the inboxes of the next page of its store's followers, and queues it for their devices (NWS-6, NWS-7). Who
 * follows is asked now: whoever left since the approval gets nothing. It ends with the followers, or where the letter was withdrawn
 * or its store takes no payments any more.
 */
export async function letterPage(
  db: D1Database,
  round: BroadcastRound,
  letterId: string,
  nowMs: number,
): Promise<void> {
  const page = await db
    .prepare(
      `select l.region_id as regionId, l.store_id as storeId, (select max(resident_id) from (
           select resident_id from store_follow where store_id = l.store_id and resident_id > ?2
           order by resident_id limit ${PAGE_FOLLOWERS})) as last
       from letter l where l.id = ?1 and l.state = 'sent' and ${isAtWork("l.store_id")}`,
    )
    .bind(letterId, round.after)
    .first<{ regionId: string; storeId: string; last: string | null }>();
  if (page === null || page.last === null) return endRound(db, round, nowMs);
  const { regionId, storeId, last } = page;
  const { results } = await db
    .prepare(
      `select s.device_id as deviceId, s.resident_id as residentId, ?4 as regionId, f.store_id as storeId, ?5 as atMs
       from store_follow f join push_subscription s on s.resident_id = f.resident_id
       left join news_choice c on c.resident_id = f.resident_id
       where f.store_id = ?1 and f.resident_id > ?2 and f.resident_id <= ?3
         and not ${isMuted("f.resident_id", "f.store_id")} and ${isWanted("'letter'")}
       order by s.device_id`,
    )
    .bind(storeId, round.after, last, regionId, nowMs)
    .all<ToldDevice>();
  await db.batch([
    db
      .prepare(
        `insert into letter_delivery (letter_id, resident_id, at_ms)
         select ?1, f.resident_id, ?5 from store_follow f
         where f.store_id = ?2 and f.resident_id > ?3 and f.resident_id <= ?4
           and not ${isMuted("f.resident_id", "f.store_id")}
           and exists (select 1 from letter where id = ?1 and state = 'sent')
         on conflict (letter_id, resident_id) do nothing`,
      )
      .bind(letterId, storeId, round.after, last, nowMs),
    ...queueWaves(db, round, "letter", { told: results, last }, nowMs),
  ]);
}
