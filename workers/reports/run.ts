import { createHash } from "node:crypto";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { ProgrammeId, RegionId } from "../../schema/ids.ts";
import { COLUMN_TYPES, type ReportColumn, UNSUMMED_REPORTS } from "../../schema/report-columns.ts";
import type { Env } from "../env.ts";
import type { JobMessage } from "../queue/jobs.ts";
import { jobStatement, type Lease, readJob, takeJob } from "../queue/lease.ts";
import { addsUp } from "./cell-text.ts";
import { FORMATS } from "./file-format.ts";
import { finishFile, showProgress } from "./finished-file.ts";
import { REPORTS, type ReportParams, reportParams, scopeOf } from "./kinds.ts";
import { type Names, readNames } from "./names.ts";
import { fromBase64, toBase64 } from "./parts.ts";
import type { Cell, Key, Report, Scope } from "./report.ts";
import { NOTHING_TOLD, type Told, type ToldCell, tell } from "./told-cells.ts";
import { MAX_XLSX_ROWS } from "./xlsx.ts";

/** Rows read at once; each is ids, codes, amounts and times only, some 200 bytes. */
const PAGE_ROWS = 5_000;
/** After this long a step hands over to the next message, well before a Worker's limits. */
const STEP_MS = 20_000;

/** Where a report stands; stored after every part, so that a kill costs at most one part. */
interface ReportWork {
  readonly params: ReportParams;
  /** Rows projected later don't belong to this file: it is the same however often its making is interrupted. */
  readonly scope: Scope;
  readonly total: number | null;
  readonly key: string;
  readonly uploadId: string;
  /** The last row that is written; null before the first. */
  readonly cursor: Key | null;
  readonly written: number;
  /** Lines before the first row, the headings among them. */
  readonly headLines: number;
  readonly sums: Sums;
  readonly told: Told;
  readonly parts: readonly R2UploadedPart[];
  /** Bytes that are in no part yet, base64; at first what the file starts with. */
  readonly carry: string;
  /** What else the file's format must know to go on. */
  readonly formatState: unknown;
  /** Every row is written, and what the file ends with is in the carry. */
  readonly ended: boolean;
}

type Sums = { readonly [C in ReportColumn]?: number };

/**
 * One step of a report (S5): keyset pages from D1 to lines of a file to parts of one R2 object, in bounded memory. Goes on
 * from the last finished part, however the last worker ended. Throws where the step must be tried again: another worker
 * has the job, or D1 or R2 is away.
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
    if (made.state === "too-long") {
      await giveUp(env, lease, progress.work, clock.now());
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
  const of = { programmeId: job.programme_id, regionId: job.region_id };
  const report = REPORTS[params.kind];
  const format = FORMATS[params.format];
  const { cut, total } = await counted(env.DB, report, scopeOf(of, params, 0, nowMs));
  const scope = scopeOf(of, params, cut, nowMs);
  const names = await readNames(env.DB, of, scope.asOf, nowMs);
  const head = (await report.head?.(env.DB, scope, names)) ?? [];
  let told = NOTHING_TOLD;
  const write = format.rows(report.columns, (cell) => {
    told = tell(told, cell);
  });
  const start = format.start(
    report.columns,
    head.map((cells, at) => write(cells, at + 2)),
  );
  const key = `reports/${job.region_id}/${jobId}.${format.extension}`;
  const upload = await env.FILES.createMultipartUpload(key, {
    httpMetadata: { contentType: format.contentType },
  });
  const work: ReportWork = {
    params,
    scope,
    total,
    key,
    uploadId: upload.uploadId,
    cursor: null,
    written: 0,
    headLines: head.length + 1,
    sums: {},
    told,
    parts: [],
    carry: toBase64(start.bytes),
    formatState: start.state,
    ended: false,
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

/** The last position that counts and the rows up to it, at one moment: the totals count exactly those. */
async function counted(
  db: D1Database,
  report: Report<unknown>,
  scope: Scope,
): Promise<{ readonly cut: number; readonly total: number | null }> {
  const last = db.prepare("select coalesce(max(position), 0) as figure from journal");
  const [position, rows] = await db.batch<{ figure: number }>(
    report.count === null ? [last] : [last, report.count(db, scope)],
  );
  return { cut: position?.results[0]?.figure ?? 0, total: rows?.results[0]?.figure ?? null };
}

/** How many rows a report would have; null where only making it tells. */
export async function rowsToCome(
  db: D1Database,
  report: Report<unknown>,
  scope: Scope,
): Promise<number | null> {
  return (await report.count?.(db, scope).first<{ figure: number }>())?.figure ?? null;
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
  const { params, scope, key, uploadId, ...start } = progress.work;
  const report = REPORTS[params.kind];
  const format = FORMATS[params.format];
  const names = await readNames(env.DB, scope, scope.asOf, scope.endMs);
  const cellsOf = report.cells(names, scope);
  const upload = env.FILES.resumeMultipartUpload(key, uploadId);
  const hash = start.parts.length === 0 ? createHash("sha256") : null;
  const file = format.parts(fromBase64(start.carry), start.formatState);
  const isSummed = !UNSUMMED_REPORTS.has(params.kind);
  const adding = report.columns.flatMap((column, at) =>
    isSummed && addsUp(COLUMN_TYPES[column]) ? [[column, at] as const] : [],
  );
  const sums = adding.map(([column]) => start.sums[column] ?? 0);
  let { cursor, written, told, ended } = start;
  let arriving: Promise<R2UploadedPart> | null = null;
  let after = progress.work;

  /** Sends a part; what stands once it has arrived is fixed now. `rest` is what is in no part yet. */
  const send = (bytes: Uint8Array, rest: Uint8Array) => {
    hash?.update(bytes);
    arriving = upload.uploadPart(progress.work.parts.length + 1, bytes);
    // Looked at when the next one is full; a failure must not count as unseen until then.
    arriving.catch(() => {});
    after = {
      ...progress.work,
      cursor,
      written,
      told,
      ended,
      sums: Object.fromEntries(adding.map(([column], at) => [column, sums[at]])),
      carry: toBase64(rest),
      formatState: file.state(),
    };
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

  /** What a page's lines of text couldn't hold, until the lines are taken. */
  let untaken: ToldCell[] = [];
  const write = format.rows(report.columns, (cell) => untaken.push(cell));
  /** Adds a page's rows from one on until they end or the part is full. Returns how many. */
  const take = (page: WrittenPage, from: number): number => {
    const taken = file.fill(page.lines, from);
    for (const cells of page.cells.slice(from, from + taken))
      for (const [at, [, column]] of adding.entries()) {
        const cell = cells[column];
        if (typeof cell === "number") sums[at] = (sums[at] as number) + cell;
      }
    written += taken;
    cursor = report.keyOf(page.rows[from + taken - 1]);
    const last = start.headLines + written;
    for (const cell of untaken) if (cell.line <= last) told = tell(told, cell);
    untaken = untaken.filter(({ line }) => line > last);
    return taken;
  };
  const pageOf = (rows: readonly unknown[]): WrittenPage => {
    const cells = rows.map(cellsOf);
    const first = start.headLines + written + 1;
    return { rows, cells, lines: cells.map((row, at) => write(row, first + at)) };
  };

  try {
    if (!ended) {
      for await (const rows of pagesOf(env.DB, report, scope, names, cursor)) {
        if (params.format === "xlsx" && written + rows.length > MAX_XLSX_ROWS) return { state: "too-long" };
        const page = pageOf(rows);
        for (let at = 0; at < rows.length; ) {
          at += take(page, at);
          if (!file.isFull) continue;
          if (!(await arrived())) return { state: "taken" };
          const part = file.take();
          send(part, file.rest());
          if (now() - startedAtMs >= STEP_MS) return { state: (await arrived()) ? "more" : "taken" };
        }
      }
      file.end();
      ended = true;
    }
    while (file.isFull) {
      if (!(await arrived())) return { state: "taken" };
      const part = file.take();
      send(part, file.rest());
    }
    if (!(await arrived())) return { state: "taken" };
    const rest = file.rest();
    if (rest.length > 0 || progress.work.parts.length === 0) {
      send(rest, new Uint8Array(0));
      if (!(await arrived())) return { state: "taken" };
    }
    return { state: "done", sha256: hash?.digest("hex") ?? null };
  } finally {
    // Let go of only when nothing is on its way any more: a late copy of a part must not replace the next worker's.
    await (arriving as Promise<R2UploadedPart> | null)?.catch(() => {});
  }
}

/** Rows as they were read, as cells, and as lines of the file. */
interface WrittenPage {
  readonly rows: readonly unknown[];
  readonly cells: readonly (readonly Cell[])[];
  readonly lines: readonly string[];
}

type Made =
  | { readonly state: "more" | "taken" | "too-long" }
  /** The hash is null where an earlier step made some of the bytes. */
  | { readonly state: "done"; readonly sha256: string | null };

/** The pages behind a key, in order. The next one is asked for before one is handed out. */
async function* pagesOf(
  db: D1Database,
  report: Report<unknown>,
  scope: Scope,
  names: Names,
  after: Key | null,
): AsyncGenerator<readonly unknown[]> {
  const read = (key: Key | null) => report.page(db, scope, names, key, PAGE_ROWS);
  let coming = read(after);
  for (;;) {
    const { rows, next } = await coming;
    if (next !== null) {
      coming = read(next);
      // Nobody waits for it where the step ends with this page.
      coming.catch(() => {});
    }
    yield rows;
    if (next === null) return;
  }
}

/** Joins the parts and says where the file is. */
async function finish(
  env: Env,
  lease: Lease<ReportWork>,
  work: ReportWork,
  sha256: string | null,
  nowMs: number,
): Promise<void> {
  const { kind, account, from, to, format } = work.params;
  const of = account === undefined ? "" : `-${account.replace(":", "-")}`;
  await finishFile(
    env,
    lease.jobId,
    {
      ...work,
      name: `${kind}${of}-${from}-${to}.${FORMATS[format].extension}`,
      sha256,
    },
    nowMs,
  );
  await lease.release(work, "done", nowMs);
}

/** The file has no place for so many rows; what was made of it goes. */
async function giveUp(env: Env, lease: Lease<ReportWork>, work: ReportWork, nowMs: number): Promise<void> {
  await env.FILES.resumeMultipartUpload(work.key, work.uploadId).abort();
  await env.DB.prepare(
    "update job set state = 'failed', failure = 'report-too-long-for-xlsx', updated_at_ms = ?2 where id = ?1",
  )
    .bind(lease.jobId, nowMs)
    .run();
  await lease.release(work, "failed", nowMs);
}
