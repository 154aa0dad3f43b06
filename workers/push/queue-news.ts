import { DAY_MS } from "../../schema/calendar.ts";
import type { NewsKind } from "../../schema/news.ts";
import { PUSHES } from "./payload.ts";

/** Older entries are no news, whatever made them come again; what was queued is kept for longer (workers/retention/policy.ts). */
export const NEWS_FRESH_MS = 3 * DAY_MS;
/** Rows of the projection that one statement looks through. */
const PAGE_ROWS = 1_000;

/** What an entry `j` of a wallet is to its owner; null where it is none of their news (PSH-1). */
export const KIND_OF_ENTRY = `case
  when j.kind = 'pay' then 'payment'
  when j.kind = 'reverse' then 'reversal'
  when j.kind = 'credit' then j.detail ->> 'origin' end`;

/** Yen of a whole operation: one over several lots is several rows. */
export const YEN_OF_ENTRY = `(select abs(sum(x.amount_yen)) from journal x
  where x.operation_id = j.operation_id and x.actor = j.actor)`;

/** Whether a resident's choice `c` lets a kind wake them. */
export const isWanted = (kind: string) =>
  `instr(' ' || coalesce(c.quiet_kinds, '') || ' ', ' ' || ${kind} || ' ') = 0`;

const ownKinds = ["payment", "charge", "grant", "reversal"] as const satisfies readonly NewsKind[];
const usefulMs = `case n.kind ${ownKinds.map((kind) => `when '${kind}' then ${PUSHES[kind].usefulMs}`).join(" ")} end`;

/** The columns that every kind of push fills. */
export const PUSH_COLUMNS = `device_id, key, resident_id, region_id, programme_id, kind, amount_yen, store_id, expires_on, at_ms,
  ends_at_ms, rank, state, tries, next_try_at_ms, lease_until_ms`;

const QUEUE = `
insert into push_message (${PUSH_COLUMNS})
select s.device_id, n.operation_id, s.resident_id, n.region_id, n.programme_id, n.kind, n.amount_yen, n.store_id, null, n.at_ms,
  n.at_ms + ${usefulMs}, 0, 'queued', 0, n.at_ms, 0
from (
  select j.actor, j.operation_id, j.region_id, j.programme_id, j.store_id, j.at_ms, ${KIND_OF_ENTRY} as kind,
    ${YEN_OF_ENTRY} as amount_yen
  from journal j
  where j.position > ?1 and j.position <= ?2 and j.class = 'wallet' and j.line = 0 and j.at_ms >= ?3
    and j.kind in ('pay', 'reverse', 'credit')
) n
join wallet_link l on l.actor = n.actor
join push_subscription s on s.resident_id = l.resident_id and s.subscribed_at_ms <= n.at_ms
left join news_choice c on c.resident_id = l.resident_id
where n.kind in ('payment', 'charge', 'grant', 'reversal') and ${isWanted("n.kind")}
on conflict (device_id, key) do nothing`;

/** Up to where a page reached, and whether there may be another. */
export interface Paged {
  readonly position: number;
  readonly more: boolean;
}

/**
 * Queues pushes of what happened to wallets in the next page of the projection (PSH-1, PSH-5). Queuing again changes nothing:
 * a message is one row by device and operation, also where D1 was made again and counts its rows anew.
 */
export async function queueNews(db: D1Database, position: number, nowMs: number): Promise<Paged> {
  const last = await db
    .prepare(
      `select max(position) as position, count(*) as rows
       from (select position from journal where position > ?1 order by position limit ${PAGE_ROWS})`,
    )
    .bind(position)
    .first<{ position: number | null; rows: number }>();
  if (last === null || last.position === null) return { position, more: false };
  await db
    .prepare(QUEUE)
    .bind(position, last.position, nowMs - NEWS_FRESH_MS)
    .run();
  return { position: last.position, more: last.rows === PAGE_ROWS };
}
