import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { RebuildBody } from "../../schema/api/operator-books.ts";
import { foldHours } from "../data/hour-totals.ts";
import type { Env } from "../env.ts";
import type { JobMessage } from "../queue/jobs.ts";
import { type Lease, readJob, takeJob } from "../queue/lease.ts";
import { logTime } from "../queue/log.ts";
import { setRebuilding } from "../queue/rebuilding.ts";
import { nextSealedDate, readSealFile } from "../sealing/day-file.ts";
import { mendsPage, poisonPage } from "./breaks.ts";
import { COUPONS_START, type CouponCursor, couponsPage } from "./coupons.ts";
import { checkFiles, DAYS_START, type DayCursor, daysPage } from "./days.ts";
import { DIGEST_START, type DigestWork, digestPage, emptyCoupons, emptyRest, REBUILT } from "./digest.ts";
import { projectLogPage } from "./entries.ts";

/** After this long a step hands over to the next message. */
const STEP_MS = 15_000;
/**
 * From the flag on nothing is projected any more. Batches that were on their way then have written their log objects
 * after this long, under the time they began at.
 */
export const QUIET_MS = 5_000;
const LOOK_AGAIN_SECONDS = 2;
/** A batch that D1 refused comes again within five minutes; what is older than this in the log is in D1. */
const CATCH_UP_MS = 15 * 60_000;
/** Problems kept in words; the others are counted. */
const MAX_PROBLEMS = 50;
const MAX_PROBLEM_CHARS = 300;

/** The parts of a rebuild, in order. */
const REBUILD_PHASES = [
  "quiet",
  "catch-up",
  "check",
  "before",
  "empty",
  "days",
  "log",
  "breaks",
  "mends",
  "coupons",
  "after",
  "new",
] as const;
type RebuildPhase = (typeof REBUILD_PHASES)[number];

/** Where a rebuild stands; stored after every page. */
interface RebuildWork {
  readonly phase: RebuildPhase;
  readonly startedAtMs: number;
  /** The log up to here was in D1 when it was emptied; what came later is not compared. */
  readonly cutKey: string;
  /** D1 had no journal any more: there is nothing to compare with. */
  readonly lost: boolean;
  readonly cursor: string | null;
  readonly days: DayCursor;
  readonly coupons: CouponCursor;
  readonly table: number;
  readonly digest: DigestWork;
  readonly before: readonly DigestWork[];
  readonly after: readonly DigestWork[];
  readonly done: number;
  readonly of: number;
  readonly sealedDates: number;
  readonly journalRows: number;
  readonly couponRows: number;
  readonly problems: readonly string[];
  readonly problemCount: number;
}

/**
 * Asks for D1's books to be made again from the log (PRJ-2), and raises the flag under which nobody else writes them and
 * no coupon opens (CPN-5). Returns the id of the one that is under way, where there is one.
 */
export async function startRebuild(env: Env): Promise<string> {
  const nowMs = clockOf(env).now();
  const work: RebuildWork = {
    phase: "quiet",
    startedAtMs: nowMs,
    cutKey: logTime(nowMs),
    lost: false,
    cursor: null,
    days: DAYS_START,
    coupons: COUPONS_START,
    table: 0,
    digest: DIGEST_START,
    before: [],
    after: [],
    done: 0,
    of: 0,
    sealedDates: 0,
    journalRows: 0,
    couponRows: 0,
    problems: [],
    problemCount: 0,
  };
  const [, , running] = await env.DB.batch<{ jobId: string }>([
    // One at a time, whoever asks: the statement looks for itself.
    env.DB.prepare(
      `insert into job_work (job_id, kind, state, work, lease_until_ms, updated_at_ms)
       select ?1, 'rebuild', 'queued', ?2, 0, ?3
       where not exists (select 1 from job_work where kind = 'rebuild' and state in ('queued', 'running'))`,
    ).bind(`rebuild-${nowMs.toString(36)}`, JSON.stringify(work), nowMs),
    setRebuilding(env.DB, true),
    env.DB.prepare(
      "select job_id as jobId from job_work where kind = 'rebuild' and state in ('queued', 'running')",
    ),
  ]);
  const jobId = running?.results[0]?.jobId as string;
  await env.JOBS_QUEUE.send({ kind: "rebuild", jobId } satisfies JobMessage);
  return jobId;
}

/** How a rebuild stands; null where there is none of this id. */
export async function readRebuild(env: Env, rebuildId: string): Promise<RebuildBody | null> {
  const job = await readJob<RebuildWork>(env.DB, rebuildId);
  if (job?.kind !== "rebuild") return null;
  const { work, state, updatedAtMs } = job;
  return {
    rebuildId,
    state,
    phase: work.phase,
    phaseNumber: REBUILD_PHASES.indexOf(work.phase) + 1,
    phases: REBUILD_PHASES.length,
    done: work.done,
    of: work.of,
    sealedDates: work.sealedDates,
    journalRows: work.journalRows,
    coupons: work.couponRows,
    problems: [...work.problems],
    problemCount: work.problemCount,
    tables: REBUILT.flatMap(({ name }, at) => {
      const before = work.before[at];
      const after = work.after[at];
      if (!before && !after) return [];
      const equal = before && after ? before.hash === after.hash : null;
      return [{ table: name, rowsBefore: before?.rows ?? null, rowsAfter: after?.rows ?? null, equal }];
    }),
    startedAtMs: work.startedAtMs,
    updatedAtMs,
  };
}

/** One step of a rebuild. Killed anywhere it goes on from the last whole page; each page does the same again. */
export async function runRebuild(env: Env, jobId: string): Promise<void> {
  const clock = clockOf(env);
  const job = await readJob(env.DB, jobId);
  if (job === null || job.state === "done" || job.state === "failed") return;
  const lease = await takeJob<RebuildWork>(env.DB, jobId, clock.now());
  if (lease === null) throw new Error("another worker has this rebuild");
  let work = lease.work;
  const again = async (delaySeconds: number) => {
    await lease.release(work, "queued", clock.now());
    await env.JOBS_QUEUE.send({ kind: "rebuild", jobId } satisfies JobMessage, { delaySeconds });
  };
  try {
    const untilMs = clock.now() + STEP_MS;
    while (clock.now() < untilMs) {
      const step = await PHASES[work.phase]({ env, jobId, now: () => clock.now(), untilMs }, work);
      if (step.end) return await end(env, lease, step.work, step.end, clock.now());
      work = step.work;
      if (step.wait) return await again(LOOK_AGAIN_SECONDS);
      if (!(await lease.save(work, clock.now()))) return;
    }
    await again(0);
  } catch (error) {
    await lease.release(work, "queued", clock.now());
    throw error;
  }
}

interface Context {
  readonly env: Env;
  readonly jobId: string;
  readonly now: () => number;
  readonly untilMs: number;
}
interface Step {
  readonly work: RebuildWork;
  readonly wait?: boolean;
  readonly end?: "done" | "failed";
}

const PHASES: { readonly [Name in RebuildPhase]: (context: Context, work: RebuildWork) => Promise<Step> } = {
  // Whoever was at work before the flag rose has finished, or is dead.
  quiet: async ({ env, jobId, now }, work) => {
    if (now() < work.startedAtMs + QUIET_MS) return { work, wait: true };
    const busy = await env.DB.prepare(
      "select 1 as busy from job_work where job_id <> ?1 and lease_until_ms > ?2 limit 1",
    )
      .bind(jobId, now())
      .first();
    if (busy !== null) return { work, wait: true };
    const any = await env.DB.prepare("select 1 as any from journal limit 1").first();
    if (any === null) return { work: enter({ ...work, lost: true }, "check", null) };
    return { work: enter(work, "catch-up", logTime(work.startedAtMs - CATCH_UP_MS)) };
  },

  // What the log had and D1 had refused so far, so that both are the same before they are compared.
  "catch-up": async (context, work) => logStep(context, work, work.cutKey, "check"),

  // Nothing is emptied that can't be made again.
  check: async ({ env }, work) => {
    const date = await nextSealedDate(env.LOG, work.cursor ?? "");
    if (date === null) {
      const lost = await env.DB.prepare(
        "select book_date as date from seal where state = 'sealed' and book_date > ?1 limit 1",
      )
        .bind(work.cursor ?? "")
        .first<{ date: string }>();
      if (lost)
        return { work: withProblems(work, [`the day file of ${lost.date} is not in R2`]), end: "failed" };
      return { work: enter(work, "before", null) };
    }
    const seal = await readSealFile(env.LOG, date);
    const problems = seal ? [...(await checkFiles(env.LOG, seal))] : [`the seal of ${date} can't be read`];
    const known = await env.DB.prepare(
      "select file_hash as hash from seal where book_date = ?1 and state = 'sealed'",
    )
      .bind(date)
      .first<{ hash: string }>();
    if (known && seal && known.hash !== seal.rows.sha256)
      problems.push(`the day file of ${date} is not the one that D1 knows`);
    const skipped = await env.DB.prepare(
      "select book_date as date from seal where state = 'sealed' and book_date > ?1 and book_date < ?2 limit 1",
    )
      .bind(work.cursor ?? "", date)
      .first<{ date: string }>();
    if (skipped) problems.push(`the day file of ${skipped.date} is not in R2`);
    if (problems.length > 0) return { work: withProblems(work, problems), end: "failed" };
    return { work: { ...work, cursor: date, done: work.done + 1 } };
  },

  before: async ({ env }, work) => {
    if (work.lost) return { work: enter(work, "empty", null) };
    if (!(await foldHours(env.DB, "rebuild"))) return { work };
    const table = REBUILT[work.table];
    if (!table) return { work: enter(work, "empty", null) };
    const page = await digestPage(env.DB, table, work.digest, work.startedAtMs);
    const next = { ...work, done: work.done + page.work.rows - work.digest.rows };
    if (!page.ended) return { work: { ...next, digest: page.work } };
    return {
      work: {
        ...next,
        table: work.table + 1,
        digest: DIGEST_START,
        before: [...work.before, page.work],
      },
    };
  },

  empty: async ({ env }, work) => {
    const youngSinceMs = work.startedAtMs - CATCH_UP_MS;
    if (await emptyCoupons(env.DB, youngSinceMs)) return { work: { ...work, done: work.done + 1 } };
    await env.DB.batch([...emptyRest(env.DB, youngSinceMs), ...forgetJobs(env.DB)]);
    return { work: enter(work, "days", null, work.before[0]?.rows ?? 0) };
  },

  days: async ({ env, now, untilMs }, work) => {
    const page = await daysPage(env, work.days, now, untilMs);
    const next = withProblems(
      {
        ...work,
        sealedDates: work.sealedDates + page.dates,
        journalRows: work.journalRows + page.rows,
        done: work.done + page.rows,
      },
      page.problems,
    );
    return { work: page.next ? { ...next, days: page.next } : enter(next, "log", null) };
  },

  log: async (context, work) => logStep(context, work, work.cutKey, "breaks"),

  breaks: async ({ env, now }, work) => {
    const { next } = await poisonPage(env, work.cursor, now());
    return { work: next === null ? enter(work, "mends", null) : { ...work, cursor: next } };
  },

  mends: async ({ env, now }, work) => {
    const { next } = await mendsPage(env, work.cursor, now());
    const coupons = work.before.at(-1)?.rows ?? 0;
    return { work: next === null ? enter(work, "coupons", null, coupons) : { ...work, cursor: next } };
  },

  coupons: async ({ env }, work) => {
    const page = await couponsPage(env, work.coupons);
    const couponRows = work.couponRows + page.coupons;
    const next = withProblems({ ...work, couponRows, done: couponRows }, page.problems);
    return { work: page.next ? { ...next, coupons: page.next } : enter(next, "after", null) };
  },

  after: async ({ env }, work) => {
    if (!(await foldHours(env.DB, "rebuild"))) return { work };
    const table = REBUILT[work.table];
    if (!table) return { work: enter(work, "new", work.cutKey) };
    const page = await digestPage(env.DB, table, work.digest, work.startedAtMs);
    const next = { ...work, done: work.done + page.work.rows - work.digest.rows };
    if (!page.ended) return { work: { ...next, digest: page.work } };
    return {
      work: { ...next, table: work.table + 1, digest: DIGEST_START, after: [...work.after, page.work] },
    };
  },

  // What people did meanwhile. What comes after this comes again to the consumer, which had to put it off.
  new: async (context, work) => {
    const step = await logStep(context, work, null, null);
    return step.work.phase === "new" && step.work.cursor === null ? { ...step, end: "done" } : step;
  },
};

/** One page of the log; `then` is the phase after the last. */
async function logStep(
  { env, now, untilMs }: Context,
  work: RebuildWork,
  to: string | null,
  then: RebuildPhase | null,
): Promise<Step> {
  const page = await projectLogPage(env, work.cursor, to, now, untilMs);
  // What is only caught up with comes again, and is counted then.
  const counts = work.phase !== "catch-up";
  const next = withProblems(
    {
      ...work,
      done: work.done + page.objects,
      journalRows: work.journalRows + (counts ? page.rows : 0),
    },
    counts ? page.problems : [],
  );
  if (page.next !== null) return { work: { ...next, cursor: page.next } };
  return { work: then === null ? { ...next, cursor: null } : enter(next, then, null) };
}

function enter(work: RebuildWork, phase: RebuildPhase, cursor: string | null, of = 0): RebuildWork {
  return { ...work, phase, cursor, done: 0, of, table: 0, digest: DIGEST_START };
}

function withProblems(work: RebuildWork, problems: readonly string[]): RebuildWork {
  const shown = problems.map((problem) => problem.slice(0, MAX_PROBLEM_CHARS));
  return {
    ...work,
    problems: [...work.problems, ...shown].slice(0, MAX_PROBLEMS),
    problemCount: work.problemCount + problems.length,
  };
}

/**
 * Jobs whose cursors point into what is emptied begin anew: reports, sealings, the search for signals and the one
 * for news. An audit that was under way has no result.
 */
function forgetJobs(db: D1Database): D1PreparedStatement[] {
  return [
    db.prepare(
      "delete from job_work where kind in ('seal', 'signals', 'push') or (kind = 'report' and state in ('queued', 'running'))",
    ),
    db.prepare(
      "update job_work set state = 'failed' where kind = 'audit' and state in ('queued', 'running')",
    ),
  ];
}

/** Takes the flag down, and sets the reports that had begun on their way again. */
async function end(
  env: Env,
  lease: Lease<RebuildWork>,
  work: RebuildWork,
  state: "done" | "failed",
  nowMs: number,
): Promise<void> {
  await setRebuilding(env.DB, false).run();
  const { results } = await env.DB.prepare(
    `select id from job where kind = 'report' and state in ('queued', 'running')
       and not exists (select 1 from job_work where job_id = job.id)`,
  ).all<{ id: string }>();
  for (const { id } of results) await env.JOBS_QUEUE.send({ kind: "report", jobId: id } satisfies JobMessage);
  await lease.release(work, state, nowMs);
}
