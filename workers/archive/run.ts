import { clockOf } from "../../durable-objects/lib/clock.ts";
import { logLine } from "../../durable-objects/lib/log.ts";
import type { JournalEntry } from "../../schema/events.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import type { Env } from "../env.ts";
import type { JobMessage } from "../queue/jobs.ts";
import { createJob, forgetJob, type Lease, readJob, takeJob } from "../queue/lease.ts";
import { sha256Of } from "../reports/parts.ts";
import { dimensionsKey } from "../sealing/day-file.ts";
import { closeArchiveAlert, raiseArchiveAlert } from "./alert.ts";
import { openDayFile } from "./day-file.ts";
import { dayBefore, nextToArchive, readManifest, recordDay, sealOf } from "./days.ts";
import {
  archiveKey,
  fileName,
  latestSchema,
  type Manifest,
  type ManifestFile,
  type ManifestSum,
  manifestBytes,
  runningHash,
  sha256Hex,
  startHash,
} from "./format.ts";
import { type ArchiveKeys, archiveKeys, readRoot } from "./keys.ts";
import { writeGzipLines } from "./lines.ts";
import { type SealedEntry, sealedEntries } from "./log-entries.ts";
import { startUnsent } from "./witness.ts";

/**
 * A file of the archive ends with the row that reaches one of these; they decide its bytes and are part of what
 * version 1 writes. The last bounds what one step asks of R2.
 */
const FILE_ROWS = 20_000;
const FILE_CHARS = 16 * 1_024 * 1_024;
const FILE_OBJECTS = 400;
/** After this long, or this many log objects, a step hands over to the next message. */
const STEP_MS = 15_000;
const STEP_OBJECTS = 400;

/** Where the archiving of a date stands; stored after every file. */
interface ArchiveWork {
  readonly date: string;
  /** Fixed by the first step. */
  readonly begun: Begun | null;
  readonly rowsDone: number;
  readonly runningHash: string;
  readonly files: readonly ManifestFile[];
  readonly newActors: number;
  /** `[programme, class, kind]` as JSON → rows, Σ above zero, Σ below zero. */
  readonly sums: { readonly [key: string]: readonly [rows: number, plusYen: number, minusYen: number] };
  /** Why it stands still; a person must look at it. */
  readonly problem: string | null;
}

interface Begun {
  readonly dayFile: { readonly key: string; readonly etag: string; readonly sha256: string };
  readonly dimensionsHash: string | null;
  readonly rows: number | null;
  readonly previous: {
    readonly date: string;
    readonly rootHash: string;
    readonly entries: number;
    readonly actors: number;
  } | null;
}

type ArchiveEnv = Pick<
  Env,
  "DB" | "LOG" | "JOBS_QUEUE" | "ARCHIVE_SIGNING_KEY" | "ROOT_WITNESS_URL" | "CLOCK_OFFSET_MS"
>;

/**
 * Starts on the earliest sealed date that isn't archived yet, one date at a time and in order, since each names the
 * one before (AUD-7). Whether something was started.
 */
export async function startArchive(env: ArchiveEnv): Promise<boolean> {
  const nowMs = clockOf(env).now();
  const next = await nextToArchive(env.DB);
  if (next === null) return false;
  const jobId = `archive:${next.date}`;
  // Ended once, and yet the date isn't archived: D1 was made again since.
  await forgetJob(env.DB, jobId);
  const work: ArchiveWork = {
    date: next.date,
    begun: null,
    rowsDone: 0,
    runningHash: "",
    files: [],
    newActors: 0,
    sums: {},
    problem: null,
  };
  // One that is under way goes on by itself; where it stands still the sweep drives it like every job.
  if (!(await createJob(env.DB, { jobId, kind: "archive", work }, nowMs))) return false;
  await env.JOBS_QUEUE.send({ kind: "archive", jobId } satisfies JobMessage);
  return true;
}

/**
 * One step of archiving a sealed date (AUD-7): rows in the order of its day file, entries from the log objects those
 * name and never from D1, one file after the other, then the manifest and its signed root. Goes on behind the last
 * finished file, however the last worker ended; the same day file and log give the same bytes. What doesn't fit stops
 * it with an alert, and the sweep tries again. Throws where another worker has the job, or D1 or R2 is away.
 */
export async function runArchive(env: ArchiveEnv, jobId: string): Promise<void> {
  const clock = clockOf(env);
  const lease = await takeJob<ArchiveWork>(env.DB, jobId, clock.now());
  if (lease === null) {
    const job = await readJob(env.DB, jobId);
    if (job === null || job.state === "done" || job.state === "failed") return;
    throw new Error("another worker archives this date");
  }
  const { date } = lease.work;
  const progress = { work: lease.work };
  let step: Awaited<ReturnType<typeof workOn>>;
  try {
    const keys = await archiveKeys(env);
    step = keys.ok ? await workOn(env, lease, progress, keys.value, () => clock.now()) : keys;
    if (!step.ok) {
      logLine("error", "archive stands still", { date, what: step.error });
      await raiseArchiveAlert(env.DB, date, step.error, clock.now());
    }
  } catch (error) {
    await lease.release(progress.work, "queued", clock.now());
    throw error;
  }
  if (!step.ok) {
    // The next sweep tries again; the reason may be mended by then.
    await lease.release({ ...progress.work, problem: step.error }, "queued", clock.now());
  } else if (step.value === "more") {
    await lease.release(progress.work, "queued", clock.now());
    await env.JOBS_QUEUE.send({ kind: "archive", jobId } satisfies JobMessage);
  } else if (step.value === "done") {
    await closeArchiveAlert(env.DB, date, clock.now());
    await lease.release(progress.work, "done", clock.now());
    await startUnsent(env);
    await startArchive(env);
  }
}

/** Works until the date is done, the step has taken long enough, or another worker has taken over. */
async function workOn(
  env: ArchiveEnv,
  lease: Lease<ArchiveWork>,
  progress: { work: ArchiveWork },
  keys: ArchiveKeys,
  now: () => number,
): Promise<Result<"done" | "more" | "taken", string>> {
  const startedAtMs = now();
  if (progress.work.begun === null) {
    const begun = await begin(env, progress.work.date, keys, now());
    if (!begun.ok) return begun;
    if (begun.value === "archived") return ok("done");
    const from = startHash(progress.work.date, begun.value.previous?.rootHash ?? null);
    progress.work = { ...progress.work, begun: begun.value, runningHash: from };
    if (!(await lease.save(progress.work, now()))) return ok("taken");
  }
  const begun = progress.work.begun as Begun;
  const rows = await openDayFile(env.LOG, begun.dayFile, progress.work.rowsDone);
  if (!rows.ok) return rows;
  const entries = sealedEntries(env.LOG, rows.value);
  try {
    let objects = 0;
    let waiting: SealedEntry | null = null;
    for (;;) {
      const made = await nextFile(env, progress.work, entries, waiting);
      if (!made.ok) return made;
      waiting = made.value.waiting;
      objects += made.value.objects;
      if (made.value.work !== null) {
        progress.work = { ...made.value.work, problem: null };
        if (!(await lease.save(progress.work, now()))) return ok("taken");
      }
      if (waiting === null) break;
      if (objects >= STEP_OBJECTS || now() - startedAtMs >= STEP_MS) return ok("more");
    }
  } finally {
    await entries.return(undefined);
    await rows.value.close();
  }
  return finish(env, progress.work, begun, keys, now());
}

/**
 * Fixes what is archived: the day file whose hash is the seal's, and the root before. A date whose signed root stands in
 * R2 already was archived before D1 lost the memory of it: that root may be in others' hands, so it is never replaced.
 */
async function begin(
  env: ArchiveEnv,
  date: string,
  keys: ArchiveKeys,
  nowMs: number,
): Promise<Result<Begun | "archived", string>> {
  const seal = await sealOf(env.DB, date);
  if (seal === null) return err(`${date} is not sealed`);
  const before = await dayBefore(env.DB, date);
  const manifest = before && (await readManifest(env.LOG, before));
  if (manifest && !manifest.ok) return manifest;
  const previous =
    before && manifest
      ? { date: before.date, rootHash: before.rootHash, ...manifest.value.cumulative }
      : null;
  const signed = await env.LOG.get(archiveKey.root(date));
  if (signed !== null) {
    const signedRoot = await signed.text();
    return adopt(env, { date, signedRoot, sealedRowsHash: seal.fileHash, previous }, keys, nowMs);
  }
  if ((await dayBefore(env.DB, null))?.date !== before?.date)
    return err(`a date after ${date} is archived already`);
  const dayFile = await env.LOG.get(seal.fileKey);
  if (dayFile === null) return err(`${seal.fileKey} is missing`);
  const sha256 = await sha256Of(dayFile.body);
  if (sha256 !== seal.fileHash) return err(`${seal.fileKey} is not the file that was sealed`);
  const dimensions = await env.LOG.get(dimensionsKey(date));
  return ok({
    dayFile: { key: seal.fileKey, etag: dayFile.etag, sha256 },
    dimensionsHash: dimensions && (await sha256Of(dimensions.body)),
    rows: seal.rows,
    previous,
  });
}

/** Takes over a day that stands signed in R2, where it is the one that would be made now. */
async function adopt(
  env: ArchiveEnv,
  day: {
    readonly date: string;
    readonly signedRoot: string;
    readonly sealedRowsHash: string;
    readonly previous: Begun["previous"];
  },
  keys: ArchiveKeys,
  nowMs: number,
): Promise<Result<"archived", string>> {
  const { date, signedRoot, sealedRowsHash, previous } = day;
  const key = archiveKey.root(date);
  const root = await readRoot(signedRoot, keys.published);
  if (!root.ok) return err(`${key}: ${root.error}`);
  const manifest = await readManifest(env.LOG, { date, rootHash: root.value.rootHash });
  if (!manifest.ok) return manifest;
  if (manifest.value.sealedRowsHash !== sealedRowsHash)
    return err(`${key} signs another day file than the sealed one`);
  if (manifest.value.previousRootHash !== (previous?.rootHash ?? null))
    return err(`${key} does not follow from the day before`);
  await publishDay(env, manifest.value, root.value.rootHash, signedRoot, nowMs);
  return ok("archived");
}

/** Writes one file from the entries that come next. `waiting` is the entry that opens the file after it. */
async function nextFile(
  env: ArchiveEnv,
  before: ArchiveWork,
  entries: AsyncGenerator<Result<SealedEntry, string>>,
  first: SealedEntry | null,
): Promise<
  Result<
    { readonly work: ArchiveWork | null; readonly waiting: SealedEntry | null; readonly objects: number },
    string
  >
> {
  const file = writeGzipLines();
  const sums = new Map(Object.entries(before.sums));
  let { runningHash: last, newActors } = before;
  let rows = 0;
  let chars = 0;
  let objects = 0;
  let logKey = "";
  let waiting: SealedEntry | null = first;
  for (;;) {
    if (waiting === null) {
      const { value, done } = await entries.next();
      if (done) break;
      if (!value.ok) return value;
      waiting = value.value;
    }
    const { row, entry, line } = waiting;
    const fetches = row.logKey !== logKey;
    if (rows >= FILE_ROWS || chars >= FILE_CHARS || (fetches && objects >= FILE_OBJECTS)) break;
    if (fetches) objects += 1;
    logKey = row.logKey;
    file.write(line);
    last = runningHash(last, line);
    rows += 1;
    chars += line.length;
    if (entry.seq === 1) newActors += 1;
    addTo(sums, entry);
    waiting = null;
  }
  if (rows === 0) return ok({ work: null, waiting, objects });
  const packed = file.end();
  const name = fileName(before.files.length + 1);
  const sha256 = sha256Hex(packed);
  await env.LOG.put(archiveKey.file(before.date, name), packed, {
    sha256,
    httpMetadata: { contentType: "application/gzip" },
  });
  const made: ManifestFile = {
    name,
    bytes: packed.length,
    sha256,
    rows,
    firstHash: before.runningHash,
    lastHash: last,
  };
  return ok({
    work: {
      ...before,
      rowsDone: before.rowsDone + rows,
      runningHash: last,
      files: [...before.files, made],
      newActors,
      sums: Object.fromEntries(sums),
    },
    waiting,
    objects,
  });
}

function addTo(sums: Map<string, readonly [number, number, number]>, entry: JournalEntry): void {
  const key = JSON.stringify([entry.programmeId, entry.actorClass, entry.kind]);
  const [rows, plusYen, minusYen] = sums.get(key) ?? [0, 0, 0];
  const { amountYen } = entry;
  sums.set(key, [rows + 1, plusYen + Math.max(0, amountYen), minusYen + Math.min(0, amountYen)]);
}

/** Writes the manifest, signs its hash, and says that the day stands. */
async function finish(
  env: ArchiveEnv,
  work: ArchiveWork,
  begun: Begun,
  keys: ArchiveKeys,
  nowMs: number,
): Promise<Result<"done", string>> {
  const { date, rowsDone: entries, newActors } = work;
  if (begun.rows !== null && begun.rows !== entries)
    return err(`the day file holds ${entries} rows, its seal names ${begun.rows}`);
  const { previous } = begun;
  const manifest: Manifest = {
    v: 1,
    format: "tegata-archive",
    date,
    previousDate: previous?.date ?? null,
    previousRootHash: previous?.rootHash ?? null,
    sealedRowsHash: begun.dayFile.sha256,
    dimensionsHash: begun.dimensionsHash,
    entries,
    newActors,
    cumulative: {
      entries: (previous?.entries ?? 0) + entries,
      actors: (previous?.actors ?? 0) + newActors,
    },
    startHash: startHash(date, previous?.rootHash ?? null),
    endHash: work.runningHash,
    files: [...work.files],
    sums: sumsOf(work.sums),
  };
  const bytes = manifestBytes(manifest);
  const rootHash = sha256Hex(bytes);
  await env.LOG.put(archiveKey.manifest(date), bytes, {
    sha256: rootHash,
    httpMetadata: { contentType: "application/json" },
  });
  const signedRoot = await keys.sign({
    v: 1,
    date,
    rootHash,
    previousRootHash: manifest.previousRootHash,
    entries: manifest.cumulative.entries,
  });
  await env.LOG.put(archiveKey.root(date), `${signedRoot}\n`, {
    httpMetadata: { contentType: "application/jose" },
  });
  await publishDay(env, manifest, rootHash, signedRoot, nowMs);
  return ok("done");
}

/** In the order of their keys as text, so that the manifest's bytes don't depend on the order of the entries. */
function sumsOf(sums: ArchiveWork["sums"]): ManifestSum[] {
  return Object.keys(sums)
    .sort()
    .map((key) => {
      const [programmeId, actorClass, kind] = JSON.parse(key) as [string, ManifestSum["class"], string];
      const [rows, plusYen, minusYen] = sums[key] as readonly [number, number, number];
      return { programmeId, class: actorClass, kind, rows, plusYen, minusYen };
    });
}

/** Names the day as the last, unless a later one stands already, and writes it into D1. */
async function publishDay(
  env: ArchiveEnv,
  manifest: Manifest,
  rootHash: string,
  signedRoot: string,
  nowMs: number,
): Promise<void> {
  const { date, cumulative } = manifest;
  const known = await env.LOG.get(archiveKey.latest);
  const latest = known && latestSchema.safeParse(await known.json().catch(() => null));
  if (!latest?.success || latest.data.date <= date) {
    const body = { v: 1, date, rootHash, entries: cumulative.entries };
    await env.LOG.put(archiveKey.latestRoot, `${signedRoot.trim()}\n`, {
      httpMetadata: { contentType: "application/jose" },
    });
    await env.LOG.put(archiveKey.latest, `${JSON.stringify(body, null, 2)}\n`, {
      httpMetadata: { contentType: "application/json" },
    });
  }
  await recordDay(env.DB, {
    date,
    entries: manifest.entries,
    manifestKey: archiveKey.manifest(date),
    rootHash,
    signedRoot: signedRoot.trim(),
    madeAtMs: nowMs,
  });
}
