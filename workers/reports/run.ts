import { createHash } from "node:crypto";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { ProgrammeId, RegionId } from "../../schema/ids.ts";
import type { Env } from "../env.ts";
import type { JobMessage } from "../queue/jobs.ts";
import { jobStatement, type Lease, readJob, takeJob } from "../queue/lease.ts";
import { csvLine, csvStart, encodeCsv } from "./csv.ts";
import { accountOf, openingLine, REPORTS, type ReportParams, reportParams } from "./kinds.ts";
import { LineParts } from "./line-parts.ts";
import { readNames } from "./names.ts";
import { fromBase64, sha256Of, toBase64 } from "./parts.ts";
import { type Cursor, NEXT_DATE, type Report, type ReportRow } from "./report.ts";

/** Rows read at once; each is ids, codes, amounts and times only, some 200 bytes. */
const PAGE_ROWS = 5_000;
/** After this long a step hands over to the next message, well before a Worker's limits. */
const STEP_MS = 20_000;

/** Where a report stands; stored after every part, so that a kill costs at most one part. */
interface ReportWork {
  readonly params: ReportParams;
  readonly programmeId: ProgrammeId;
  readonly regionId: RegionId;
  /** Rows projected later don't belong to this file: it is the same however often its making is interrupted. */
  readonly cut: number;
  readonly total: number;
  readonly key: string;
  readonly uploadId: string;
  readonly cursor: Cursor;
  readonly written: number;
  readonly parts: readonly R2UploadedPart[];
  /** What is left of the row at the cursor where a part ended inside it, base64; at first what the file starts with. */
  readonly carry: string;
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
  const progress = { work: lease.work };
  try {
    const made = await makeParts(env, lease, progress, () => clock.now());
    if (made.state === "taken") return;
    if (made.state === "done") {
      await finish(env, lease, progress.work, made.sha256, clock.now());
      return;
    }
    await lease.release(progress.work, "queued", clock.now());
    await env.JOBS_QUEUE.send({ kind: "report", jobId } satisfies JobMessage);
  } catch (error) {
    await lease.release(progress.work, "queued", clock.now());
    throw error;
  }
}

/** Fixes what belongs into the file, and opens it. False where nobody asked for such a report. */
async function begin(env: Env, jobId: string, nowMs: number): Promise<boolean> {
  const job = await env.DB.prepare(
    "select region_id, programme_id, params from job where id = ?1 and kind = 'report' and state in ('queued', 'running')",
  )
    .bind(jobId)
    .first<{ region_id: RegionId; programme_id: ProgrammeId; params: string }>();
  if (job === null) return false;
  const params = reportParams.parse(JSON.parse(job.params));
  const report = REPORTS[params.kind];
  // One moment for both: the totals count exactly the rows up to the cut.
  const [last, counted] = await env.DB.batch<{ figure: number }>([
    env.DB.prepare("select coalesce(max(position), 0) as figure from journal"),
    env.DB.prepare(report.count).bind(
      job.programme_id,
      job.region_id,
      params.from,
      params.to,
      ...accountOf(report, params),
    ),
  ]);
  const cut = last?.results[0]?.figure ?? 0;
  const total = counted?.results[0]?.figure ?? 0;
  const key = `reports/${job.region_id}/${jobId}.csv`;
  const upload = await env.FILES.createMultipartUpload(key, {
    httpMetadata: {
      contentType: params.encoding === "utf-8" ? "text/csv; charset=utf-8" : "text/csv; charset=Shift_JIS",
    },
  });
  const of = { programmeId: job.programme_id, regionId: job.region_id };
  const start = [
    csvStart(params.encoding),
    csvLine(report.headings),
    await openingLine(env.DB, of, params, cut, clockOf(env).now()),
  ];
  const work: ReportWork = {
    params,
    ...of,
    cut,
    total,
    key,
    uploadId: upload.uploadId,
    cursor: { bookDate: params.from, position: 0 },
    written: 0,
    parts: [],
    carry: toBase64(encodeCsv(start.join(""), params.encoding)),
  };
  // Together, or a kill between them leaves a report that never says how long it is; by the work that stands, since two
  // that begin at once have counted at different moments.
  await env.DB.batch([
    jobStatement(env.DB, { jobId, kind: "report", work }, nowMs),
    env.DB.prepare(
      `update job set state = 'running', updated_at_ms = ?2,
         total = (select w.work ->> 'total' from job_work w where w.job_id = ?1)
       where id = ?1`,
    ).bind(jobId, nowMs),
  ]);
  return true;
}

/**
 * Makes parts until the rows have ended or the step has taken long enough: a page is read while the one before it is
 * written, a part is uploaded while the next one fills. `progress` holds what was last stored.
 */
async function makeParts(
  env: Env,
  lease: Lease<ReportWork>,
  progress: { work: ReportWork },
  now: () => number,
): Promise<Made> {
  const startedAtMs = now();
  const { params, programmeId, regionId, key, uploadId, ...start } = progress.work;
  const report = REPORTS[params.kind];
  const names = await readNames(env.DB, { regionId, programmeId }, params.asOf ?? null, clockOf(env).now());
  const write = report.writer(names, params.account ?? "");
  const upload = env.FILES.resumeMultipartUpload(key, uploadId);
  const hash = start.parts.length === 0 ? createHash("sha256") : null;
  const file = new LineParts(params.encoding, fromBase64(start.carry));
  let { cursor, written } = start;
  let arriving: Promise<R2UploadedPart> | null = null;
  let after = progress.work;

  /** Sends the part; what stands once it has arrived is fixed now. */
  const send = (bytes: Uint8Array) => {
    hash?.update(bytes);
    arriving = upload.uploadPart(progress.work.parts.length + 1, bytes);
    // Looked at when the next one is full; a failure must not count as unseen until then.
    arriving.catch(() => {});
    after = { ...progress.work, cursor, written, carry: toBase64(file.rest()) };
  };
  /** Stores that the part under way has arrived. False where another worker has taken over. */
  const arrived = async (): Promise<boolean> => {
    if (arriving === null) return true;
    const parts = [...progress.work.parts, await arriving];
    arriving = null;
    const [saved] = await Promise.all([
      lease.save({ ...after, parts }, now()),
      showProgress(env.DB, lease.jobId, after.written, now()),
    ]);
    progress.work = { ...after, parts };
    return saved;
  };

  try {
    for await (const { bookDate, rows } of pagesOf(env.DB, report, progress.work)) {
      const lines = rows.map((row) => write(row, bookDate));
      for (let at = 0; at < lines.length; ) {
        const taken = file.fill(lines, at);
        at += taken;
        written += taken;
        cursor = { bookDate, position: rows[at - 1]?.[0] ?? 0 };
        if (!file.isFull) continue;
        if (!(await arrived())) return { state: "taken" };
        send(file.take());
        if (now() - startedAtMs >= STEP_MS) return { state: (await arrived()) ? "more" : "taken" };
      }
    }
    if (!(await arrived())) return { state: "taken" };
    const rest = file.rest();
    if (rest.length > 0 || progress.work.parts.length === 0) {
      file.empty();
      send(rest);
      if (!(await arrived())) return { state: "taken" };
    }
    return { state: "done", sha256: hash?.digest("hex") ?? null };
  } finally {
    // Let go of only when nothing is on its way any more: a late copy of a part must not replace the next worker's.
    await (arriving as Promise<R2UploadedPart> | null)?.catch(() => {});
  }
}

type Made =
  | { readonly state: "more" | "taken" }
  /** The hash is null where an earlier step made some of the bytes. */
  | { readonly state: "done"; readonly sha256: string | null };

interface Page<Row> {
  readonly bookDate: string;
  readonly rows: readonly Row[];
}

/** The pages behind a cursor up to the last date, in order. The next one is asked for before one is handed out. */
async function* pagesOf<Row extends ReportRow>(
  db: D1Database,
  report: Report<Row>,
  { programmeId, regionId, cut, cursor, params }: ReportWork,
): AsyncGenerator<Page<Row>> {
  const statement = db.prepare(report.page);
  const read = async ({ bookDate, position }: Cursor) => {
    const rows = await statement
      .bind(programmeId, regionId, cut, bookDate, position, PAGE_ROWS, ...accountOf(report, params))
      .raw<Row>();
    return { bookDate, rows, next: await cursorAfter(bookDate, rows) };
  };
  const cursorAfter = async (bookDate: string, rows: readonly Row[]): Promise<Cursor | null> => {
    if (rows.length === PAGE_ROWS) return { bookDate, position: rows.at(-1)?.[0] ?? 0 };
    const later = await db
      .prepare(NEXT_DATE)
      .bind(programmeId, bookDate, params.to)
      .first<{ date: string | null }>();
    return later?.date ? { bookDate: later.date, position: 0 } : null;
  };
  let coming = read(cursor);
  for (;;) {
    const { next, ...page } = await coming;
    if (next !== null) {
      coming = read(next);
      // Nobody waits for it where the step ends with this page.
      coming.catch(() => {});
    }
    yield page;
    if (next === null) return;
  }
}

/**
 * Joins the parts and says where the file is.
 * @param sha256 of the bytes given to R2, where one step made them all; else it is taken of the file as it stands there
 */
async function finish(
  env: Env,
  lease: Lease<ReportWork>,
  work: ReportWork,
  sha256: string | null,
  nowMs: number,
): Promise<void> {
  // A worker that died between joining and saying so left a finished file: the upload is gone, the object is there.
  const file =
    (await env.FILES.head(work.key)) ??
    (await env.FILES.resumeMultipartUpload(work.key, work.uploadId).complete([...work.parts]));
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
      sha256 ?? (await hashInR2(env.FILES, work.key)),
      nowMs,
    )
    .run();
  await lease.release(work, "done", nowMs);
}

async function hashInR2(files: R2Bucket, key: string): Promise<string> {
  const file = await files.get(key);
  if (file === null) throw new Error("the file is not in R2 after it was joined");
  return sha256Of(file.body);
}

async function showProgress(db: D1Database, jobId: string, written: number, nowMs: number): Promise<void> {
  await db
    .prepare("update job set written = ?2, updated_at_ms = ?3 where id = ?1 and state = 'running'")
    .bind(jobId, written, nowMs)
    .run();
}
