import { clockOf } from "../../durable-objects/lib/clock.ts";
import { businessDate } from "../../schema/calendar.ts";
import type { Env } from "../env.ts";
import type { JobMessage } from "../queue/jobs.ts";
import { createJob, type JobState, readJob, takeJob } from "../queue/lease.ts";
import { checkActors, checkLinks, lookAgain, type NamedActor } from "./actors.ts";
import { checkArchive } from "./archive.ts";
import { type Finding, rowFinding, sumFinding } from "./finding.ts";
import { checkLog, type MissingRow } from "./log.ts";
import {
  checkCoupons,
  checkIssues,
  checkOpened,
  nextProgramme,
  type ProgrammeFigures,
  programmeFigures,
} from "./programmes.ts";
import { checkRows } from "./rows.ts";
import { checkStaffLog, STAFF_LOG_START, type StaffLogCursor } from "./staff-log.ts";
import { checkTotals, type TotalsCursor } from "./totals.ts";
import { checkOperations, type UnevenTransfer, unevenTransfers } from "./transfers.ts";

/** After this long a step hands over to the next message. */
const STEP_MS = 15_000;
/** How long entries may be on their way before they count as lost, and how often they are looked for. */
const DRAIN_MS = 45_000;
const DRAIN_EACH_MS = 1_000;
/** How long sums may not fit once every actor agrees with D1: what moved since then is projected by then. */
const SETTLE_MS = 12_000;
/** Late actors and rows that are remembered; where there are so many, they are waited for before the next page. */
const MAX_LATE = 2_000;
/** Programmes whose figures are kept in the result. */
const MAX_FIGURES = 500;

/** The parts of an audit, in order. The first finding ends it. */
export const AUDIT_PHASES = [
  "actors",
  "links",
  "log",
  "late",
  "fresh",
  "rows",
  "operations",
  "transfers",
  "totals",
  "archive",
  "programmes",
  "staff-log",
] as const;
export type AuditPhase = (typeof AUDIT_PHASES)[number];

/** Where an audit stands; stored after every page. */
interface AuditWork {
  readonly phase: AuditPhase;
  readonly startedAtMs: number;
  /** When the present wait for entries on their way began; 0 where nothing is waited for. */
  readonly waitingSinceMs: number;
  readonly cursor: string;
  readonly totals: TotalsCursor;
  /** Coupons of the present programme up to this serial were looked at; null when all were. */
  readonly couponSerial: number | null;
  readonly late: readonly NamedActor[];
  readonly missing: readonly MissingRow[];
  /** Actors that were ahead of D1 again when they were looked at last. */
  readonly ahead: readonly NamedActor[];
  /** Transfers that didn't add up when they were first looked at; null before. */
  readonly uneven: readonly Pick<UnevenTransfer, "actor" | "parent">[] | null;
  readonly done: number;
  readonly of: number;
  readonly actors: number;
  readonly journalRows: number;
  readonly logObjects: number;
  readonly programmes: readonly ProgrammeFigures[];
  readonly programmeCount: number;
  /** How far the log of staff was walked; an audit from before it was looked at has none. */
  readonly staffLog?: StaffLogCursor;
  readonly firstBreak: Finding | null;
}

/** What an audit has found so far (AUD-5). `holds` is null until it has ended. */
export interface AuditView {
  readonly auditId: string;
  readonly state: JobState;
  readonly phase: AuditPhase;
  readonly phaseNumber: number;
  readonly phases: number;
  /** Of the present phase; `of` is an estimate. */
  readonly done: number;
  readonly of: number;
  readonly actors: number;
  readonly journalRows: number;
  readonly logObjects: number;
  readonly programmes: number;
  readonly figures: readonly ProgrammeFigures[];
  /** Actors with entries on their way when they were looked at last; they are no break, and book later (ASOF-1). */
  readonly late: readonly NamedActor[];
  readonly firstBreak: Finding | null;
  readonly holds: boolean | null;
  readonly startedAtMs: number;
  readonly updatedAtMs: number;
}

/** Writes down that an audit is asked for and sends its first message. */
export async function startAudit(env: Env, auditId: string): Promise<void> {
  const nowMs = clockOf(env).now();
  const work: AuditWork = {
    phase: "actors",
    startedAtMs: nowMs,
    waitingSinceMs: 0,
    cursor: "",
    totals: { programmeId: "", bookDate: "" },
    couponSerial: 0,
    late: [],
    missing: [],
    uneven: null,
    ahead: [],
    done: 0,
    of: await count(env.DB, "select count(*) as n from actor_head"),
    actors: 0,
    journalRows: 0,
    logObjects: 0,
    programmes: [],
    programmeCount: 0,
    firstBreak: null,
  };
  await createJob(env.DB, { jobId: auditId, kind: "audit", work }, nowMs);
  await env.JOBS_QUEUE.send({ kind: "audit", jobId: auditId } satisfies JobMessage);
}

/** How an audit stands; null where there is none of this id. */
export async function readAudit(env: Env, auditId: string): Promise<AuditView | null> {
  const job = await readJob<AuditWork>(env.DB, auditId);
  if (job?.kind !== "audit") return null;
  const { work, state } = job;
  return {
    auditId,
    state,
    phase: work.phase,
    phaseNumber: AUDIT_PHASES.indexOf(work.phase) + 1,
    phases: AUDIT_PHASES.length,
    done: work.done,
    of: Math.max(work.of, work.done),
    actors: work.actors,
    journalRows: work.journalRows,
    logObjects: work.logObjects,
    programmes: work.programmeCount,
    figures: work.programmes,
    late: work.ahead,
    firstBreak: work.firstBreak,
    holds: state === "done" ? work.firstBreak === null : null,
    startedAtMs: work.startedAtMs,
    updatedAtMs: job.updatedAtMs,
  };
}

/**
 * The newest audit that began at `sinceMs` or later and found nothing wrong, or nothing yet; null where there is none.
 */
export async function auditSince(db: D1Database, sinceMs: number): Promise<string | null> {
  const row = await db
    .prepare(
      `select job_id as auditId from job_work
       where kind = 'audit' and state <> 'failed' and work->>'startedAtMs' >= ?1 and work->>'firstBreak' is null
       order by work->>'startedAtMs' desc limit 1`,
    )
    .bind(sinceMs)
    .first<{ auditId: string }>();
  return row?.auditId ?? null;
}

/** When the books were last looked through to the end, and whether they held (AUD-5); null before the first time. */
export async function lastAudit(
  db: D1Database,
): Promise<{ readonly endedAtMs: number; readonly holds: boolean } | null> {
  const row = await db
    .prepare(
      `select updated_at_ms as endedAtMs, work->>'firstBreak' is null as holds from job_work
       where kind = 'audit' and state = 'done' order by updated_at_ms desc limit 1`,
    )
    .first<{ endedAtMs: number; holds: number }>();
  return row && { endedAtMs: row.endedAtMs, holds: row.holds === 1 };
}

/** An audit that came to its end. */
export interface EndedAudit {
  readonly auditId: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly holds: boolean;
  readonly figures: readonly ProgrammeFigures[];
}

/** A page of audits that came to their end, newest first, after (end, id) of the last one told. */
export async function endedAudits(
  db: D1Database,
  after: readonly [number, string] | null,
  limit: number,
): Promise<readonly EndedAudit[]> {
  const { results } = await db
    .prepare(
      `select job_id as auditId, updated_at_ms as endedAtMs, work from job_work
       where kind = 'audit' and state = 'done' and (?1 is null or (updated_at_ms, job_id) < (?1, ?2))
       order by updated_at_ms desc, job_id desc limit ?3`,
    )
    .bind(after?.[0] ?? null, after?.[1] ?? "", limit)
    .all<{ auditId: string; endedAtMs: number; work: string }>();
  return results.map(({ auditId, endedAtMs, work }) => {
    const { startedAtMs, firstBreak, programmes } = JSON.parse(work) as AuditWork;
    return { auditId, startedAtMs, endedAtMs, holds: firstBreak === null, figures: programmes };
  });
}

/**
 * One step of an audit: some pages of its present phase, then the next message. Goes on from the last page however the
 * last worker ended. Entries on their way are waited for, and sent again, before anything is judged by them.
 */
export async function runAudit(env: Env, auditId: string): Promise<void> {
  const clock = clockOf(env);
  const lease = await takeJob<AuditWork>(env.DB, auditId, clock.now());
  if (lease === null) {
    const job = await readJob(env.DB, auditId);
    if (job === null || job.state === "done" || job.state === "failed") return;
    throw new Error("another worker has this audit");
  }
  let work = lease.work;
  try {
    const startedAtMs = clock.now();
    while (clock.now() - startedAtMs < STEP_MS) {
      const next = await PHASES[work.phase](env, work, clock.now());
      if (next === "ended") {
        await lease.release(work, "done", clock.now());
        return;
      }
      work = next;
      if (work.firstBreak !== null) {
        await lease.release(work, "done", clock.now());
        return;
      }
      if (!(await lease.save(work, clock.now()))) return;
      if (work.waitingSinceMs > 0) await new Promise((resolve) => setTimeout(resolve, DRAIN_EACH_MS));
    }
    await lease.release(work, "queued", clock.now());
    await env.JOBS_QUEUE.send({ kind: "audit", jobId: auditId } satisfies JobMessage);
  } catch (error) {
    await lease.release(work, "queued", clock.now());
    throw error;
  }
}

type Phase = (env: Env, work: AuditWork, nowMs: number) => Promise<AuditWork | "ended">;

const PHASES: { readonly [Name in AuditPhase]: Phase } = {
  actors: async (env, work, nowMs) => {
    if (isFull(work)) return drain(env, work, nowMs);
    const page = await checkActors(env, work.cursor, 0);
    const done = work.done + page.actors;
    const next = {
      ...work,
      done,
      actors: done,
      late: [...work.late, ...page.late],
      firstBreak: page.finding,
    };
    if (page.next !== null) return { ...next, cursor: page.next };
    return enter(next, "links", await count(env.DB, "select count(*) as n from wallet_link"));
  },

  links: async (env, work, nowMs) => {
    if (isFull(work)) return drain(env, work, nowMs);
    const page = await checkLinks(env, work.cursor);
    const next = { ...work, late: [...work.late, ...page.late], firstBreak: page.finding };
    return page.next === null ? enter(next, "log", 0) : { ...next, cursor: page.next };
  },

  log: async (env, work, nowMs) => {
    if (isFull(work)) return drain(env, work, nowMs);
    const page = await checkLog(env, work.cursor === "" ? null : work.cursor);
    const done = work.done + page.objects;
    const missing = [...work.missing, ...page.missing];
    const next = { ...work, done, logObjects: done, missing, firstBreak: page.finding };
    return page.next === null
      ? enter(next, "late", next.late.length + missing.length)
      : { ...next, cursor: page.next };
  },

  late: async (env, work, nowMs) => {
    const next = await drain(env, work, nowMs);
    if (next.late.length > 0 || next.missing.length > 0) return next;
    return enter(next, "fresh", next.actors);
  },

  // Whoever came into D1 while the audit was under way; where one of them is still ahead of D1 that is traffic.
  fresh: async (env, work) => {
    const page = await checkActors(env, work.cursor, work.startedAtMs);
    const ahead = [...work.ahead, ...page.late].slice(0, MAX_LATE);
    const next = { ...work, done: work.done + page.actors, ahead, firstBreak: page.finding };
    if (page.next !== null) return { ...next, cursor: page.next };
    const actors = await count(env.DB, "select count(*) as n from actor_head");
    return enter({ ...next, actors }, "rows", await count(env.DB, "select count(*) as n from journal"));
  },

  rows: async (env, work) => {
    const page = await checkRows(env, Number(work.cursor || "0"));
    const done = work.done + page.rows;
    const next = { ...work, done, journalRows: done, firstBreak: page.finding };
    return page.next === null ? enter(next, "operations", 0) : { ...next, cursor: String(page.next) };
  },

  operations: async (env, work) => {
    const page = await checkOperations(env.DB, work.cursor);
    const next = { ...work, done: work.done + 1, firstBreak: page.finding };
    return page.next === null ? enter(next, "transfers", 1) : { ...next, cursor: page.next };
  },

  transfers: async (env, work, nowMs) => {
    const found = await unevenTransfers(env.DB, work.uneven);
    const [first] = found;
    if (!first) return enter({ ...work, uneven: null }, "totals", 0);
    // The same ones again: under traffic there are always some of which one end is on its way.
    const uneven = found.map(({ actor, parent }) => ({ actor, parent }));
    return waitOrJudge({ ...work, uneven }, first.finding, nowMs);
  },

  totals: async (env, work) => {
    const page = await checkTotals(env.DB, work.totals);
    // A page for each day's manifest, and about one for its entries.
    if (page === null)
      return enter(work, "archive", await count(env.DB, "select 2 * count(*) as n from archive_day"));
    return { ...work, done: work.done + 1, totals: page.next, firstBreak: page.finding };
  },

  archive: async (env, work) => {
    const page = await checkArchive(env, work.cursor);
    const next = { ...work, done: work.done + 1, firstBreak: page.finding };
    if (page.next !== null) return { ...next, cursor: page.next };
    return enter(next, "programmes", await count(env.DB, "select count(*) as n from programme"));
  },

  programmes: async (env, work, nowMs) => {
    const programmeId = await nextProgramme(env.DB, work.cursor);
    if (programmeId === null)
      return enter(work, "staff-log", await count(env.DB, "select count(*) as n from audit_chain"));
    if (work.couponSerial !== null) {
      const page = await checkCoupons(env, programmeId, work.couponSerial);
      return { ...work, couponSerial: page.next, firstBreak: page.finding };
    }
    const rows = (await checkIssues(env.DB, programmeId)) ?? (await checkOpened(env.DB, programmeId));
    if (rows) return waitOrJudge(work, rows, nowMs);
    const figures = await programmeFigures(env.DB, programmeId, businessDate(nowMs));
    if (figures.differenceYen !== 0) {
      const what = `issued, granted and granting are ${figures.differenceYen} yen more than what is found again`;
      return waitOrJudge(work, sumFinding("AUD-2", programmeId, what), nowMs);
    }
    return {
      ...work,
      waitingSinceMs: 0,
      couponSerial: 0,
      cursor: programmeId,
      done: work.done + 1,
      programmeCount: work.programmeCount + 1,
      programmes: [...work.programmes, figures].slice(0, MAX_FIGURES),
    };
  },

  "staff-log": async (env, work) => {
    const page = await checkStaffLog(env, work.staffLog ?? STAFF_LOG_START);
    if (page.finding === null && page.next === null) return "ended";
    const staffLog = page.next ?? STAFF_LOG_START;
    return { ...work, done: work.done + page.entries, staffLog, firstBreak: page.finding };
  },
};

/** Looks again at what was on its way, and judges what has been so for too long (AUD-3). */
async function drain(env: Env, work: AuditWork, nowMs: number): Promise<AuditWork> {
  const late: NamedActor[] = [];
  for (const named of [...work.late, ...namedBy(work.missing)]) {
    const look = await lookAgain(env, named);
    if (look.state === "broken") return { ...work, firstBreak: look.finding };
    if (look.state === "late") late.push(named);
  }
  const missing = await stillMissing(env.DB, work.missing);
  if (late.length === 0 && missing.length === 0) return { ...work, late, missing, waitingSinceMs: 0 };
  const waitingSinceMs = work.waitingSinceMs || nowMs;
  const next = { ...work, late, missing, waitingSinceMs };
  if (nowMs - waitingSinceMs < DRAIN_MS) return next;
  const [row] = missing;
  if (row) {
    const what = `the row is in ${row.key} and not in D1`;
    return { ...next, firstBreak: rowFinding("AUD-3", "d1", row, row.seq, what) };
  }
  const named = late[0] as NamedActor;
  const head = await env.DB.prepare("select seq from actor_head where actor = ?1")
    .bind(named.actor)
    .first<{ seq: number }>();
  const what = "the actor's row does not arrive in D1";
  return { ...next, firstBreak: rowFinding("AUD-3", "d1", named, (head?.seq ?? 0) + 1, what) };
}

function isFull(work: AuditWork): boolean {
  return work.late.length + work.missing.length >= MAX_LATE;
}

/** Sums that don't fit may wait for entries on their way; they are judged when they still don't fit later. */
function waitOrJudge(work: AuditWork, finding: Finding, nowMs: number): AuditWork {
  const waitingSinceMs = work.waitingSinceMs || nowMs;
  if (nowMs - waitingSinceMs < SETTLE_MS) return { ...work, waitingSinceMs };
  return { ...work, firstBreak: finding };
}

function enter(work: AuditWork, phase: AuditPhase, of: number): AuditWork {
  // A finding belongs to the phase that made it.
  if (work.firstBreak !== null) return work;
  return { ...work, phase, cursor: "", done: 0, of, waitingSinceMs: 0 };
}

function namedBy(missing: readonly MissingRow[]): readonly NamedActor[] {
  return [...new Map(missing.map((row) => [row.actor, row])).values()];
}

/** Rows of the log that D1 still hasn't got. */
async function stillMissing(db: D1Database, missing: readonly MissingRow[]): Promise<readonly MissingRow[]> {
  if (missing.length === 0) return [];
  const { results } = await db
    .prepare(
      `select e.value->>'hash' as hash from json_each(?1) e
       where not exists (select 1 from journal j where j.actor = e.value->>'actor' and j.seq = e.value->>'seq')`,
    )
    .bind(JSON.stringify(missing.map(({ actor, seq, hash }) => ({ actor, seq, hash }))))
    .all<{ hash: string }>();
  const absent = new Set(results.map((row) => row.hash));
  return missing.filter((row) => absent.has(row.hash));
}

async function count(db: D1Database, sql: string): Promise<number> {
  return (await db.prepare(sql).first<{ n: number }>())?.n ?? 0;
}
