import { clockOf } from "../../durable-objects/lib/clock.ts";
import { logLine } from "../../durable-objects/lib/log.ts";
import type { Env } from "../env.ts";
import { witnessGateway, witnessKind } from "../gateways/witness.ts";
import type { JobMessage } from "../queue/jobs.ts";
import { createJob, readJob, takeJob } from "../queue/lease.ts";
import { closeUnsentAlert, raiseUnsentAlert } from "./alert.ts";
import { dayOf, recordSent, unsentDays } from "./days.ts";

/** The wait after a root was not taken: doubled with each try up to the longest. The sweep brings the tries. */
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 4 * 3_600_000;
/** From this try on a person hears of it. */
const ALERT_FROM_TRY = 4;
/** Roots on their way at a time, the earliest first: a witness that is away for a year is not asked about each day. */
const MAX_STARTED = 20;

/** Where the sending of one day's root stands. */
interface WitnessWork {
  readonly date: string;
  readonly tries: number;
  readonly nextTryAtMs: number;
  readonly lastFailure: string | null;
}

type WitnessEnv = Pick<Env, "DB" | "JOBS_QUEUE" | "ROOT_WITNESS_URL" | "CLOCK_OFFSET_MS">;

/** How a day's root fares on its way out. */
export async function sendingOf(db: D1Database, date: string): Promise<WitnessWork | null> {
  return (await readJob<WitnessWork>(db, jobIdOf(date)))?.work ?? null;
}

async function startWitness(env: WitnessEnv, date: string): Promise<void> {
  const jobId = jobIdOf(date);
  const work: WitnessWork = { date, tries: 0, nextTryAtMs: 0, lastFailure: null };
  if (!(await createJob(env.DB, { jobId, kind: "witness", work }, clockOf(env).now()))) return;
  await env.JOBS_QUEUE.send({ kind: "witness", jobId } satisfies JobMessage);
}

/**
 * Starts to send the earliest roots that nobody outside has yet (AUD-7), nothing where no witness is set. Returns how
 * many of those there are.
 */
export async function startUnsent(env: WitnessEnv): Promise<number> {
  const unsent = await unsentDays(env.DB, MAX_STARTED);
  if (witnessKind(env) === "none") return unsent.length;
  for (const day of unsent) await startWitness(env, day.date);
  return unsent.length;
}

/** One try to send a day's root, if its time has come; the sweep asks again until the witness has taken it. */
export async function runWitness(env: WitnessEnv, jobId: string): Promise<void> {
  const nowMs = clockOf(env).now();
  const lease = await takeJob<WitnessWork>(env.DB, jobId, nowMs);
  if (lease === null) return;
  let { work } = lease;
  try {
    const day = await dayOf(env.DB, work.date);
    if (day === null || day.sentAtMs !== null) {
      await lease.release(work, "done", nowMs);
      return;
    }
    const gateway = await witnessGateway(env);
    if (gateway === null || nowMs < work.nextTryAtMs) {
      await lease.release(work, "queued", nowMs);
      return;
    }
    const sent = await gateway.send(day);
    const atMs = clockOf(env).now();
    if (sent.ok) {
      await recordSent(env.DB, work.date, atMs);
      await closeUnsentAlert(env.DB, work.date, atMs);
      await lease.release({ ...work, tries: work.tries + 1, lastFailure: null }, "done", atMs);
      return;
    }
    const tries = work.tries + 1;
    const waitMs = Math.min(FIRST_WAIT_MS * 2 ** work.tries, LONGEST_WAIT_MS);
    const nextTryAtMs = atMs + Math.max(waitMs, sent.error.retryAfterMs ?? 0);
    work = { ...work, tries, nextTryAtMs, lastFailure: sent.error.what };
    logLine("warn", "root not taken", { date: work.date, tries, what: sent.error.what });
    if (tries >= ALERT_FROM_TRY) await raiseUnsentAlert(env.DB, work.date, sent.error.what, atMs);
    await lease.release(work, "queued", atMs);
  } catch (error) {
    await lease.release(work, "queued", nowMs);
    throw error;
  }
}

function jobIdOf(date: string): string {
  return `witness:${date}`;
}
