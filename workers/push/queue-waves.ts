import type { NewsKind } from "../../schema/news.ts";
import { PUSHES } from "./payload.ts";
import { PUSH_COLUMNS } from "./queue-news.ts";
import { wokenAtMs } from "./waves.ts";

/** A broadcast on its way: a notice or a letter, how far it was queued, and for how many devices. */
export interface BroadcastRound {
  readonly key: string;
  readonly after: string;
  readonly queued: number;
  readonly begunAtMs: number;
}

/** A device that is to be woken, and by what. */
export interface ToldDevice {
  readonly deviceId: string;
  readonly residentId: string;
  readonly regionId: string;
  readonly storeId: string | null;
  readonly atMs: number;
}

/**
 * Queues a broadcast for the devices of one page, each at the time of its wave, and moves the round on (PSH-8). Both belong into one
 * batch with whatever else the page writes: a round stopped anywhere goes on there.
 */
export function queueWaves(
  db: D1Database,
  round: BroadcastRound,
  kind: Extract<NewsKind, "notice" | "letter">,
  page: { readonly told: readonly ToldDevice[]; readonly last: string },
  nowMs: number,
): readonly D1PreparedStatement[] {
  const values = page.told.map((one, i) => ({
    ...one,
    wakeAtMs: Math.max(nowMs, wokenAtMs(round.queued + i, round.begunAtMs)),
  }));
  return [
    db
      .prepare(
        `insert into push_message (${PUSH_COLUMNS})
         select value ->> 'deviceId', ?1, value ->> 'residentId', value ->> 'regionId', null, '${kind}', null,
           value ->> 'storeId', null, value ->> 'atMs', value ->> 'wakeAtMs' + ${PUSHES[kind].usefulMs}, 1, 'queued', 0,
           value ->> 'wakeAtMs', 0
         from json_each(?2) where exists (select 1 from push_round where key = ?1 and done_at_ms is null)
         on conflict (device_id, key) do nothing`,
      )
      .bind(round.key, JSON.stringify(values)),
    db
      .prepare("update push_round set after = ?2, queued = queued + ?3 where key = ?1 and done_at_ms is null")
      .bind(round.key, page.last, page.told.length),
  ];
}

/** Ends a round. */
export async function endRound(db: D1Database, { key }: BroadcastRound, nowMs: number): Promise<void> {
  await db
    .prepare("update push_round set done_at_ms = ?2 where key = ?1 and done_at_ms is null")
    .bind(key, nowMs)
    .run();
}
