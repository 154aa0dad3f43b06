import { clockOf } from "../../durable-objects/lib/clock.ts";
import { type BusinessDate, endExclusiveMs } from "../../schema/calendar.ts";
import { auditSince, readAudit, startAudit } from "../audit/run.ts";
import type { Env } from "../env.ts";
import type { JobMessage } from "../queue/jobs.ts";
import { createJob, readJob, takeJob } from "../queue/lease.ts";
import { unlessRebuilding } from "../queue/rebuilding.ts";
import { closeDate } from "./close.ts";
import { dueDate, SEAL_AFTER_MS } from "./dates.ts";
import {
  beginFile,
  type DayRow,
  type DimensionRow,
  dimensionsKey,
  type FileWork,
  type LateActor,
  nextPart,
  rowsKey,
  type SealFile,
  writeSealFile,
} from "./day-file.ts";
import { versionDimensions } from "./dimensions.ts";

/** After this long a step hands over to the next message. */
const STEP_MS = 15_000;
/** Lines of a day file read and compressed at once; the file's bytes depend on it. */
const PAGE_ROWS = 5_000;
/** How often an audit under way, or a gap that may still close, is looked at again. */
const LOOK_AGAIN_SECONDS = 3;
/** A gap that has stood in the way for this long is a person's business. */
const GAP_PATIENCE_MS = 10 * 60_000;
/** A date that can't be sealed is tried again after this long, doubled with each try up to the longest. */
const FIRST_RETRY_MS = 15 * 60_000;
const LONGEST_RETRY_MS = 4 * 3_600_000;

type FileResult = SealFile["rows"];

/** Where the sealing of a date stands; stored after every step. */
interface SealWork {
  readonly date: BusinessDate;
  /** Dates up to this one are sealed as soon as they have ended, because somebody asked for it. */
  readonly through: BusinessDate | null;
  readonly phase: "audit" | "close" | "rows" | "dimensions" | "finish";
  readonly auditId: string | null;
  /** An audit that began earlier doesn't count: it was not after the date's end, or it named a break. */
  readonly auditsSinceMs: number;
  readonly late: readonly LateActor[];
  readonly gapSinceMs: number;
  readonly tries: number;
  readonly notBeforeMs: number;
  /** Positions between which the date's rows lie. */
  readonly range: { readonly after: number; readonly to: number } | null;
  readonly file: FileWork | null;
  readonly rowsFile: FileResult | null;
  readonly dimensionsFile: FileResult | null;
}

const jobIdOf = (date: BusinessDate) => `seal:${date}`;
const alertIdOf = (date: BusinessDate) => `seal-blocked:${date}`;

/**
 * Begins to seal the first date that is due (ASOF-1); one that is under way already goes on. Null where none is due.
 *
 * @param through dates up to this one needn't have ended an hour ago
 */
export async function sealNext(env: Env, through: BusinessDate | null = null): Promise<BusinessDate | null> {
  const nowMs = clockOf(env).now();
  const asked = through === null ? null : await dueDate(env.DB, nowMs, 0);
  const date =
    asked !== null && asked <= (through ?? "") ? asked : await dueDate(env.DB, nowMs, SEAL_AFTER_MS);
  if (date === null) return null;
  const jobId = jobIdOf(date);
  const work: SealWork = {
    date,
    through,
    phase: "audit",
    auditId: null,
    auditsSinceMs: endExclusiveMs(date),
    late: [],
    gapSinceMs: 0,
    tries: 0,
    notBeforeMs: 0,
    range: null,
    file: null,
    rowsFile: null,
    dimensionsFile: null,
  };
  // One that stands already is brought on by its own messages, or by the sweep; whoever asks needn't wait for either.
  const begun = await createJob(env.DB, { jobId, kind: "seal", work }, nowMs);
  if (!begun && through === null) return date;
  if (!begun)
    await env.DB.prepare(
      `update job_work set work = json_set(work, '$.notBeforeMs', 0, '$.through', ?2)
       where job_id = ?1 and state = 'queued' and lease_until_ms = 0`,
    )
      .bind(jobId, through)
      .run();
  await env.JOBS_QUEUE.send({ kind: "seal", jobId } satisfies JobMessage);
  return date;
}

/** One step of sealing a date. Killed anywhere it goes on from the last whole piece. */
export async function runSeal(env: Env, jobId: string): Promise<void> {
  const clock = clockOf(env);
  const job = await readJob<SealWork>(env.DB, jobId);
  if (job === null || job.state === "done" || job.state === "failed") return;
  if (job.work.notBeforeMs > clock.now()) return;
  const lease = await takeJob<SealWork>(env.DB, jobId, clock.now());
  if (lease === null) throw new Error("another worker seals this date");
  let work = lease.work;
  const again = async (delaySeconds: number) => {
    await lease.release(work, "queued", clock.now());
    await env.JOBS_QUEUE.send({ kind: "seal", jobId } satisfies JobMessage, { delaySeconds });
  };
  try {
    const startedAtMs = clock.now();
    while (clock.now() - startedAtMs < STEP_MS) {
      const step = await PHASES[work.phase](env, work, clock.now());
      if (step === "sealed") {
        await lease.release(work, "done", clock.now());
        await sealNext(env, work.through);
        return;
      }
      work = step.work;
      // Put off for longer: the sweep brings it on.
      if (work.notBeforeMs > clock.now()) {
        await lease.release(work, "queued", clock.now());
        return;
      }
      if (step.wait) return again(LOOK_AGAIN_SECONDS);
      if (!(await lease.save(work, clock.now()))) return;
    }
    await again(0);
  } catch (error) {
    await lease.release(work, "queued", clock.now());
    throw error;
  }
}

type Step = { readonly work: SealWork; readonly wait?: boolean } | "sealed";
type Phase = (env: Env, work: SealWork, nowMs: number) => Promise<Step>;

const PHASES: { readonly [Name in SealWork["phase"]]: Phase } = {
  audit: async (env, work, nowMs) => {
    if ((await closing(env.DB, work.date)) !== null) return { work: { ...work, phase: "rows" } };
    if (work.auditId === null) {
      const auditId = await auditSince(env.DB, work.auditsSinceMs);
      if (auditId !== null) return { work: { ...work, auditId } };
      const started = `seal-${work.date}-${nowMs.toString(36)}`;
      await startAudit(env, started);
      return { work: { ...work, auditId: started }, wait: true };
    }
    const audit = await readAudit(env, work.auditId);
    if (audit === null || audit.state === "failed") return { work: { ...work, auditId: null }, wait: true };
    if (audit.holds === null) return { work, wait: true };
    if (audit.holds) return { work: { ...work, phase: "close", late: audit.late, gapSinceMs: nowMs } };
    const { rule, place, actor, seq, programmeId } = audit.firstBreak ?? {};
    return blocked(env, work, nowMs, { auditId: work.auditId, rule, place, actor, seq, programmeId });
  },

  close: async (env, work, nowMs) => {
    const { auditId, late, date } = work;
    const outcome = await closeDate(env.DB, date, { auditId: auditId as string, late }, nowMs);
    if (outcome === "closed") return { work: { ...work, phase: "rows" } };
    if (outcome === "gap" && nowMs - work.gapSinceMs < GAP_PATIENCE_MS) return { work, wait: true };
    return blocked(env, work, nowMs, { auditId, [outcome]: true });
  },

  // The rows of the date are fixed now, and so is the file of them.
  rows: async (env, work) => {
    const { date } = work;
    const range = work.range ?? (await rangeOf(env.DB, date));
    const begun = work.file ?? (await beginFile(env.LOG, rowsKey(date), await attemptOf(env.DB, date)));
    const { work: file, file: rowsFile } = await nextPart(env.LOG, begun, async (cursor) => {
      const { results } = await env.DB.prepare(
        `select position, actor, seq, hash, log_key as logKey from journal
         where position > ?1 and position <= ?2 and book_date = ?3 order by position limit ${PAGE_ROWS}`,
      )
        .bind(cursor === "" ? range.after : Number(cursor), range.to, date)
        .all<{ position: number; actor: string; seq: number; hash: string; logKey: string }>();
      return {
        lines: results.map(({ actor, seq, hash, logKey }) =>
          JSON.stringify([actor, seq, hash, logKey] satisfies DayRow),
        ),
        next: results.length < PAGE_ROWS ? null : String(results.at(-1)?.position),
      };
    });
    if (rowsFile === null) return { work: { ...work, range, file } };
    return { work: { ...work, phase: "dimensions", range: null, file: null, rowsFile } };
  },

  dimensions: async (env, work) => {
    const { date } = work;
    if (work.file === null)
      await env.DB.batch([unlessRebuilding(env.DB), ...versionDimensions(env.DB, date)]);
    const begun = work.file ?? (await beginFile(env.LOG, dimensionsKey(date), await attemptOf(env.DB, date)));
    const { work: file, file: dimensionsFile } = await nextPart(env.LOG, begun, async (cursor) => {
      const [kind = "", id = ""] = cursor === "" ? [] : (JSON.parse(cursor) as string[]);
      const { results } = await env.DB.prepare(
        `select kind, subject_id as id, region_id as regionId, facts from dimension_version
         where book_date = ?1 and (kind, subject_id) > (?2, ?3) order by kind, subject_id limit ${PAGE_ROWS}`,
      )
        .bind(date, kind, id)
        .all<{ kind: string; id: string; regionId: string; facts: string }>();
      const last = results.at(-1);
      return {
        lines: results.map((row) =>
          JSON.stringify([row.kind, row.id, row.regionId, JSON.parse(row.facts)] satisfies DimensionRow),
        ),
        next: results.length < PAGE_ROWS || !last ? null : JSON.stringify([last.kind, last.id]),
      };
    });
    if (dimensionsFile === null) return { work: { ...work, file } };
    return { work: { ...work, phase: "finish", file: null, dimensionsFile } };
  },

  finish: async (env, work, nowMs) => {
    const { date } = work;
    const rows = work.rowsFile as FileResult;
    const closed = await closing(env.DB, date);
    if (closed === null) return (await isSealed(env.DB, date)) ? "sealed" : { work: afresh(work) };
    const kept = await env.DB.prepare(
      "select coalesce(sum(rows), 0) as rows from ledger_total where book_date = ?1",
    )
      .bind(date)
      .first<{ rows: number }>();
    if (kept?.rows !== rows.rows)
      return blocked(env, { ...work, rowsFile: null }, nowMs, { rows: rows.rows, kept: kept?.rows });
    await writeSealFile(env.LOG, {
      v: 1,
      date,
      rows,
      dimensions: work.dimensionsFile as FileResult,
      auditId: closed.auditId,
      late: JSON.parse(closed.late) as LateActor[],
    });
    await env.DB.batch([
      unlessRebuilding(env.DB),
      env.DB.prepare(
        `update seal set state = 'sealed', sealed_at_ms = ?2, rows = ?3, file_key = ?4, file_hash = ?5
         where book_date = ?1 and state = 'closing'`,
      ).bind(date, nowMs, rows.rows, rows.key, rows.sha256),
      env.DB.prepare("update alert set closed_at_ms = ?2 where id = ?1 and closed_at_ms is null").bind(
        alertIdOf(date),
        nowMs,
      ),
    ]);
    return "sealed";
  },
};

/** From the beginning, with an audit of its own. */
function afresh(work: SealWork): SealWork {
  return {
    ...work,
    phase: "audit",
    auditId: null,
    range: null,
    file: null,
    rowsFile: null,
    dimensionsFile: null,
  };
}

/** The date stays unsealed: a person hears of it, and it is tried again later with another audit. */
async function blocked(env: Env, work: SealWork, nowMs: number, why: object): Promise<Step> {
  const waitMs = Math.min(FIRST_RETRY_MS * 2 ** work.tries, LONGEST_RETRY_MS);
  await env.DB.prepare(
    `insert into alert (id, kind, subject, detail, raised_at_ms) values (?1, 'seal-blocked', ?2, ?3, ?4)
     on conflict (id) do update set detail = excluded.detail, closed_at_ms = null`,
  )
    .bind(alertIdOf(work.date), work.date, JSON.stringify(why), nowMs)
    .run();
  return {
    work: { ...afresh(work), auditsSinceMs: nowMs, tries: work.tries + 1, notBeforeMs: nowMs + waitMs },
  };
}

interface Closing {
  readonly auditId: string;
  readonly late: string;
  readonly closedAtMs: number;
}

async function closing(db: D1Database, date: BusinessDate): Promise<Closing | null> {
  return db
    .prepare(
      `select audit_id as auditId, late, closed_at_ms as closedAtMs from seal
       where book_date = ?1 and state = 'closing'`,
    )
    .bind(date)
    .first<Closing>();
}

async function isSealed(db: D1Database, date: BusinessDate): Promise<boolean> {
  const row = await db
    .prepare("select 1 as sealed from seal where book_date = ?1 and state = 'sealed'")
    .bind(date)
    .first<{ sealed: number }>();
  return row !== null;
}

/** Each closing of a date makes its own files. */
async function attemptOf(db: D1Database, date: BusinessDate): Promise<string> {
  const closed = await closing(db, date);
  if (closed === null) throw new Error(`${date} is no longer being closed`);
  return String(closed.closedAtMs);
}

/** Between which positions a date's rows lie; by programme, because only so does an index lead there. */
async function rangeOf(db: D1Database, date: BusinessDate): Promise<{ after: number; to: number }> {
  const row = await db
    .prepare(
      `select min(first) as first, max(last) as last from (
         select (select min(position) from journal j where j.programme_id = p.programme_id and j.book_date = ?1) as first,
           (select max(position) from journal j where j.programme_id = p.programme_id and j.book_date = ?1) as last
         from (select distinct programme_id from ledger_total where book_date = ?1) p)`,
    )
    .bind(date)
    .first<{ first: number | null; last: number | null }>();
  return { after: (row?.first ?? 1) - 1, to: row?.last ?? 0 };
}
