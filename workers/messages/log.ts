import type { DeliveryReport } from "../gateways/phone.ts";
import type { HandedOver } from "./hand-over.ts";

/** A message as it is written down before it is sent (RES-7). */
export interface NewMessage {
  readonly id: string;
  readonly channel: "sms" | "voice";
  readonly purpose: string;
  readonly lookup: string;
  readonly prefix: string;
  readonly yen: number;
}

/** How long it is kept what went out: long enough to settle a bill. */
const KEPT_MS = 90 * 86_400_000;
/** Nobody is sending any more what has been on its way for so long: its isolate died. */
const LOST_AFTER_MS = 5 * 60_000;
const AT_ONCE = 1_000;

export async function writeMessage(db: D1Database, message: NewMessage, nowMs: number): Promise<void> {
  const { id, channel, purpose, lookup, prefix, yen } = message;
  await db
    .prepare(
      `insert into phone_message (id, channel, purpose, lookup, prefix, state, tries, yen, created_at_ms, moved_at_ms)
       values (?1, ?2, ?3, ?4, ?5, 'sending', 0, ?6, ?7, ?7)`,
    )
    .bind(id, channel, purpose, lookup, prefix, yen, nowMs)
    .run();
}

/** Writes down how handing over went; a report that came sooner stands. */
export async function writeHandedOver(
  db: D1Database,
  id: string,
  { by, lastAsked, tries, yen, failure }: HandedOver,
  nowMs: number,
): Promise<void> {
  await db
    .prepare(
      `update phone_message set provider = ?2, ref = ?3, tries = ?4, yen = ?5, failure = coalesce(?6, failure),
         state = case when state = 'sending' then ?7 else state end, moved_at_ms = ?8
       where id = ?1`,
    )
    .bind(id, by?.provider ?? lastAsked, by?.ref ?? null, tries, yen, failure, by ? "taken" : "failed", nowMs)
    .run();
}

/**
 * Writes down what a provider reports. The first end stands, so that a report that comes twice, or late, changes nothing;
 * a failure counts only from whoever took the message last.
 */
export async function writeReport(
  db: D1Database,
  provider: string,
  report: DeliveryReport,
  nowMs: number,
): Promise<boolean> {
  const row = await db
    .prepare(
      `update phone_message set state = ?3, failure = coalesce(?4, failure), moved_at_ms = ?5
       where id = ?1 and state in ('sending', 'taken')
         and (?3 = 'delivered' or coalesce(provider, ?2) = ?2) returning id`,
    )
    .bind(report.id, provider, report.state, report.code && `${provider}: reported ${report.code}`, nowMs)
    .first();
  return row !== null;
}

/** Notes that the code of a number's messages was entered. */
export async function noteVerified(
  db: D1Database,
  lookup: string,
  purpose: string,
  sinceMs: number,
  nowMs: number,
): Promise<void> {
  await db
    .prepare(
      `update phone_message set verified_at_ms = ?4
       where lookup = ?1 and purpose = ?2 and created_at_ms > ?3 and verified_at_ms is null`,
    )
    .bind(lookup, purpose, sinceMs, nowMs)
    .run();
}

/** Who handled the number's last message since a moment, if it hasn't arrived: another provider may do better. */
export async function undeliveredBy(db: D1Database, lookup: string, sinceMs: number): Promise<string | null> {
  const row = await db
    .prepare(
      `select provider, state from phone_message where lookup = ?1 and created_at_ms > ?2
       order by created_at_ms desc limit 1`,
    )
    .bind(lookup, sinceMs)
    .first<{ provider: string | null; state: string }>();
  return row && row.state !== "delivered" ? row.provider : null;
}

/** How many messages found nobody who took them since a moment. */
export async function countFailed(db: D1Database, sinceMs: number): Promise<number> {
  const row = await db
    .prepare(
      "select count(*) as n from phone_message where created_at_ms > ?1 and state = 'failed' and ref is null",
    )
    .bind(sinceMs)
    .first<{ n: number }>();
  return row?.n ?? 0;
}

/** Gives up what nobody is sending any more, and forgets what is old. Returns how many were given up. */
export async function tidyMessages(db: D1Database, nowMs: number): Promise<number> {
  const [lost] = await db.batch([
    db
      .prepare(
        `update phone_message set state = 'failed', failure = 'cut off', moved_at_ms = ?1
         where id in (select id from phone_message where state = 'sending' and created_at_ms <= ?2 limit ${AT_ONCE})
         returning id`,
      )
      .bind(nowMs, nowMs - LOST_AFTER_MS),
    db
      .prepare(
        `delete from phone_message where id in (
           select id from phone_message where created_at_ms <= ?1 order by created_at_ms limit ${AT_ONCE})`,
      )
      .bind(nowMs - KEPT_MS),
    db.prepare("delete from phone_stop where until_ms <= ?1").bind(nowMs - KEPT_MS),
  ]);
  return lost?.results.length ?? 0;
}
