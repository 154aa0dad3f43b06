import { clockOf } from "../../durable-objects/lib/clock.ts";
import { FUND_ACCOUNTS } from "../../schema/fund-account.ts";
import type { JobId, ProgrammeId, RegionId } from "../../schema/ids.ts";
import { derivedId } from "../api/new-id.ts";
import { sha256Hex } from "../archive/format.ts";
import { archiveKeys } from "../archive/keys.ts";
import type { Env } from "../env.ts";
import type { JobMessage } from "../queue/jobs.ts";
import { jobStatement, type Lease, readJob, takeJob } from "../queue/lease.ts";
import { finishFile, showProgress } from "./finished-file.ts";
import type { ReportParams } from "./kinds.ts";
import { readNames } from "./names.ts";
import {
  hashList,
  PACKAGE_README,
  type PackagedFile,
  packagedReports,
  packageManifest,
} from "./package-files.ts";
import { fromBase64, toBase64 } from "./parts.ts";
import { runReport } from "./run.ts";
import { NOTHING_TOLD } from "./told-cells.ts";
import { EMPTY_ZIP, ZipParts, type ZipState } from "./zip-parts.ts";

/** Bytes of a report that are read, compressed and written at once: the package's bytes depend on it. */
const PIECE_BYTES = 1_024 * 1_024;
/** After this long a step hands over to the next message. */
const STEP_MS = 20_000;

/** A report of the package: a job of its own that nobody sees. */
interface Part {
  readonly name: string;
  readonly jobId: JobId;
}

/** Where a package stands; stored after every report, and after every part of the ZIP. */
interface PackageWork {
  readonly params: Pick<ReportParams, "from" | "to"> & { readonly asOf: string };
  readonly programmeId: ProgrammeId;
  readonly regionId: RegionId;
  readonly parts: readonly Part[];
  /** Reports that are made. */
  readonly made: number;
  readonly key: string;
  readonly uploadId: string;
  /** Reports that are in the ZIP, and bytes of the next one that are. */
  readonly packed: number;
  readonly packedBytes: number;
  readonly zip: ZipState;
  readonly carry: string;
  readonly uploaded: readonly R2UploadedPart[];
  /** Everything is in the ZIP. */
  readonly ended: boolean;
}

type Step = { readonly work: PackageWork; readonly end?: "done" | "failed" };

/**
 * One step of an audit package (RPT-7): its reports are made one after the other by their own job, then packed into a ZIP
 * piece by piece. Killed anywhere it goes on from the last whole piece. Throws where the step must be tried again.
 */
export async function runPackage(env: Env, jobId: string): Promise<void> {
  const clock = clockOf(env);
  if ((await readJob(env.DB, jobId)) === null && !(await begin(env, jobId, clock.now()))) return;
  const lease = await takeJob<PackageWork>(env.DB, jobId, clock.now());
  if (lease === null) {
    const job = await readJob(env.DB, jobId);
    if (job?.state === "done" || job?.state === "failed") return;
    throw new Error("another worker has this package");
  }
  let { work } = lease;
  try {
    const startedAtMs = clock.now();
    while (clock.now() - startedAtMs < STEP_MS) {
      const step = await nextStep(env, lease, work, () => clock.now());
      work = step.work;
      if (step.end) return await finish(env, lease, step, clock.now());
      if (!(await lease.save(work, clock.now()))) return;
      await showProgress(env.DB, jobId, work.made, clock.now());
    }
    await lease.release(work, "queued", clock.now());
    await env.JOBS_QUEUE.send({ kind: "package", jobId } satisfies JobMessage);
  } catch (error) {
    await lease.release(work, "queued", clock.now());
    throw error;
  }
}

/** Fixes which reports belong to the package, and opens its file. False where nobody asked for one. */
async function begin(env: Env, jobId: string, nowMs: number): Promise<boolean> {
  const job = await env.DB.prepare(
    `select region_id as regionId, programme_id as programmeId, params, created_by as createdBy from job
     where id = ?1 and kind = 'package' and state in ('queued', 'running')`,
  )
    .bind(jobId)
    .first<{ regionId: RegionId; programmeId: ProgrammeId; params: string; createdBy: string }>();
  if (job === null) return false;
  const { regionId, programmeId } = job;
  const params = JSON.parse(job.params) as PackageWork["params"];
  const reports = packagedReports(
    params as Pick<ReportParams, "from" | "to" | "asOf">,
    await accountsOf(env.DB, programmeId, params.asOf),
  ).map((report) => ({ ...report, jobId: derivedId<JobId>(`package/1|${jobId}|${report.name}`) }));
  const key = `reports/${regionId}/${jobId}.zip`;
  const upload = await env.FILES.createMultipartUpload(key, {
    httpMetadata: { contentType: "application/zip" },
  });
  const work: PackageWork = {
    params,
    programmeId,
    regionId,
    parts: reports.map(({ name, jobId: id }) => ({ name, jobId: id })),
    made: 0,
    key,
    uploadId: upload.uploadId,
    packed: 0,
    packedBytes: 0,
    zip: EMPTY_ZIP,
    carry: "",
    uploaded: [],
    ended: false,
  };
  await env.DB.batch([
    env.DB.prepare(
      `insert into job (id, region_id, programme_id, kind, params, state, written, created_at_ms, created_by, updated_at_ms, package_id)
       select r.value ->> 'jobId', ?2, ?3, 'report', r.value -> 'params', 'queued', 0, ?4, ?5, ?4, ?6
       from json_each(?1) r where true on conflict (id) do nothing`,
    ).bind(JSON.stringify(reports), regionId, programmeId, nowMs, job.createdBy, jobId),
    jobStatement(env.DB, { jobId, kind: "package", work }, nowMs),
    env.DB.prepare("update job set state = 'running', updated_at_ms = ?2, total = ?3 where id = ?1").bind(
      jobId,
      nowMs,
      reports.length,
    ),
  ]);
  return true;
}

/** Every account of the fund that has moved by a date, issuers' shares too, in a fixed order. */
async function accountsOf(db: D1Database, programmeId: string, asOf: string): Promise<readonly string[]> {
  const { results } = await db
    .prepare(
      `select distinct part from ledger_total
       where programme_id = ?1 and class = 'fund' and part like 'allotted:%' and book_date <= ?2 order by part`,
    )
    .bind(programmeId, asOf)
    .all<{ part: string }>();
  return [...FUND_ACCOUNTS, ...results.map(({ part }) => part)];
}

async function nextStep(
  env: Env,
  lease: Lease<PackageWork>,
  work: PackageWork,
  now: () => number,
): Promise<Step> {
  const next = work.parts[work.made];
  return next === undefined ? pack(env, lease, work, now) : make(env, work, next);
}

/** Makes the next report, or a step of it. */
async function make(env: Env, work: PackageWork, part: Part): Promise<Step> {
  await runReport(env, part.jobId);
  const job = await readJob(env.DB, part.jobId);
  if (job?.state === "failed") return { work, end: "failed" };
  return { work: job?.state === "done" ? { ...work, made: work.made + 1 } : work };
}

/** Packs pieces until a part of the ZIP is full and has arrived, or everything is packed. */
async function pack(
  env: Env,
  lease: Lease<PackageWork>,
  work: PackageWork,
  now: () => number,
): Promise<Step> {
  const zip = new ZipParts(fromBase64(work.carry), work.zip);
  let { packed, packedBytes, ended } = work;
  if (!ended && packed === 0 && packedBytes === 0 && work.zip.entries.length === 0)
    zip.add("README.txt", PACKAGE_README);
  while (!zip.isFull && !ended) {
    const part = work.parts[packed];
    if (part === undefined) {
      const seal = await sealedParts(env, work);
      if (seal === null) return { work, end: "failed" };
      for (const [name, content] of seal) zip.add(name, content);
      zip.close();
      ended = true;
      break;
    }
    const { key, bytes } = await fileOf(env.DB, part.jobId);
    if (packedBytes === 0) zip.begin(part.name);
    if (packedBytes < bytes) {
      const range = { offset: packedBytes, length: Math.min(PIECE_BYTES, bytes - packedBytes) };
      const piece = await env.FILES.get(key, { range });
      if (piece === null) throw new Error(`${part.name} is gone before it was packed`);
      zip.write(new Uint8Array(await piece.arrayBuffer()));
      packedBytes += range.length;
    }
    if (packedBytes < bytes) continue;
    zip.end();
    packed += 1;
    packedBytes = 0;
  }
  const isLast = !zip.isFull;
  const bytes = isLast ? zip.rest() : zip.take();
  const upload = env.FILES.resumeMultipartUpload(work.key, work.uploadId);
  const uploaded =
    bytes.length === 0
      ? work.uploaded
      : [...work.uploaded, await upload.uploadPart(work.uploaded.length + 1, bytes)];
  const after: PackageWork = {
    ...work,
    packed,
    packedBytes,
    ended,
    uploaded,
    zip: zip.state(),
    carry: isLast ? "" : toBase64(zip.rest()),
  };
  // Stored before it is joined: what has arrived never arrives again as another part.
  if (isLast && !(await lease.save(after, now()))) throw new Error("another worker has taken over");
  return isLast ? { work: after, end: "done" } : { work: after };
}

/** What proves the package: manifest, its signature, hashes, and the archive's roots; null where nobody can sign. */
async function sealedParts(
  env: Env,
  work: PackageWork,
): Promise<readonly (readonly [name: string, content: string])[] | null> {
  const keys = await archiveKeys(env);
  if (!keys.ok) return null;
  const { from, to, asOf } = work.params;
  const [files, names, seal, roots] = await Promise.all([
    packagedFiles(env.DB, work.parts),
    readNames(env.DB, work, asOf, 0),
    env.DB.prepare("select file_hash as hash from seal where book_date = ?1")
      .bind(asOf)
      .first<{ hash: string | null }>(),
    env.DB.prepare("select signed_root as root from archive_day where book_date <= ?1 order by book_date")
      .bind(asOf)
      .all<{ root: string }>(),
  ]);
  const rootsText = roots.results.map(({ root }) => `${root}\n`).join("");
  const manifest = packageManifest(
    {
      programmeId: work.programmeId,
      programme: names.programme,
      from,
      to,
      asOf,
      sealedRowsHash: seal?.hash ?? null,
    },
    files,
  );
  const signature = await keys.value.signPackage({
    v: 1,
    programmeId: work.programmeId,
    asOf,
    manifestHash: sha256Hex(manifest),
  });
  const proof = [
    ["archive/roots.txt", rootsText],
    ["archive/keys.json", `${JSON.stringify({ keys: keys.value.published }, null, 2)}\n`],
    ["manifest.json", manifest],
    ["manifest.jws", `${signature}\n`],
  ] as const;
  const sums = [...files, ...proof.map(([name, content]) => ({ name, sha256: sha256Hex(content) }))];
  return [...proof, ["SHA256SUMS", hashList(sums)]];
}

async function packagedFiles(db: D1Database, parts: readonly Part[]): Promise<readonly PackagedFile[]> {
  const { results } = await db
    .prepare(
      `select id, written, file_bytes as bytes, file_sha256 as sha256, sums from job
       where id in (select value from json_each(?1))`,
    )
    .bind(JSON.stringify(parts.map(({ jobId }) => jobId)))
    .all<{ id: string; written: number; bytes: number; sha256: string; sums: string }>();
  const byId = new Map(results.map((row) => [row.id, row]));
  return parts.map(({ name, jobId }) => {
    const row = byId.get(jobId);
    if (row === undefined) throw new Error(`${name} has no file`);
    return { name, bytes: row.bytes, sha256: row.sha256, rows: row.written, sums: JSON.parse(row.sums) };
  });
}

async function fileOf(
  db: D1Database,
  jobId: JobId,
): Promise<{ readonly key: string; readonly bytes: number }> {
  const row = await db
    .prepare("select file_key as key, file_bytes as bytes from job where id = ?1")
    .bind(jobId)
    .first<{ key: string; bytes: number }>();
  if (row === null) throw new Error(`report ${jobId} has no file`);
  return row;
}

/** Says where the package is, or that there will be none; its single reports may go with the next sweep. */
async function finish(
  env: Env,
  lease: Lease<PackageWork>,
  { work, end }: Step,
  nowMs: number,
): Promise<void> {
  const { from, to } = work.params;
  if (end === "done")
    await finishFile(
      env,
      lease.jobId,
      {
        key: work.key,
        uploadId: work.uploadId,
        parts: work.uploaded,
        name: `audit-package-${from}-${to}.zip`,
        sha256: null,
        written: work.parts.length,
        sums: {},
        told: NOTHING_TOLD,
      },
      nowMs,
    );
  else
    await env.DB.prepare("update job set state = 'failed', updated_at_ms = ?2 where id = ?1")
      .bind(lease.jobId, nowMs)
      .run();
  await env.DB.prepare("update job set kept_until_ms = ?2 where package_id = ?1 and state = 'done'")
    .bind(lease.jobId, nowMs)
    .run();
  await lease.release(work, end ?? "done", nowMs);
}
