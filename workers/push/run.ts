import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { JournalEntry } from "../../schema/events.ts";
import type { Env } from "../env.ts";
import type { JobMessage } from "../queue/jobs.ts";
import { type Lease, takeJob, wakeJob } from "../queue/lease.ts";
import { queueNews } from "./queue-news.ts";
import { beginRounds, goOnWithRound, isRoundDue } from "./rounds.ts";
import { sendDue } from "./send-due.ts";
import { vapidKeys } from "./vapid.ts";

/** How far the projection has been looked through for news. */
export interface PushWork {
  readonly position: number;
  /** For when a message is on its way that wakes the job for the next wave (PSH-8). */
  readonly wakeAtMs?: number;
}

/** A wave further off than this is the sweep's to bring. */
const WAKE_WITHIN_MS = 15 * 60_000;
const JOB_ID = "push";
/** One step works no longer than this; the next message goes on. */
const STEP_MS = 15_000;

/** Sets the pushing going: from the sweep, and from the projection where somebody is to be woken. */
export async function startPush(env: Pick<Env, "DB" | "JOBS_QUEUE" | "CLOCK_OFFSET_MS">): Promise<boolean> {
  const nowMs = clockOf(env).now();
  const work: PushWork = { position: 0 };
  if (!(await wakeJob(env.DB, { jobId: JOB_ID, kind: "push", work }, nowMs))) return false;
  await env.JOBS_QUEUE.send({ kind: "push", jobId: JOB_ID } satisfies JobMessage);
  return true;
}

/** Sets the pushing going at once where a wallet that was just projected is somebody's who is to be woken. */
export async function wakeForEntries(env: Env, entries: readonly JournalEntry[]): Promise<void> {
  const wallets = [...new Set(entries.flatMap((one) => (one.actorClass === "wallet" ? [one.actor] : [])))];
  if (wallets.length === 0) return;
  const someone = await env.DB.prepare(
    `select 1 from wallet_link l join push_subscription s on s.resident_id = l.resident_id
     where l.actor in (select value from json_each(?1)) limit 1`,
  )
    .bind(JSON.stringify(wallets))
    .first();
  if (someone !== null) await startPush(env);
}

/**
 * Queues what is new and sends what is due, page by page in turns, so that a notice to everybody keeps no payment waiting
 * (PSH-6). Where it stands is saved after each page: whatever it is stopped by, it goes on from there.
 */
export async function runPush(env: Env, jobId: string): Promise<void> {
  const clock = clockOf(env);
  const startedAtMs = clock.now();
  const lease = await takeJob<PushWork>(env.DB, jobId, startedAtMs);
  // In other hands, or done: the sweep brings the next.
  if (lease === null) return;
  let work = lease.work;
  try {
    const keys = await vapidKeys(env);
    for (let more = true; more; ) {
      const nowMs = clock.now();
      // Each time: a notice that is published while the job is at work begins with it.
      await beginRounds(env.DB, nowMs);
      const news = await queueNews(env.DB, work.position, nowMs);
      const round = await goOnWithRound(env, nowMs);
      const sent = keys === null ? 0 : await sendDue(env, keys, nowMs);
      work = { ...work, position: news.position };
      more = news.more || round || sent > 0;
      if (!(await lease.save(work, clock.now()))) return;
      if (more && clock.now() - startedAtMs >= STEP_MS) return goOn(env, lease, work, clock.now());
    }
  } catch (error) {
    await lease.release(work, "queued", clock.now());
    throw error;
  }
  work = await wakeForWave(env, work, clock.now());
  await lease.release(work, "done", clock.now());
  // What was projected, published or approved after the last look found the job at work and woke nobody.
  if ((await isBehind(env.DB, work)) || (await isRoundDue(env.DB, clock.now()))) await startPush(env);
}

/** Has the job woken when the next wave is due: one message at a time, however often the job runs before (PSH-8). */
async function wakeForWave(env: Env, work: PushWork, nowMs: number): Promise<PushWork> {
  const next = await env.DB.prepare(
    "select min(next_try_at_ms) as atMs from push_message where state = 'queued' and rank = 1 and next_try_at_ms > ?1",
  )
    .bind(nowMs)
    .first<{ atMs: number | null }>();
  const atMs = next?.atMs ?? null;
  if (atMs === null || atMs > nowMs + WAKE_WITHIN_MS) return work;
  // Whole seconds: the message that is on its way may come up to one later.
  if (work.wakeAtMs !== undefined && work.wakeAtMs > nowMs && work.wakeAtMs <= atMs + 1_000) return work;
  const delaySeconds = Math.ceil((atMs - nowMs) / 1_000);
  await env.JOBS_QUEUE.send({ kind: "push-wave" } satisfies JobMessage, { delaySeconds });
  return { ...work, wakeAtMs: nowMs + delaySeconds * 1_000 };
}

async function goOn(env: Env, lease: Lease<PushWork>, work: PushWork, nowMs: number): Promise<void> {
  await lease.release(work, "queued", nowMs);
  await env.JOBS_QUEUE.send({ kind: "push", jobId: lease.jobId } satisfies JobMessage);
}

async function isBehind(db: D1Database, { position }: PushWork): Promise<boolean> {
  return (
    (await db.prepare("select 1 from journal where position > ?1 limit 1").bind(position).first()) !== null
  );
}
