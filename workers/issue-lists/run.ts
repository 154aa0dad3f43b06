import { clockOf } from "../../durable-objects/lib/clock.ts";
import { idTail, stepId } from "../../durable-objects/lib/hash.ts";
import { sendJournal } from "../../durable-objects/lib/journal-queues.ts";
import type { ListRowState } from "../../schema/api/issue-lists.ts";
import { fundName, type OrganisationId, type ProgrammeId, type RegionId } from "../../schema/ids.ts";
import { databaseOf } from "../data/database.ts";
import { endIssuing, endRow, listForJob, listRows, type StayListRow } from "../data/issue-lists.ts";
import { findOrganisation } from "../data/organisations.ts";
import type { Env } from "../env.ts";
import { programmeFacts } from "../http/facts.ts";
import { issueOnce } from "../issuing/issue.ts";
import type { JobMessage } from "../queue/jobs.ts";
import { type Lease, readJob, takeJob } from "../queue/lease.ts";
import { openRow } from "./sealed-row.ts";

/** After this long a step hands over to the next message, well before a Worker's limits. */
const STEP_MS = 15_000;
/** Rows read at once. */
const PAGE_ROWS = 50;

/** Which list is issued, and the how-manieth time it was begun. */
export interface ListWork {
  readonly listId: string;
  readonly tries: number;
}

/**
 * One step of issuing for a list (ISS-8). Each row is one operation whose id follows from list, row and try, so a row that
 * was issued before a kill is found again by the fund and issued no second time (OPR-2). Throws where the step must be tried
 * again: another worker has the job, or the fund left a row open.
 */
export async function runIssueList(env: Env, jobId: string): Promise<void> {
  const clock = clockOf(env);
  const lease = await takeJob<ListWork>(env.DB, jobId, clock.now());
  if (lease === null) {
    const job = await readJob(env.DB, jobId);
    if (job === null || job.state === "done" || job.state === "failed") return;
    throw new Error("another worker has this list");
  }
  try {
    const ended = await issueRows(env, lease, () => clock.now());
    if (ended === "taken") return;
    await lease.release(lease.work, ended === "more" ? "queued" : "done", clock.now());
    if (ended === "more") await env.JOBS_QUEUE.send({ kind: "issue-list", jobId } satisfies JobMessage);
  } catch (error) {
    await lease.release(lease.work, "queued", clock.now());
    throw error;
  }
}

type List = NonNullable<Awaited<ReturnType<typeof listForJob>>>;

async function issueRows(
  env: Env,
  lease: Lease<ListWork>,
  now: () => number,
): Promise<"more" | "taken" | "done"> {
  const { listId, tries } = lease.work;
  const list = await listForJob(databaseOf(env, null), listId);
  if (list?.state !== "issuing" || list.tries !== tries) return "done";
  const db = databaseOf(env, list.regionId as RegionId);
  const startedAtMs = now();
  const states: readonly ListRowState[] = list.againReason === null ? ["good"] : ["good", "again"];
  for (;;) {
    const rows = await listRows(db, list.regionId as RegionId, listId, {
      afterRow: 0,
      limit: PAGE_ROWS,
      states,
    });
    if (rows.length === 0) break;
    for (const row of rows) {
      await issueRow(env, list, row, now());
      if (!(await lease.save(lease.work, now()))) return "taken";
      if (now() - startedAtMs >= STEP_MS) return "more";
    }
  }
  await endIssuing(db, listId, tries, now());
  return "done";
}

/** Issues for one row and writes down what came of it. */
async function issueRow(env: Env, list: List, row: StayListRow, nowMs: number): Promise<void> {
  const regionId = list.regionId as RegionId;
  const db = databaseOf(env, regionId);
  const programmeId = list.programmeId as ProgrammeId;
  const [programme, branch, text] = await Promise.all([
    programmeFacts(env, programmeId),
    findOrganisation(db, regionId, list.branchId),
    openRow(env, list.id, row),
  ]);
  if (!programme || !branch?.isIssuer || branch.state !== "active")
    return endRow(db, list.id, row.row, { refusedWith: "forbidden" });
  if (!text?.stay) return endRow(db, list.id, row.row, { refusedWith: "file-not-ready" });
  const { reference, guestName, guests, nights, checkInOn, faceYen } = text.stay;
  const issued = await issueOnce(
    env,
    {
      request: {
        operationId: stepId(
          `issue-list/${list.id}/${row.row}`,
          `issue/${list.tries}`,
          idTail(fundName(programmeId)),
        ),
        programmeId,
        branchId: list.branchId as OrganisationId,
        coupons: guests,
        faceYen,
        ...(nights === null ? {} : { nights }),
        ...(checkInOn === null ? {} : { checkInOn }),
        ...(reference === null ? {} : { stayReference: reference }),
        ...(guestName === null ? {} : { guestName }),
        ...(row.state === "again" && list.againReason !== null ? { againReason: list.againReason } : {}),
      },
      programme,
      branch,
      regionId,
      staffId: list.issuedBy ?? list.createdBy,
      requestId: `issue-list:${list.id}:${row.row}`,
    },
    nowMs,
    (entries) => sendJournal(env, entries),
  );
  if (issued.ok) return endRow(db, list.id, row.row, { issueId: issued.value.issueId });
  const { error } = issued;
  if (error.kind === "answers") return endRow(db, list.id, row.row, { refusedWith: "invalid-request" });
  // Nothing is known of it: the same operation is sent again with the next step (OPR-6).
  if (error.refused.outcome !== "not-done")
    throw new Error(`row ${row.row} of list ${list.id} was left open: ${error.refused.code}`);
  return endRow(db, list.id, row.row, { refusedWith: error.refused.code });
}
