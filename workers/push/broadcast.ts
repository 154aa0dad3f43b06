import type { Answers } from "../../schema/api/consents.ts";
import type { ProgrammeId, ResidentId } from "../../schema/ids.ts";
import type { Env } from "../env.ts";
import { openAnswers, townPart } from "../residents/answers.ts";
import { isWanted } from "./queue-news.ts";
import { type BroadcastRound, endRound, queueWaves, type ToldDevice } from "./queue-waves.ts";

/** Subscribed devices that one page looks at. */
const PAGE_DEVICES = 500;

interface Told extends ToldDevice {
  /** Told whatever they answered; otherwise by where they live, where the notice asks that. */
  readonly outright: number;
}

/** Residents whom an audience `a` of a notice `n` names outright; `who` is the resident's id in SQL. */
export const namedOutright = (who: string) => `(
  a.kind = 'residents' and exists (select 1 from wallet_link l
    where l.resident_id = ${who} and l.programme_id = a.part and l.region_id = n.region_id)
  or a.kind = 'followers' and exists (select 1 from store_follow f where f.resident_id = ${who} and f.store_id = a.part))`;

/**
 * Queues a broadcast for the devices of one page of subscriptions, each at the time of its wave (PSH-8). The page, how many it
 * was and the place after it are one batch: a round stopped anywhere goes on there.
 */
export async function broadcastPage(
  env: Pick<Env, "DB" | "PHONE_KEY">,
  round: BroadcastRound,
  noticeId: string,
  nowMs: number,
): Promise<void> {
  const db = env.DB;
  const page = await db
    .prepare(
      `select max(device_id) as last from (
         select device_id from push_subscription where device_id > ?1 order by device_id limit ${PAGE_DEVICES})`,
    )
    .bind(round.after)
    .first<{ last: string | null }>();
  if (page === null || page.last === null) return endRound(db, round, nowMs);
  const { results } = await db
    .prepare(
      `select s.device_id as deviceId, s.resident_id as residentId, n.region_id as regionId, null as storeId,
         n.shown_from_ms as atMs,
         exists (select 1 from notice_audience a where a.notice_id = n.id and ${namedOutright("s.resident_id")}) as outright
       from push_subscription s join notice n on n.id = ?3 and n.state = 'published'
       left join news_choice c on c.resident_id = s.resident_id
       where s.device_id > ?1 and s.device_id <= ?2
         and ${isWanted("'notice'")}
       order by s.device_id`,
    )
    .bind(round.after, page.last, noticeId)
    .all<Told>();
  const atHome = await livingThere(env, noticeId, results);
  const told = results
    .filter((one) => one.outright === 1 || atHome.has(one.residentId))
    .map(({ outright: _, ...device }) => device);
  await db.batch([...queueWaves(db, round, "notice", { told, last: page.last }, nowMs)]);
}

/** Who of some people lives where a notice asks, by what they told a Pay of themselves. */
async function livingThere(
  env: Pick<Env, "DB" | "PHONE_KEY">,
  noticeId: string,
  people: readonly Told[],
): Promise<ReadonlySet<string>> {
  const asked = await env.DB.prepare(
    "select part from notice_audience where notice_id = ?1 and kind = 'residents-in'",
  )
    .bind(noticeId)
    .all<{ part: string }>();
  if (asked.results.length === 0) return new Set();
  const parts = new Set(asked.results.map(({ part }) => part));
  const programmes = [...new Set([...parts].map((part) => part.split(":")[0]))];
  const { results } = await env.DB.prepare(
    `select resident_id as residentId, programme_id as programmeId, sealed from resident_answer
     where programme_id in (select value from json_each(?1)) and resident_id in (select value from json_each(?2))
       and sealed is not null`,
  )
    .bind(JSON.stringify(programmes), JSON.stringify(people.map(({ residentId }) => residentId)))
    .all<{ residentId: ResidentId; programmeId: ProgrammeId; sealed: string }>();
  const there = new Set<string>();
  for (const { residentId, programmeId, sealed } of results) {
    const answers: Answers | null = await openAnswers(env, residentId, programmeId, sealed);
    if (answers?.municipality && parts.has(townPart(programmeId, answers.municipality)))
      there.add(residentId);
  }
  return there;
}

/** How a broadcast stands, for whoever sent it. */
export async function broadcastOf(db: D1Database, noticeId: string) {
  const key = `notice:${noticeId}`;
  const [round, counts] = await db.batch<Record<string, number | null>>([
    db
      .prepare(
        `select queued, begun_at_ms as begunAtMs, done_at_ms as doneAtMs, stopped_at_ms as stoppedAtMs
         from push_round where key = ?1`,
      )
      .bind(key),
    db
      .prepare(
        `select sum(state = 'sent') as sent, sum(state = 'queued') as waiting,
           max(case when state = 'queued' then next_try_at_ms end) as lastAtMs
         from push_message where key = ?1 and kind = 'notice'`,
      )
      .bind(key),
  ]);
  const at = round?.results[0];
  if (!at) return null;
  const of = counts?.results[0] ?? {};
  return {
    begunAtMs: at.begunAtMs as number,
    isQueueing: at.doneAtMs === null,
    stoppedAtMs: at.stoppedAtMs ?? null,
    devices: at.queued ?? 0,
    sent: of.sent ?? 0,
    waiting: of.waiting ?? 0,
    lastAtMs: of.lastAtMs ?? null,
  };
}

/**
 * Stops a broadcast (PSH-8): no device is queued any more, and what waits is dropped. The notice itself stays where it is. False
 * where it was stopped before, or everybody has been woken.
 */
export async function stopBroadcast(db: D1Database, noticeId: string, nowMs: number): Promise<boolean> {
  const key = `notice:${noticeId}`;
  const [round, dropped] = await db.batch([
    db
      .prepare(
        `insert into push_round (key, after, begun_at_ms, done_at_ms, stopped_at_ms) values (?1, '', ?2, ?2, ?2)
         on conflict (key) do update set done_at_ms = coalesce(done_at_ms, ?2), stopped_at_ms = ?2 where stopped_at_ms is null
           and (done_at_ms is null or exists (select 1 from push_message where key = ?1 and state = 'queued'
             and kind = 'notice'))`,
      )
      .bind(key, nowMs),
    db
      .prepare(
        `update push_message set state = 'dropped', last_failure = 'stopped'
         where key = ?1 and state = 'queued' and kind = 'notice'
           and exists (select 1 from push_round where key = ?1 and stopped_at_ms is not null)`,
      )
      .bind(key),
  ]);
  return (round?.meta.changes ?? 0) + (dropped?.meta.changes ?? 0) > 0;
}
