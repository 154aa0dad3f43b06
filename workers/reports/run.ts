import { z } from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { Env } from "../env.ts";
import type { JobMessage } from "../queue/jobs.ts";
import { createJob, type Lease, readJob, takeJob } from "../queue/lease.ts";
import { csvLine, csvStart, encodeCsv } from "./csv.ts";
import { fromBase64, PART_BYTES, PartBuffer, sha256Of, toBase64 } from "./parts.ts";
import { type Cursor, NEXT_DATE } from "./report.ts";
import { transactions } from "./transactions.ts";

/** Rows read at once. A page's bytes beyond a part are stored between two steps, in a D1 row of at most 2 MB. */
const PAGE_ROWS = 1_000;
/** After this long a step hands over to the next message, well before a Worker's limits. */
const STEP_MS = 20_000;

const REPORTS = { transactions } as const;

/** What `job.params` of a report holds. */
const reportParams = z.object({
  kind: z.enum(["transactions"]),
  from: z.iso.date(),
  to: z.iso.date(),
  encoding: z.enum(["utf-8", "shift_jis"]),
  /** A sealed date not before `to`: the file says what was true then, for ever (ASOF-1). */
  asOf: z.iso.date().optional(),
});
type ReportParams = z.output<typeof reportParams>;

/** Where a report stands; stored after every part, so that a kill costs at most one part. */
interface ReportWork {
  readonly params: ReportParams;
  readonly programmeId: string;
  readonly regionId: string;
  /** Rows projected later don't belong to this file: it is the same however often its making is interrupted. */
  readonly cut: number;
  readonly total: number;
  readonly key: string;
  readonly uploadId: string;
  readonly cursor: Cursor;
  readonly written: number;
  readonly parts: readonly R2UploadedPart[];
  /** Bytes of rows before the cursor that are in no part yet, base64. */
  readonly carry: string;
  /** Every row is in a part: the file only needs to be joined, whoever does it. */
  readonly ended?: boolean;
}

/**
 * One step of a report (S5): keyset pages from D1 to CSV to parts of one R2 object, in bounded memory. Goes on from the
 * last finished part, however the last worker ended. Throws where the step must be tried again: another worker has the
 * job, or D1 or R2 is away.
 */
export async function runReport(env: Env, jobId: string): Promise<void> {
  const clock = clockOf(env);
  if ((await readJob(env.DB, jobId)) === null && !(await begin(env, jobId, clock.now()))) return;
  const lease = await takeJob<ReportWork>(env.DB, jobId, clock.now());
  if (lease === null) {
    const job = await readJob(env.DB, jobId);
    if (job?.state === "done" || job?.state === "failed") return;
    throw new Error("another worker has this report");
  }
  let work = lease.work;
  try {
    const startedAtMs = clock.now();
    while (!work.ended) {
      const next = await nextPart(env, lease, work, () => clock.now());
      if (next === null) return;
      work = next;
      if (clock.now() - startedAtMs >= STEP_MS) break;
    }
    if (work.ended) {
      await finish(env, lease, work, clock.now());
      return;
    }
    await lease.release(work, "queued", clock.now());
    await env.JOBS_QUEUE.send({ kind: "report", jobId } satisfies JobMessage);
  } catch (error) {
    await lease.release(work, "queued", clock.now());
    throw error;
  }
}

/** Fixes what belongs into the file, and opens it. False where nobody asked for such a report. */
async function begin(env: Env, jobId: string, nowMs: number): Promise<boolean> {
  const job = await env.DB.prepare(
    "select region_id, programme_id, params from job where id = ?1 and kind = 'report' and state in ('queued', 'running')",
  )
    .bind(jobId)
    .first<{ region_id: string; programme_id: string; params: string }>();
  if (job === null) return false;
  const params = reportParams.parse(JSON.parse(job.params));
  const { cut } = (await env.DB.prepare("select coalesce(max(position), 0) as cut from journal").first<{
    cut: number;
  }>()) ?? { cut: 0 };
  const cursor: Cursor = { bookDate: params.from, position: 0 };
  const counted = await env.DB.prepare(REPORTS[params.kind].count)
    .bind(job.programme_id, job.region_id, cut, params.from, params.to)
    .first<{ total: number }>();
  const total = counted?.total ?? 0;
  const key = `reports/${job.region_id}/${jobId}.csv`;
  const upload = await env.FILES.createMultipartUpload(key, {
    httpMetadata: {
      contentType: params.encoding === "utf-8" ? "text/csv; charset=utf-8" : "text/csv; charset=Shift_JIS",
    },
  });
  const start = `${csvStart(params.encoding)}${csvLine(REPORTS[params.kind].headings)}`;
  const work: ReportWork = {
    params,
    programmeId: job.programme_id,
    regionId: job.region_id,
    cut,
    total,
    key,
    uploadId: upload.uploadId,
    cursor,
    written: 0,
    parts: [],
    carry: toBase64(encodeCsv(start, params.encoding)),
  };
  await createJob(env.DB, { jobId, kind: "report", work }, nowMs);
  await env.DB.prepare("update job set state = 'running', total = ?2, updated_at_ms = ?3 where id = ?1")
    .bind(jobId, total, nowMs)
    .run();
  return true;
}

/** Reads pages until a part is full or the rows have ended, and stores both. Null where another worker took over. */
async function nextPart(
  env: Env,
  lease: Lease<ReportWork>,
  before: ReportWork,
  now: () => number,
): Promise<ReportWork | null> {
  const report = REPORTS[before.params.kind];
  const upload = env.FILES.resumeMultipartUpload(before.key, before.uploadId);
  const part = new PartBuffer(fromBase64(before.carry));
  let { cursor, written } = before;
  let ended = false;
  while (!ended && part.length < PART_BYTES) {
    const { asOf } = before.params;
    const { results } = await env.DB.prepare(asOf === undefined ? report.page : report.pageAsOf)
      .bind(
        ...[before.programmeId, before.regionId, before.cut, cursor.bookDate, cursor.position, PAGE_ROWS],
        ...(asOf === undefined ? [] : [asOf]),
      )
      .all<Parameters<typeof report.cells>[0]>();
    part.push(encodeCsv(results.map((row) => csvLine(report.cells(row))).join(""), before.params.encoding));
    written += results.length;
    if (results.length === PAGE_ROWS) {
      cursor = { ...cursor, position: results.at(-1)?.position ?? 0 };
    } else {
      const next = await env.DB.prepare(NEXT_DATE)
        .bind(before.programmeId, cursor.bookDate, before.params.to)
        .first<{ date: string | null }>();
      if (next?.date) cursor = { bookDate: next.date, position: 0 };
      else ended = true;
    }
    await showProgress(env.DB, lease.jobId, written, now());
  }
  const parts = [...before.parts];
  while (part.length >= PART_BYTES)
    parts.push(await upload.uploadPart(parts.length + 1, part.take(PART_BYTES)));
  if (ended && (part.length > 0 || parts.length === 0)) {
    parts.push(await upload.uploadPart(parts.length + 1, part.take(part.length)));
  }
  const carry = ended ? "" : toBase64(part.take(part.length));
  const work = { ...before, cursor, written, parts, carry, ended };
  return (await lease.save(work, now())) ? work : null;
}

/** Joins the parts, takes the hash of the file as it stands in R2, and says where it is. */
async function finish(env: Env, lease: Lease<ReportWork>, work: ReportWork, nowMs: number): Promise<void> {
  // A worker that died between joining and saying so left a finished file: the upload is gone, the object is there.
  const known = await env.FILES.head(work.key);
  if (known === null) {
    await env.FILES.resumeMultipartUpload(work.key, work.uploadId).complete([...work.parts]);
  }
  const file = await env.FILES.get(work.key);
  if (file === null) throw new Error("the file is not in R2 after it was joined");
  const sha256 = await sha256Of(file.body);
  await env.DB.prepare(
    `update job set state = 'done', written = ?2, file_key = ?3, file_name = ?4, file_bytes = ?5, file_sha256 = ?6,
       updated_at_ms = ?7 where id = ?1`,
  )
    .bind(
      lease.jobId,
      work.written,
      work.key,
      `${work.params.kind}-${work.params.from}-${work.params.to}.csv`,
      file.size,
      sha256,
      nowMs,
    )
    .run();
  await lease.release(work, "done", nowMs);
}

async function showProgress(db: D1Database, jobId: string, written: number, nowMs: number): Promise<void> {
  await db
    .prepare("update job set written = ?2, updated_at_ms = ?3 where id = ?1 and state = 'running'")
    .bind(jobId, written, nowMs)
    .run();
}
