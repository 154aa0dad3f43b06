import { DAY_MS } from "../../schema/calendar.ts";
import { RETENTION_DAYS } from "../../schema/limits.ts";
import type { Env } from "../env.ts";
import { sha256Of } from "./parts.ts";
import type { Told } from "./told-cells.ts";

/** A file whose parts have all arrived in R2. */
interface ArrivedFile {
  readonly key: string;
  readonly uploadId: string;
  readonly parts: readonly R2UploadedPart[];
  readonly name: string;
  /** Of the bytes given to R2, where one step made them all; else it is taken of the file as it stands there. */
  readonly sha256: string | null;
  readonly written: number;
  readonly sums: object;
  readonly told: Told;
}

/** Joins a file's parts and says where it is, what is in it, and until when it is kept (RET-4). */
export async function finishFile(env: Env, jobId: string, file: ArrivedFile, nowMs: number): Promise<void> {
  // A worker that died between joining and saying so left a finished file: the upload is gone, the object is there.
  const object =
    (await env.FILES.head(file.key)) ??
    (await env.FILES.resumeMultipartUpload(file.key, file.uploadId).complete([...file.parts]));
  await env.DB.prepare(
    `update job set state = 'done', written = ?2, file_key = ?3, file_name = ?4, file_bytes = ?5, file_sha256 = ?6,
       updated_at_ms = ?7, sums = ?8, told = ?9,
       kept_until_ms = ?7 + ?10 * coalesce((select report_days from retention r where r.region_id = job.region_id), ?11)
     where id = ?1`,
  )
    .bind(
      jobId,
      file.written,
      file.key,
      file.name,
      object.size,
      file.sha256 ?? (await hashInR2(env.FILES, file.key)),
      nowMs,
      JSON.stringify(file.sums),
      JSON.stringify(file.told),
      DAY_MS,
      RETENTION_DAYS.report,
    )
    .run();
}

/** Says how far a file is. */
export async function showProgress(
  db: D1Database,
  jobId: string,
  written: number,
  nowMs: number,
): Promise<void> {
  await db
    .prepare("update job set written = ?2, updated_at_ms = ?3 where id = ?1 and state = 'running'")
    .bind(jobId, written, nowMs)
    .run();
}

async function hashInR2(files: R2Bucket, key: string): Promise<string> {
  const file = await files.get(key);
  if (file === null) throw new Error("the file is not in R2 after it was joined");
  return sha256Of(file.body);
}
