import { addDays, type BusinessDate, businessDate, DAY_MS, endExclusiveMs } from "../../schema/calendar.ts";
import { EXPIRY_NEWS_DAYS } from "../../schema/limits.ts";
import type { Env } from "../env.ts";
import { broadcastPage } from "./broadcast.ts";
import { morningOf, nextPushHour } from "./hours.ts";
import { letterPage } from "./letters.ts";
import { PUSHES } from "./payload.ts";
import { isWanted, PUSH_COLUMNS } from "./queue-news.ts";
import type { BroadcastRound } from "./queue-waves.ts";

/** Wallets of one page of a day's round. */
const PAGE_WALLETS = 200;
/** A notice that was there for longer is found in the inbox. */
const NOTICE_FRESH_MS = DAY_MS;

interface Round extends BroadcastRound {
  /** JSON of a list; null in a notice's. */
  readonly programmes: string | null;
}

/** Begins what is due now: the day's expiries from nine o'clock on, and each broadcast that residents see since today (PSH-6). */
export async function beginRounds(db: D1Database, nowMs: number): Promise<void> {
  await beginDay(db, businessDate(nowMs), nowMs);
  await db
    .prepare(
      `insert into push_round (key, after, begun_at_ms) select 'notice:' || n.id, '', ?1
       from region r cross join notice n on n.region_id = r.id and n.state = 'published' and n.kind = 'notice'
         and n.shown_from_ms > ?2 and n.shown_from_ms <= ?1
       where exists (select 1 from notice_audience a
         where a.notice_id = n.id and a.kind in ('residents', 'residents-in', 'followers'))
       on conflict (key) do nothing`,
    )
    .bind(nowMs, nowMs - NOTICE_FRESH_MS)
    .run();
}

/** Whether a round is to be gone on with, or a notice is there that none has begun with. */
export async function isRoundDue(db: D1Database, nowMs: number): Promise<boolean> {
  const row = await db
    .prepare(
      `select 1 from region r cross join notice n on n.region_id = r.id and n.state = 'published'
         and n.kind = 'notice' and n.shown_from_ms > ?2 and n.shown_from_ms <= ?1
       where not exists (select 1 from push_round where key = 'notice:' || n.id)
         and exists (select 1 from notice_audience a
           where a.notice_id = n.id and a.kind in ('residents', 'residents-in', 'followers'))
       union all select 1 from push_round where done_at_ms is null limit 1`,
    )
    .bind(nowMs, nowMs - NOTICE_FRESH_MS)
    .first();
  return row !== null;
}

/** The programmes of which something expires are looked up once for all pages: their totals are many rows. */
async function beginDay(db: D1Database, today: BusinessDate, nowMs: number): Promise<void> {
  const key = `expiry:${today}`;
  if (nowMs < morningOf(today)) return;
  if ((await db.prepare("select 1 from push_round where key = ?1").bind(key).first()) !== null) return;
  const { results } = await db
    .prepare(
      `select p.id from programme p where p.state = 'open' and exists (
         select 1 from ledger_total t where t.programme_id = p.id and t.class = 'wallet'
           and t.expires_on in (select value from json_each(?1)))`,
    )
    .bind(JSON.stringify(EXPIRY_NEWS_DAYS.map((days) => addDays(today, days))))
    .all<{ id: string }>();
  await db
    .prepare(
      `insert into push_round (key, after, programmes, begun_at_ms, done_at_ms)
       values (?1, '', ?2, ?3, case when ?2 = '[]' then ?3 end) on conflict (key) do nothing`,
    )
    .bind(key, JSON.stringify(results.map(({ id }) => id)), nowMs)
    .run();
}

/**
 * Goes on with the oldest open round by a page; false where there is none. A page's messages and the place after it are one
 * batch, so that a round stopped anywhere goes on there (PSH-6).
 */
export async function goOnWithRound(env: Pick<Env, "DB" | "PHONE_KEY">, nowMs: number): Promise<boolean> {
  const db = env.DB;
  const round = await db
    .prepare(
      `select key, after, programmes, queued, begun_at_ms as begunAtMs from push_round
       where done_at_ms is null order by begun_at_ms, key limit 1`,
    )
    .first<Round>();
  if (round === null) return false;
  const [kind, about = ""] = round.key.split(":");
  if (kind === "expiry") await expiryPage(db, round, about as BusinessDate, nowMs);
  else if (kind === "letter") await letterPage(db, round, about, nowMs);
  else await broadcastPage(env, round, about, nowMs);
  return true;
}

/** The statement that moves a round on to the end of a page, or ends it. */
function moveOn(db: D1Database, round: Round, next: string | null, nowMs: number): D1PreparedStatement {
  return db
    .prepare(
      `update push_round set after = coalesce(?2, after), done_at_ms = case when ?2 is null then ?3 end where key = ?1`,
    )
    .bind(round.key, next, nowMs);
}

/** Wallets that lose something in so many days from a date: told in the inbox, and pushed to whoever wants it. */
async function expiryPage(db: D1Database, round: Round, date: BusinessDate, nowMs: number): Promise<void> {
  const dates = EXPIRY_NEWS_DAYS.map((days) => [days, addDays(date, days)] as const);
  const page = await db
    .prepare(
      `select max(resident_id) as last from (
         select resident_id from wallet_link where resident_id > ?1 order by resident_id, programme_id limit ${PAGE_WALLETS})`,
    )
    .bind(round.after)
    .first<{ last: string | null }>();
  // A day is over with the day: whoever was not reached by then is told of other dates.
  if (page === null || page.last === null || businessDate(nowMs) !== date) {
    await moveOn(db, round, null, nowMs).run();
    return;
  }
  const atMs = morningOf(date);
  const range = [round.after, page.last] as const;
  const ends = JSON.stringify(
    dates.map(([days, on]) => [days, on, Math.min(endExclusiveMs(on), atMs + usefulMs(days))]),
  );
  await db.batch([
    db
      .prepare(
        `insert into expiry_news (resident_id, programme_id, expires_on, days, region_id, amount_yen, at_ms)
         select l.resident_id, l.programme_id, d.value ->> 1, d.value ->> 0, l.region_id, sum(j.amount_yen), ?4
         from wallet_link l join json_each(?3) d
         join journal j on j.actor = l.actor and j.expires_on = d.value ->> 1
         where l.resident_id > ?1 and l.resident_id <= ?2 and l.programme_id in (select value from json_each(?5))
         group by l.resident_id, l.programme_id, d.value ->> 1, d.value ->> 0 having sum(j.amount_yen) > 0
         on conflict do nothing`,
      )
      .bind(...range, ends, atMs, round.programmes ?? "[]"),
    db
      .prepare(
        `insert into push_message (${PUSH_COLUMNS})
         select s.device_id, 'expiry:' || e.programme_id || ':' || e.expires_on || ':' || e.days, e.resident_id, e.region_id,
           e.programme_id, 'expiry-' || e.days, e.amount_yen, null, e.expires_on, e.at_ms, d.value ->> 2, 1, 'queued', 0, ?4, 0
         from expiry_news e join json_each(?3) d on d.value ->> 0 = e.days and d.value ->> 1 = e.expires_on
         join push_subscription s on s.resident_id = e.resident_id
         left join news_choice c on c.resident_id = e.resident_id
         where e.resident_id > ?1 and e.resident_id <= ?2 and ${isWanted("'expiry-' || e.days")}
         on conflict (device_id, key) do nothing`,
      )
      .bind(...range, ends, nextPushHour(nowMs)),
    moveOn(db, round, page.last, nowMs),
  ]);
}

const usefulMs = (days: (typeof EXPIRY_NEWS_DAYS)[number]) => PUSHES[`expiry-${days}`].usefulMs;
