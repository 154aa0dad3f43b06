/** A worker that dies loses its job after this long; a living one renews well before. */
export const LEASE_MS = 60_000;

export type JobKind =
  | "report"
  | "package"
  | "print-package"
  | "audit"
  | "stop"
  | "seal"
  | "rebuild"
  | "archive"
  | "witness"
  | "import"
  | "issue-list"
  | "grant"
  | "newsletter"
  | "signals"
  | "staff-log"
  | "push"
  | "webhooks"
  | "closing";
export type JobState = "queued" | "running" | "done" | "failed";

/** A job in the hands of one worker. */
export interface Lease<Work> {
  readonly jobId: string;
  readonly work: Work;
  /**
   * Stores where the job stands, renews the lease, and lets whoever has waited meanwhile go first. False where another
   * worker has taken over: stop at once.
   */
  readonly save: (work: Work, nowMs: number) => Promise<boolean>;
  /** Stores the last state and lets go: `queued` for the next message to go on, or an end. */
  readonly release: (work: Work, state: JobState, nowMs: number) => Promise<boolean>;
}

interface NewJob {
  readonly jobId: string;
  readonly kind: JobKind;
  readonly work: unknown;
}

/** Writes down that a job exists. Doing it twice changes nothing; false where it existed already. */
export async function createJob(db: D1Database, job: NewJob, nowMs: number): Promise<boolean> {
  const { meta } = await jobStatement(db, job, nowMs).run();
  return meta.changes === 1;
}

/**
 * The statement of {@link createJob}, for the batch that begins what the job goes on with.
 * @param when SQL of a condition without which there is nothing to go on with; it may use ?5
 */
export function jobStatement(
  db: D1Database,
  job: NewJob,
  nowMs: number,
  only?: { readonly when: string; readonly value: string },
): D1PreparedStatement {
  const values = [job.jobId, job.kind, JSON.stringify(job.work), nowMs];
  return db
    .prepare(
      `insert into job_work (job_id, kind, state, work, lease_until_ms, updated_at_ms)
       select ?1, ?2, 'queued', ?3, 0, ?4 where ${only?.when ?? "true"} on conflict (job_id) do nothing`,
    )
    .bind(...values, ...(only ? [only.value] : []));
}

/**
 * Sets a job going that never ends for good: made where it isn't there, woken where it has done what there was. False where
 * it is under way; should it stand still, it is driven like every job (ALM-2).
 */
export async function wakeJob(db: D1Database, job: NewJob, nowMs: number): Promise<boolean> {
  if (await createJob(db, job, nowMs)) return true;
  const { meta } = await db
    .prepare("update job_work set state = 'queued', updated_at_ms = ?2 where job_id = ?1 and state = 'done'")
    .bind(job.jobId, nowMs)
    .run();
  return meta.changes === 1;
}

/**
 * Where actors and D1 run in the same process, as on a laptop, their answers are there before anything is heard from
 * outside: a job of many pages would keep every till waiting to its end. Behind a timer everybody has their turn.
 */
function letOthersIn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** Forgets a job that has ended, so that it can be done anew. */
export async function forgetJob(db: D1Database, jobId: string): Promise<void> {
  await db
    .prepare("delete from job_work where job_id = ?1 and state in ('done', 'failed')")
    .bind(jobId)
    .run();
}

/** What a job's last worker wrote down; null where there is no such job. */
export async function readJob<Work>(
  db: D1Database,
  jobId: string,
): Promise<{
  readonly kind: JobKind;
  readonly state: JobState;
  readonly work: Work;
  readonly updatedAtMs: number;
} | null> {
  const row = await db
    .prepare("select kind, state, work, updated_at_ms from job_work where job_id = ?1")
    .bind(jobId)
    .first<{ kind: JobKind; state: JobState; work: string; updated_at_ms: number }>();
  return (
    row && {
      kind: row.kind,
      state: row.state,
      work: JSON.parse(row.work) as Work,
      updatedAtMs: row.updated_at_ms,
    }
  );
}

/**
 * Takes a job that nobody works on. Null where it has ended, doesn't exist, or is in other hands.
 * @param holder random text; two workers never share one
 */
export async function takeJob<Work>(
  db: D1Database,
  jobId: string,
  nowMs: number,
): Promise<Lease<Work> | null> {
  const row = await db
    .prepare(
      `update job_work set state = 'running', lease_until_ms = ?2, updated_at_ms = ?3
       where job_id = ?1 and state in ('queued', 'running') and lease_until_ms <= ?3
       returning work`,
    )
    .bind(jobId, nowMs + LEASE_MS, nowMs)
    .first<{ work: string }>();
  if (!row) return null;
  // The lease's own end is its name: a later holder always has a later one.
  let until = nowMs + LEASE_MS;
  const write = async (work: Work, state: JobState, leaseUntilMs: number, atMs: number): Promise<boolean> => {
    const next = leaseUntilMs === 0 ? 0 : Math.max(leaseUntilMs, until + 1);
    const { meta } = await db
      .prepare(
        `update job_work set work = ?2, state = ?3, lease_until_ms = ?4, updated_at_ms = ?5
         where job_id = ?1 and lease_until_ms = ?6`,
      )
      .bind(jobId, JSON.stringify(work), state, next, atMs, until)
      .run();
    until = next;
    return meta.changes === 1;
  };
  return {
    jobId,
    work: JSON.parse(row.work) as Work,
    save: async (work, atMs) => {
      const held = await write(work, "running", atMs + LEASE_MS, atMs);
      await letOthersIn();
      return held;
    },
    release: (work, state, atMs) => write(work, state, 0, atMs),
  };
}

/**
 * Jobs that nobody has worked on for a while although they haven't ended (ALM-2). A file whose first message was lost
 * has no work yet: only what was asked for tells of it.
 */
export async function stuckJobs(
  db: D1Database,
  nowMs: number,
  limit: number,
): Promise<readonly { readonly jobId: string; readonly kind: JobKind }[]> {
  const { results } = await db
    .prepare(
      `select job_id as jobId, kind from job_work
       where state in ('queued', 'running') and lease_until_ms <= ?1 and updated_at_ms <= ?2
       union all
       select id, kind from job
       where kind in ('report', 'package', 'print-package') and state = 'queued' and updated_at_ms <= ?2
         and not exists (select 1 from job_work where job_id = job.id)
       limit ?3`,
    )
    .bind(nowMs, nowMs - LEASE_MS, limit)
    .all<{ jobId: string; kind: JobKind }>();
  return results;
}
