import { businessDate } from "../../schema/calendar.ts";
import type { Env } from "../env.ts";
import { LEAST_ASKED, looksLikePumping, RIPE_AFTER_MS, STOPPED_FOR_MS, WATCHED_MS } from "./conversion.ts";
import { phoneSetting } from "./setting.ts";
import { tellOperator } from "./tell.ts";
import { spentMail, stoppedPrefixMail } from "./words.ts";

type AdmissionEnv = Pick<Env, "DB" | "PHONE_KEY" | "PUBLIC_ORIGIN">;

/** What stands between a message and its sending: the block's stop (RES-9), or the day's limit (RES-8). */
export type Stop = "prefix" | "spent";

/**
 * Whether something may be sent to a block now. Judges the block by its last hour: where it looks like pumping, it is
 * stopped from this moment on, and the operator hears of it (RES-9).
 */
export async function standingStop(
  env: AdmissionEnv,
  prefix: string,
  leastYen: number,
  nowMs: number,
): Promise<Stop | null> {
  const day = businessDate(nowMs);
  const [stop, spent, { dailyLimitYen }] = await Promise.all([
    env.DB.prepare("select until_ms as untilMs from phone_stop where prefix = ?1")
      .bind(prefix)
      .first<{ untilMs: number }>(),
    env.DB.prepare("select yen from phone_spending where day = ?1").bind(day).first<{ yen: number }>(),
    phoneSetting(env),
  ]);
  if (stop && stop.untilMs > nowMs) return "prefix";
  if ((spent?.yen ?? 0) + leastYen > dailyLimitYen) {
    await tellSpent(env, dailyLimitYen, nowMs);
    return "spent";
  }
  // After a stop, only what came later is judged.
  const sinceMs = Math.max(nowMs - RIPE_AFTER_MS - WATCHED_MS, stop?.untilMs ?? 0);
  const counts = await conversionOf(env.DB, prefix, sinceMs, nowMs - RIPE_AFTER_MS);
  if (!looksLikePumping(counts.asked, counts.verified)) return null;
  await stopPrefix(env, prefix, counts, nowMs);
  return "prefix";
}

/** Numbers of a block that were sent codes for signing in between two moments, and those that entered one. */
async function conversionOf(db: D1Database, prefix: string, afterMs: number, untilMs: number) {
  const row = await db
    .prepare(
      `select count(distinct lookup) as asked,
         count(distinct case when verified_at_ms is not null then lookup end) as verified
       from phone_message
       where prefix = ?1 and created_at_ms > ?2 and created_at_ms <= ?3
         and purpose in ('sign-in', 'new-number') and state in ('taken', 'delivered')`,
    )
    .bind(prefix, afterMs, untilMs)
    .first<{ asked: number; verified: number }>();
  return row ?? { asked: 0, verified: 0 };
}

async function stopPrefix(
  env: AdmissionEnv,
  prefix: string,
  counts: { readonly asked: number; readonly verified: number },
  nowMs: number,
): Promise<void> {
  const mail = stoppedPrefixMail({ prefix, ...counts, hours: STOPPED_FOR_MS / 3_600_000 }, env.PUBLIC_ORIGIN);
  const told = await tellOperator(
    env,
    {
      // One alert and one mail for each stop, however many requests saw it.
      id: `phone-prefix-stopped:${prefix}:${Math.floor(nowMs / STOPPED_FOR_MS)}`,
      kind: "phone-prefix-stopped",
      subject: prefix,
      detail: { ...counts, leastAsked: LEAST_ASKED },
      mail,
    },
    nowMs,
  );
  await env.DB.batch([
    env.DB.prepare(
      `insert into phone_stop (prefix, since_ms, until_ms, asked, verified) values (?1, ?2, ?3, ?4, ?5)
       on conflict (prefix) do update set since_ms = ?2, until_ms = ?3, asked = ?4, verified = ?5
       where until_ms <= ?2`,
    ).bind(prefix, nowMs, nowMs + STOPPED_FOR_MS, counts.asked, counts.verified),
    ...told,
  ]);
}

/**
 * Takes yen off the day's limit, in one statement, so that no number of requests at once spends more (RES-8). False where
 * they don't fit.
 */
export async function reserve(env: AdmissionEnv, yen: number, nowMs: number): Promise<boolean> {
  const { dailyLimitYen } = await phoneSetting(env);
  const row =
    yen <= dailyLimitYen
      ? await env.DB.prepare(
          `insert into phone_spending (day, yen) values (?1, ?2)
           on conflict (day) do update set yen = yen + ?2 where yen + ?2 <= ?3 returning yen`,
        )
          .bind(businessDate(nowMs), yen, dailyLimitYen)
          .first<{ yen: number }>()
      : null;
  if (row) return true;
  await tellSpent(env, dailyLimitYen, nowMs);
  return false;
}

/** What was reserved too much or too little, once it is known what it came to. */
export async function settle(db: D1Database, differenceYen: number, reservedAtMs: number): Promise<void> {
  if (differenceYen === 0) return;
  await db
    .prepare("update phone_spending set yen = max(0, yen + ?2) where day = ?1")
    .bind(businessDate(reservedAtMs), differenceYen)
    .run();
}

async function tellSpent(env: AdmissionEnv, limitYen: number, nowMs: number): Promise<void> {
  const day = businessDate(nowMs);
  const told = await tellOperator(
    env,
    {
      id: `phone-spent:${day}:${limitYen}`,
      kind: "phone-spent",
      subject: day,
      detail: { limitYen },
      mail: spentMail({ day, limitYen }, env.PUBLIC_ORIGIN),
    },
    nowMs,
  );
  await env.DB.batch(told);
}
