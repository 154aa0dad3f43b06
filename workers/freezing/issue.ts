import { clockOf } from "../../durable-objects/lib/clock.ts";
import { idTail, stepId } from "../../durable-objects/lib/hash.ts";
import { sendJournal } from "../../durable-objects/lib/journal-queues.ts";
import { couponStub } from "../../durable-objects/lib/money-actor.ts";
import type { JournalEntry } from "../../schema/events.ts";
import type { ActorName, IssueId } from "../../schema/ids.ts";
import type { Env } from "../env.ts";
import { ask } from "../http/actors.ts";
import type { JobMessage } from "../queue/jobs.ts";
import { createJob, takeJob } from "../queue/lease.ts";

/**
 * CPN-7: the flag in the issue's row keeps every coupon of it from opening; this freezes those that had opened before.
 * Which those are only the projection knows, so that it is asked again until everything journaled before the flag has
 * had time to arrive.
 */
export interface StopWork {
  readonly issueId: IssueId;
  /** When the flag stood in the row that coupons read. */
  readonly flaggedAtMs: number;
  /** The serial up to which this pass has looked. */
  readonly afterSerial: number;
  /** When this pass began. */
  readonly passBeganAtMs: number;
}

/**
 * A coupon that read the flag's absence commits within seconds; its actor looks after at most two minutes whether D1
 * has the entry, and sends it again (PUB-6). A pass that begins this long after the flag sees all of them.
 */
export const STOP_DRAIN_MS = 10 * 60_000;
const BETWEEN_PASSES_SECONDS = 60;
/** Coupons looked at in one query, and frozen at a time. */
const PAGE_COUPONS = 200;
const AT_ONCE = 20;

/** The job that freezes a stopped issue's opened coupons; the same however often it is begun. */
export function stopJobId(issueId: IssueId): string {
  return `stop:${issueId}`;
}

/** Writes down that the opened coupons of an issue whose flag stands are to be frozen, and sets out. Twice is once. */
export async function beginStop(env: Env, issueId: IssueId): Promise<void> {
  const nowMs = clockOf(env).now();
  const work: StopWork = { issueId, flaggedAtMs: nowMs, afterSerial: 0, passBeganAtMs: 0 };
  await createJob(env.DB, { jobId: stopJobId(issueId), kind: "stop", work }, nowMs);
  await env.JOBS_QUEUE.send({ kind: "stop", jobId: stopJobId(issueId) } satisfies JobMessage);
}

/** Stopped issues whose job was never begun, because whoever stopped them died on the way (ALM-2). */
export async function stopsNotBegun(db: D1Database, limit: number): Promise<readonly IssueId[]> {
  const { results } = await db
    .prepare(
      `select id from issue
        where state = 'stopped' and not exists (select 1 from job_work where job_id = 'stop:' || issue.id) limit ?1`,
    )
    .bind(limit)
    .all<{ id: IssueId }>();
  return results.map((row) => row.id);
}

/** How long after a stop's job has ended entries from before its flag are still expected; the longest outage by far. */
const LATE_ENTRIES_MS = 7 * 24 * 60 * 60_000;
/** What clocks of two machines differ by at most. */
const CLOCKS_MS = 10_000;

/**
 * Stopped issues of which a coupon's opening has come to D1 after the last pass had begun: its entries were lost with the
 * queue, or the projection was away, for longer than a job waits. Their jobs have to go on (CPN-7).
 */
export async function stopsToGoOn(db: D1Database, nowMs: number, limit: number): Promise<readonly IssueId[]> {
  const { results } = await db
    .prepare(
      `select i.id from job_work w join issue i on w.job_id = 'stop:' || i.id
        where w.kind = 'stop' and w.state = 'done' and w.updated_at_ms >= ?1 and exists (
          select 1 from coupon c join journal j on j.actor = c.actor and j.seq = 1
           where c.issue_id = i.id and j.projected_at_ms >= w.work->>'$.passBeganAtMs' - ${CLOCKS_MS}) limit ?2`,
    )
    .bind(nowMs - LATE_ENTRIES_MS, limit)
    .all<{ id: IssueId }>();
  return results.map((row) => row.id);
}

/** Sets a job that had ended out once more, from the first coupon on. Twice is once. */
export async function goOnStopping(env: Env, issueId: IssueId): Promise<void> {
  const jobId = stopJobId(issueId);
  await env.DB.prepare(
    "update job_work set state = 'queued', lease_until_ms = 0, updated_at_ms = ?2 where job_id = ?1 and state = 'done'",
  )
    .bind(jobId, clockOf(env).now())
    .run();
  await env.JOBS_QUEUE.send({ kind: "stop", jobId } satisfies JobMessage);
}

/** One message of the jobs queue: one page of one pass. Killed anywhere it goes on from the last whole page. */
export async function runStop(env: Env, jobId: string): Promise<void> {
  const nowMs = clockOf(env).now();
  const lease = await takeJob<StopWork>(env.DB, jobId, nowMs);
  if (!lease) return;
  const work = lease.work.afterSerial === 0 ? { ...lease.work, passBeganAtMs: nowMs } : lease.work;
  const page = await openedCoupons(env.DB, work.issueId, work.afterSerial);
  const { reached, entries } = await freezeAll(env, work.issueId, page);
  await sendJournal(env, entries);
  const again = (delaySeconds: number) =>
    env.JOBS_QUEUE.send({ kind: "stop", jobId } satisfies JobMessage, { delaySeconds });
  const last = page.at(-1);
  if (reached < page.length) {
    // Freezing twice is freezing once: the whole page comes again.
    await lease.release(work, "queued", clockOf(env).now());
    await again(BETWEEN_PASSES_SECONDS);
  } else if (page.length === PAGE_COUPONS && last) {
    await lease.release({ ...work, afterSerial: last.serial }, "queued", clockOf(env).now());
    await again(0);
  } else {
    const over = await isDrained(env.DB, work);
    await lease.release({ ...work, afterSerial: 0 }, over ? "done" : "queued", clockOf(env).now());
    if (!over) await again(BETWEEN_PASSES_SECONDS);
  }
}

/**
 * Whether the pass that just ended saw every coupon that was opened before the flag: it began late enough, and the
 * fund's own word of the stop, sent when the flag was set, had come through the projection.
 */
async function isDrained(db: D1Database, work: StopWork): Promise<boolean> {
  if (work.passBeganAtMs < work.flaggedAtMs + STOP_DRAIN_MS) return false;
  const row = await db
    .prepare(
      `select h.seq >= i.fund_seq as drained from issue i join actor_head h on h.actor = i.programme_id where i.id = ?1`,
    )
    .bind(work.issueId)
    .first<{ drained: number }>();
  return row?.drained === 1;
}

interface OpenedCoupon {
  readonly serial: number;
  readonly actor: ActorName;
}

/** The next coupons of an issue of which D1 knows any entry. */
async function openedCoupons(
  db: D1Database,
  issueId: IssueId,
  afterSerial: number,
): Promise<readonly OpenedCoupon[]> {
  const { results } = await db
    .prepare(
      `select c.serial, c.actor from coupon c join actor_head h on h.actor = c.actor
        where c.issue_id = ?1 and c.serial > ?2 order by c.serial limit ${PAGE_COUPONS}`,
    )
    .bind(issueId, afterSerial)
    .all<OpenedCoupon>();
  return results;
}

async function freezeAll(env: Env, issueId: IssueId, coupons: readonly OpenedCoupon[]) {
  const entries: JournalEntry[] = [];
  let reached = 0;
  for (let at = 0; at < coupons.length; at += AT_ONCE) {
    const answers = await Promise.all(
      coupons.slice(at, at + AT_ONCE).map(({ actor }) => {
        // One freeze per coupon and stop: one the call centre has freed since stays free.
        const operationId = stepId(stopJobId(issueId), "freeze", idTail(actor));
        return ask(() => couponStub(env, actor).freeze({ operationId, frozen: true }));
      }),
    );
    for (const answer of answers) {
      entries.push(...answer.entries);
      // One that lost its state stays closed for good (CPN-5); a freeze could do no more.
      if (answer.outcome.ok || answer.outcome.error.code === "coupon-state-lost") reached += 1;
    }
  }
  return { reached, entries };
}
