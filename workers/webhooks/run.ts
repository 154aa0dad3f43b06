import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { JournalEntry } from "../../schema/events.ts";
import type { Env } from "../env.ts";
import { movesOf } from "../http/store-move.ts";
import type { JobMessage } from "../queue/jobs.ts";
import { takeJob, wakeJob } from "../queue/lease.ts";
import { queueEvents } from "./queue-events.ts";
import { nextDueAtMs, sendDue } from "./send-due.ts";

/** How far the projection has been looked through for what addresses hear of. */
interface WebhooksWork {
  readonly position: number;
}

const JOB_ID = "webhooks";
const MESSAGE: JobMessage = { kind: "webhooks", jobId: JOB_ID };
/** One step works no longer than this; the next message goes on. */
const STEP_MS = 15_000;
/** A try that is due sooner than the sweep comes by has a message of its own. */
const SWEEP_MS = 5 * 60_000;

type WakeEnv = Pick<Env, "DB" | "JOBS_QUEUE" | "CLOCK_OFFSET_MS">;

/** Sets the telling going where it isn't: from the sweep, from the projection, and where somebody asks for a message. */
export async function startWebhooks(env: WakeEnv): Promise<boolean> {
  if (!(await wake(env))) return false;
  await env.JOBS_QUEUE.send(MESSAGE);
  return true;
}

/** Nothing from before the first address is told, so it begins where the projection is then. */
async function wake(env: WakeEnv): Promise<boolean> {
  const row = await env.DB.prepare(
    "select coalesce(max(position), 0) as position from journal",
  ).first<WebhooksWork>();
  const work: WebhooksWork = { position: row?.position ?? 0 };
  return wakeJob(env.DB, { jobId: JOB_ID, kind: "webhooks", work }, clockOf(env).now());
}

/** Sets the telling going at once where something was just projected that an address hears of (POS-7). */
export async function wakeForMoves(env: Env, entries: readonly JournalEntry[]): Promise<void> {
  const stores = [...new Set(movesOf(entries).map(({ storeId }) => storeId))];
  if (stores.length === 0) return;
  const someone = await env.DB.prepare(
    `select 1 from store s join organisation o on o.id = s.organisation_id
     join webhook w on w.organisation_id in (o.id, o.parent_id) and w.state = 'active'
     where s.id in (select value from json_each(?1)) limit 1`,
  )
    .bind(JSON.stringify(stores))
    .first();
  if (someone !== null) await startWebhooks(env);
}

/**
 * Queues what is new and sends what is due, page by page in turns. Where it stands is saved after each page: whatever it is
 * stopped by, it goes on from there. A message that comes to a job which had nothing to do sets it going again: that is how
 * the next try comes.
 */
export async function runWebhooks(env: Env): Promise<void> {
  const clock = clockOf(env);
  const startedAtMs = clock.now();
  await wake(env);
  const lease = await takeJob<WebhooksWork>(env.DB, JOB_ID, startedAtMs);
  // In other hands: they see what is due as well.
  if (lease === null) return;
  let { work } = lease;
  try {
    for (let more = true; more; ) {
      const queued = await queueEvents(env, work.position, clock.now());
      const sent = await sendDue(env, () => clock.now());
      work = { position: queued.position };
      more = queued.more || sent > 0;
      if (!(await lease.save(work, clock.now()))) return;
      if (more && clock.now() - startedAtMs >= STEP_MS) {
        await lease.release(work, "queued", clock.now());
        await env.JOBS_QUEUE.send(MESSAGE);
        return;
      }
    }
  } catch (error) {
    await lease.release(work, "queued", clock.now());
    throw error;
  }
  await lease.release(work, "done", clock.now());
  await comeAgain(env, work, clock.now());
}

/** What was projected after the last look found the job at work and woke nobody; and there is a next try. */
async function comeAgain(env: Env, { position }: WebhooksWork, nowMs: number): Promise<void> {
  const behind = await env.DB.prepare("select 1 from journal where position > ?1 limit 1")
    .bind(position)
    .first();
  if (behind !== null) await startWebhooks(env);
  const dueAtMs = await nextDueAtMs(env.DB);
  if (dueAtMs === null || dueAtMs > nowMs + SWEEP_MS) return;
  await env.JOBS_QUEUE.send(MESSAGE, { delaySeconds: Math.max(1, Math.ceil((dueAtMs - nowMs) / 1_000)) });
}
