import { Encrypter } from "age-encryption";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { IssueId, ProgrammeId, RegionId } from "../../schema/ids.ts";
import type { Paper } from "../../schema/sheet-papers.ts";
import { databaseOf } from "../data/database.ts";
import { couponsOfIssue, issueForJob } from "../data/issues.ts";
import { issuerNameOf } from "../data/print-packages.ts";
import { payFaceOf } from "../data/programmes.ts";
import { findCallCentre } from "../data/regions.ts";
import type { Env } from "../env.ts";
import { programmeFacts } from "../http/facts.ts";
import { sheetFont } from "../pdf/font.ts";
import { emblemPicture } from "../pictures/emblem-picture.ts";
import type { JobMessage } from "../queue/jobs.ts";
import { jobStatement, type Lease, readJob, takeJob } from "../queue/lease.ts";
import { finishFile, showProgress } from "../reports/finished-file.ts";
import { fromBase64, toBase64 } from "../reports/parts.ts";
import { NOTHING_TOLD } from "../reports/told-cells.ts";
import { EMPTY_ZIP, ZipParts, type ZipState } from "../reports/zip-parts.ts";
import { CODES_HEAD, codesLine } from "./codes-csv.ts";
import { type PackagePart, packageParts } from "./package-parts.ts";
import { printedCoupon } from "./printed-coupons.ts";
import { PRINT_README } from "./readme.ts";
import { type PrintedCoupon, type SheetPrint, sheetsPdf } from "./sheet-pdf.ts";

/** After this long a step hands over to the next message. */
const STEP_MS = 20_000;
/** Codes that are derived before the lease is renewed. */
const CODES_PER_PAGE = 2_000;
/** Bytes of a part that are read and packed at once. */
const PIECE_BYTES = 1_024 * 1_024;
/** Objects that R2 deletes at once. */
const DELETED_AT_ONCE = 1_000;

/** What a package was asked for with. */
export interface PrintParams {
  readonly recipient: string;
  readonly lockedKey: string;
  readonly second: SheetPrint["second"];
  /** Left out where it was asked for before there was a choice. */
  readonly paper?: Paper;
}

/** Where a package stands; stored after every part that was made, and after every part of the ZIP. */
interface PrintWork {
  readonly params: PrintParams;
  readonly issueId: IssueId;
  readonly programmeId: ProgrammeId;
  readonly regionId: RegionId;
  readonly serialFrom: number;
  readonly count: number;
  /** Where the encrypted parts lie until they are packed; the ZIP beside them. */
  readonly folder: string;
  readonly uploadId: string;
  /** Parts that are made. */
  readonly made: number;
  /** Parts that are in the ZIP, and bytes of the next one that are. */
  readonly packed: number;
  readonly packedBytes: number;
  readonly zip: ZipState;
  readonly carry: string;
  readonly uploaded: readonly R2UploadedPart[];
  /** Everything is in the ZIP. */
  readonly ended: boolean;
}

type Step = { readonly work: PrintWork; readonly isDone?: true };

/**
 * One step of a printing house's package (PRN-5): its parts are made and encrypted one by one, then packed into a ZIP.
 * Killed anywhere it goes on from the last whole part. Throws where the step must be tried again.
 */
export async function runPrintPackage(env: Env, jobId: string): Promise<void> {
  const clock = clockOf(env);
  if ((await readJob(env.DB, jobId)) === null && !(await begin(env, jobId, clock.now()))) return;
  const lease = await takeJob<PrintWork>(env.DB, jobId, clock.now());
  if (lease === null) {
    const job = await readJob(env.DB, jobId);
    if (job?.state === "done" || job?.state === "failed") return;
    throw new Error("another worker has this package");
  }
  let { work } = lease;
  try {
    const printing = await readPrinting(env, work);
    const startedAtMs = clock.now();
    while (clock.now() - startedAtMs < STEP_MS) {
      const parts = packageParts(work.count, paperOf(work));
      const next = parts[work.made];
      const step: Step = next
        ? await make(env, lease, work, { part: next, ...printing })
        : await pack(env, work, parts);
      work = step.work;
      // Stored before it is joined: what has arrived never arrives again as another part.
      if (!(await lease.save(work, clock.now()))) return;
      await showProgress(env.DB, jobId, sheetsMade(parts, work.made), clock.now());
      if (step.isDone) return await finish(env, lease, work, clock.now());
    }
    await lease.release(work, "queued", clock.now());
    await env.JOBS_QUEUE.send({ kind: "print-package", jobId } satisfies JobMessage);
  } catch (error) {
    await lease.release(work, "queued", clock.now());
    throw error;
  }
}

/** Fixes what the package is of, and opens its file. False where nobody asked for one. */
async function begin(env: Env, jobId: string, nowMs: number): Promise<boolean> {
  const job = await env.DB.prepare(
    `select region_id as regionId, programme_id as programmeId, issue_id as issueId, params from job
     where id = ?1 and kind = 'print-package' and state in ('queued', 'running')`,
  )
    .bind(jobId)
    .first<{ regionId: RegionId; programmeId: ProgrammeId; issueId: IssueId; params: string }>();
  const issue = job && (await issueForJob(databaseOf(env, job.regionId), job.issueId));
  if (!job || !issue) return false;
  const folder = `print/${job.regionId}/${jobId}`;
  const upload = await env.FILES.createMultipartUpload(`${folder}.zip`, {
    httpMetadata: { contentType: "application/zip" },
  });
  const work: PrintWork = {
    params: JSON.parse(job.params) as PrintParams,
    issueId: job.issueId,
    programmeId: job.programmeId,
    regionId: job.regionId,
    serialFrom: issue.serialFrom,
    count: issue.count,
    folder,
    uploadId: upload.uploadId,
    made: 0,
    packed: 0,
    packedBytes: 0,
    zip: EMPTY_ZIP,
    carry: "",
    uploaded: [],
    ended: false,
  };
  await env.DB.batch([
    jobStatement(env.DB, { jobId, kind: "print-package", work }, nowMs),
    env.DB.prepare("update job set state = 'running', updated_at_ms = ?2 where id = ?1").bind(jobId, nowMs),
  ]);
  return true;
}

const paperOf = ({ params }: PrintWork): Paper => params.paper ?? "a6";

interface Printing {
  readonly font: Uint8Array;
  readonly print: SheetPrint;
}

/** What all sheets of the package share. The dates in the files are the issue's: made again, they are the same sheets. */
async function readPrinting(env: Env, work: PrintWork): Promise<Printing> {
  const { issueId, programmeId, regionId, params } = work;
  const db = databaseOf(env, regionId);
  const [font, issue, programme, contact] = await Promise.all([
    sheetFont(env),
    issueForJob(db, issueId),
    programmeFacts(env, programmeId),
    findCallCentre(db, regionId),
  ]);
  if (!font || !issue || !programme) throw new Error("what sheets are drawn with can't be read now");
  const pay = payFaceOf(programme, clockOf(env).now());
  return {
    font,
    print: {
      face: pay.face,
      emblemPicture: await emblemPicture(env, pay.face),
      paper: paperOf(work),
      programmeName: pay.programmeName,
      payName: pay.payName,
      unitWord: pay.unitWord,
      issuerName: await issuerNameOf(db, issue.issuerId),
      issuedAtMs: issue.createdAtMs,
      phone: contact?.phone ?? null,
      second: params.second,
      madeAtMs: issue.createdAtMs,
    },
  };
}

/** Makes one part and puts it, encrypted, where the ZIP will take it from. */
async function make(
  env: Env,
  lease: Lease<PrintWork>,
  work: PrintWork,
  { part, font, print }: Printing & { readonly part: PackagePart },
): Promise<Step> {
  const clear =
    part.kind === "codes"
      ? await codesFile(env, lease, work)
      : await sheetsPdf(font, await couponsFrom(env, work, part.from, part.count), print);
  const encrypter = new Encrypter();
  encrypter.addRecipient(work.params.recipient);
  await env.FILES.put(partKey(work, work.made), await encrypter.encrypt(clear));
  return { work: { ...work, made: work.made + 1 } };
}

/** Every code of the issue, a line each. It is in memory only, some ten megabytes at the most. */
async function codesFile(env: Env, lease: Lease<PrintWork>, work: PrintWork): Promise<string> {
  const pages = [CODES_HEAD];
  for (let from = 0; from < work.count; from += CODES_PER_PAGE) {
    const coupons = await couponsFrom(env, work, from, Math.min(CODES_PER_PAGE, work.count - from));
    pages.push(coupons.map(codesLine).join(""));
    if (!(await lease.save(work, clockOf(env).now()))) throw new Error("another worker has taken over");
  }
  return pages.join("");
}

async function couponsFrom(
  env: Env,
  { issueId, regionId, serialFrom }: PrintWork,
  from: number,
  count: number,
): Promise<readonly PrintedCoupon[]> {
  const rows = await couponsOfIssue(databaseOf(env, regionId), issueId, serialFrom + from, count);
  if (rows.length !== count) throw new Error(`issue ${issueId} lacks rows from ${serialFrom + from} on`);
  return rows.map((row) => printedCoupon(env, row));
}

function partKey({ folder }: PrintWork, at: number): string {
  return `${folder}/${at}.age`;
}

/** Packs pieces until a part of the ZIP is full and has arrived, or everything is packed. */
async function pack(env: Env, work: PrintWork, parts: readonly PackagePart[]): Promise<Step> {
  const zip = new ZipParts(fromBase64(work.carry), work.zip);
  let { packed, packedBytes, ended } = work;
  if (work.zip.entries.length === 0 && work.zip.open === null) {
    zip.add("README.txt", PRINT_README);
    zip.add("key.age", work.params.lockedKey);
  }
  while (!zip.isFull && !ended) {
    const part = parts[packed];
    if (part === undefined) {
      zip.close();
      ended = true;
      break;
    }
    const piece = await env.FILES.get(partKey(work, packed), {
      range: { offset: packedBytes, length: PIECE_BYTES },
    });
    if (piece === null) throw new Error(`${part.name} is gone before it was packed`);
    if (packedBytes === 0) zip.begin(part.name);
    const bytes = new Uint8Array(await piece.arrayBuffer());
    zip.write(bytes);
    packedBytes += bytes.length;
    if (packedBytes < piece.size) continue;
    zip.end();
    packed += 1;
    packedBytes = 0;
  }
  const isLast = !zip.isFull;
  const bytes = isLast ? zip.rest() : zip.take();
  const upload = env.FILES.resumeMultipartUpload(`${work.folder}.zip`, work.uploadId);
  const uploaded =
    bytes.length === 0
      ? work.uploaded
      : [...work.uploaded, await upload.uploadPart(work.uploaded.length + 1, bytes)];
  const carry = isLast ? "" : toBase64(zip.rest());
  const after: PrintWork = { ...work, packed, packedBytes, ended, uploaded, zip: zip.state(), carry };
  return isLast ? { work: after, isDone: true } : { work: after };
}

function sheetsMade(parts: readonly PackagePart[], made: number): number {
  return parts.slice(0, made).reduce((sum, part) => (part.kind === "sheets" ? sum + part.count : sum), 0);
}

/** Joins the ZIP, says where it is, and takes the single parts away. */
async function finish(env: Env, lease: Lease<PrintWork>, work: PrintWork, nowMs: number): Promise<void> {
  await finishFile(
    env,
    lease.jobId,
    {
      key: `${work.folder}.zip`,
      uploadId: work.uploadId,
      parts: work.uploaded,
      name: `coupons-${work.issueId}.zip`,
      sha256: null,
      written: work.count,
      sums: {},
      told: NOTHING_TOLD,
    },
    nowMs,
  );
  const keys = Array.from({ length: work.made }, (_, at) => partKey(work, at));
  for (let from = 0; from < keys.length; from += DELETED_AT_ONCE)
    await env.FILES.delete(keys.slice(from, from + DELETED_AT_ONCE));
  await lease.release(work, "done", nowMs);
}
