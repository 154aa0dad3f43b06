import { idTail, stepId } from "../../durable-objects/lib/hash.ts";
import { sendJournal } from "../../durable-objects/lib/journal-queues.ts";
import { logLine } from "../../durable-objects/lib/log.ts";
import type { IssueManifest, IssueState } from "../../schema/commands.ts";
import type { JournalEntry } from "../../schema/events.ts";
import { fundName, type IssueId, type ProgrammeId, type RegionId } from "../../schema/ids.ts";
import type { Yen } from "../../schema/money.ts";
import { databaseOf } from "../data/database.ts";
import { issueForJob, setIssueState, setWritten } from "../data/issues.ts";
import type { Env } from "../env.ts";
import { fundActor } from "../http/actors.ts";
import { CHUNK_ROWS, rewriteRows, writeRows } from "./rows.ts";

/** Chunks that one message of the jobs queue writes before it hands over to the next. */
export const CHUNKS_PER_STEP = 20;

interface IssueWork {
  readonly issueId: IssueId;
  readonly programmeId: ProgrammeId;
  readonly regionId: RegionId;
  readonly written: number;
}

export interface IssueProgress {
  readonly state: IssueState;
  /** What the fund journaled on the way, for whoever runs this to publish (PUB-1). */
  readonly entries: readonly JournalEntry[];
}

/**
 * One message of the jobs queue: writes some rows of an issue and sends the next message until it is ready. Killed
 * anywhere it goes on from the last whole chunk; of an issue that is past writing only lost rows are written.
 */
export async function runIssueJob(env: Env, issueId: string): Promise<void> {
  const row = await issueForJob(databaseOf(env, null), issueId);
  if (!row) {
    logLine("error", "an issue job has no issue", { issueId });
    return;
  }
  const work = {
    issueId: row.id as IssueId,
    programmeId: row.programmeId as ProgrammeId,
    regionId: row.regionId as RegionId,
    written: row.written,
  };
  if (HAS_COUPONS.has(row.state) && row.written < row.count) {
    if (await restoreRows(env, work, CHUNKS_PER_STEP)) await env.JOBS_QUEUE.send({ kind: "issue", issueId });
    return;
  }
  const { state, entries } = await workIssue(env, work, CHUNKS_PER_STEP);
  await sendJournal(env, entries);
  if (state === "writing") await env.JOBS_QUEUE.send({ kind: "issue", issueId });
}

/** Writes up to so many chunks, and where all rows stand makes the issue ready (FND-3). */
export async function workIssue(env: Env, work: IssueWork, maxChunks: number): Promise<IssueProgress> {
  const fund = fundActor(env, work.programmeId);
  const issue = await fund.manifest({ issueId: work.issueId });
  if (!issue) throw new Error(`the fund knows no issue ${work.issueId}`);
  if (issue.state !== "writing") return { state: await followFund(env, work), entries: [] };

  const db = databaseOf(env, work.regionId);
  let { written } = work;
  for (let chunk = 0; chunk < maxChunks && written < issue.count; chunk++) {
    const count = Math.min(CHUNK_ROWS, issue.count - written);
    await writeRows(env, { ...work, manifest: issue }, issue.serialFrom + written, count);
    written += count;
    await setWritten(db, work.issueId, written);
  }
  if (written < issue.count) return { state: "writing", entries: [] };
  return finish(env, work, issue);
}

/** States in which every coupon of an issue has its row. */
const HAS_COUPONS: ReadonlySet<string> = new Set<IssueState>(["ready", "active", "stopped", "withdrawn"]);

/**
 * Writes up to so many chunks of a finished issue again, whose rows were lost: its entries came after D1 had been made
 * again from the log (PRJ-2). Everything is as it was, the salts are the fund's. Whether there is more to write.
 */
async function restoreRows(env: Env, work: IssueWork, maxChunks: number): Promise<boolean> {
  const issue = await fundActor(env, work.programmeId).manifest({ issueId: work.issueId });
  if (!issue) throw new Error(`the fund knows no issue ${work.issueId}`);
  const salts = new Map(issue.salts.map(({ serial, salt }) => [serial, salt]));
  let { written } = work;
  for (let chunk = 0; chunk < maxChunks && written < issue.count; chunk++) {
    const count = Math.min(CHUNK_ROWS, issue.count - written);
    const from = issue.serialFrom + written;
    if (!(await rewriteRows(env, { ...work, manifest: issue }, from, count, salts)))
      throw new Error(`rows of issue ${work.issueId} from serial ${from} on can't be written again`);
    written += count;
    await setWritten(databaseOf(env, work.regionId), work.issueId, written);
  }
  return written < issue.count;
}

/** Counts the rows and adds the faces up; only if both fit the manifest does the fund say ready (FND-3). */
async function finish(env: Env, work: IssueWork, manifest: IssueManifest): Promise<IssueProgress> {
  const db = env.DB.withSession("first-primary");
  const found = await db
    .prepare(
      `select count(*) as count, coalesce(sum(face_yen), 0) as sum, coalesce(sum(salt > 0), 0) as salted
         from coupon where issue_id = ?1`,
    )
    .bind(work.issueId)
    .first<{ count: number; sum: number; salted: number }>();
  if (found?.count !== manifest.count || found.sum !== manifest.sumYen) {
    // Started again from the first row: writing what stands already changes nothing.
    await env.DB.prepare("update issue set written = 0 where id = ?1").bind(work.issueId).run();
    throw new Error(`rows of issue ${work.issueId} don't add up: ${found?.count} rows, ${found?.sum} yen`);
  }
  const salts = found.salted === 0 ? [] : await saltedSerials(db, work.issueId);
  const tail = idTail(fundName(work.programmeId));
  const { outcome, entries } = await fundActor(env, work.programmeId).issueReady({
    operationId: stepId(work.issueId, "ready", tail),
    issueId: work.issueId,
    count: manifest.count,
    sumYen: manifest.sumYen as Yen,
    salts,
  });
  if (!outcome.ok)
    throw new Error(`the fund refused the rows of issue ${work.issueId}: ${outcome.error.code}`);
  return { state: await followFund(env, work), entries };
}

/** The few coupons whose first code clashed (CPN-6). */
async function saltedSerials(db: D1DatabaseSession, issueId: IssueId) {
  const { results } = await db
    .prepare("select serial, salt from coupon where issue_id = ?1 and salt > 0 order by serial")
    .bind(issueId)
    .all<{ serial: number; salt: number }>();
  return results;
}

/**
 * Copies the fund's word about an issue into its row, at which coupons look when they open (CPN-5). The head is read
 * first: the state is at least as new, and an older word can't replace it.
 */
export async function followFund(
  env: Env,
  work: { readonly issueId: IssueId; readonly programmeId: ProgrammeId; readonly regionId: RegionId },
): Promise<IssueState> {
  const fund = fundActor(env, work.programmeId);
  const head = await fund.head();
  const issue = await fund.manifest({ issueId: work.issueId });
  if (!issue) throw new Error(`the fund knows no issue ${work.issueId}`);
  const state = issue.state as IssueState;
  await setIssueState(databaseOf(env, work.regionId), work.issueId, state, head.seq);
  return state;
}
