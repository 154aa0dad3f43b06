import { databaseOf } from "../data/database.ts";
import { movesToTell } from "../data/journal.ts";
import type { Env } from "../env.ts";
import { bodyOf } from "./event.ts";

/** Older entries are no news, whatever made them come again; what was queued is kept for longer (workers/retention/policy.ts). */
const FRESH_MS = 3 * 86_400_000;
/** Rows of the projection that one page looks through. */
const PAGE_ROWS = 1_000;

const QUEUE = `
insert into webhook_delivery (webhook_id, event_id, region_id, kind, body, state, tries, since_ms, next_try_at_ms,
  lease_until_ms, created_at_ms)
select w.id, e.value ->> 'id', w.region_id, e.value ->> 'kind', e.value ->> 'body', 'waiting', 0, ?2, ?2, 0, ?2
from json_each(?1) e
join store s on s.id = e.value ->> 'storeId' and s.region_id = e.value ->> 'regionId'
join organisation o on o.id = s.organisation_id
join webhook w on w.organisation_id in (o.id, o.parent_id) and w.state = 'active' and (w.store_id is null or w.store_id = s.id)
  and w.created_at_ms <= e.value ->> 'atMs' and instr(' ' || w.events || ' ', ' ' || (e.value ->> 'kind') || ' ') > 0
where true on conflict do nothing`;

/** Up to where a page reached, and whether there may be another. */
interface Paged {
  readonly position: number;
  readonly more: boolean;
}

/**
 * Queues what happened at stores in the next page of the projection for the addresses that hear of it (POS-5). Queuing again
 * changes nothing: a message is one row by address and event, also where D1 was made again and counts its rows anew.
 */
export async function queueEvents(env: Env, position: number, nowMs: number): Promise<Paged> {
  // In one statement: an address that is made meanwhile misses nothing.
  const last = await env.DB.prepare(
    `select max(position) as position, count(*) as rows, (select max(position) from journal) as newest,
       exists (select 1 from webhook where state = 'active') as isHeard
     from (select position from journal where position > ?1 order by position limit ${PAGE_ROWS})`,
  )
    .bind(position)
    .first<{ position: number | null; rows: number; newest: number; isHeard: number }>();
  if (!last?.position) return { position, more: false };
  if (last.isHeard === 0) return { position: last.newest, more: false };
  const stretch = { after: position, upTo: last.position, sinceMs: nowMs - FRESH_MS };
  const moves = await movesToTell(databaseOf(env, null), stretch);
  if (moves.length > 0) {
    const events = moves.map((move) => {
      const body = bodyOf(move);
      const { storeId, regionId, atMs } = move;
      return { id: body.id, kind: body.type, storeId, regionId, atMs, body: JSON.stringify(body) };
    });
    await env.DB.prepare(QUEUE).bind(JSON.stringify(events), nowMs).run();
  }
  return { position: last.position, more: last.rows === PAGE_ROWS };
}
