import { fromBase64, PART_BYTES, PartBuffer, sha256Of, toBase64 } from "../reports/parts.ts";
import { GZIP_HEAD, GZIP_START, type GzipState, gzipEnd, gzipPiece } from "./gzip.ts";

/**
 * What a sealed date leaves in the LOG bucket (ASOF-1), for whoever makes D1 or an archive from it:
 *
 * - `sealed/<date>/rows.ndjson.gz`: one line per row booked on the date, in the order of projection:
 *   `["actor", seq, "hash", "logKey"]`, where the R2 log's object `logKey` holds the entry;
 * - `sealed/<date>/dimensions.ndjson.gz`: one line per dimension that is not what it was at the seal before:
 *   `["kind", "id", "region", {facts}]`, by kind and id;
 * - `sealed/<date>/seal.json`: {@link SealFile}. It is written last: a date without it was not sealed.
 *
 * Nothing in them says when they were made: made again from the same rows they have the same bytes.
 */
const SEALED_PREFIX = "sealed/";
export const rowsKey = (date: string) => `${SEALED_PREFIX}${date}/rows.ndjson.gz`;
export const dimensionsKey = (date: string) => `${SEALED_PREFIX}${date}/dimensions.ndjson.gz`;
const SEAL_NAME = "/seal.json";
const sealKey = (date: string) => `${SEALED_PREFIX}${date}${SEAL_NAME}`;
/** Keys asked for in one listing; a date has three. */
const LIST_KEYS = 20;

interface SealedFile {
  readonly key: string;
  /** Lines. */
  readonly rows: number;
  readonly bytes: number;
  /** SHA-256 of the compressed bytes, hex. */
  readonly sha256: string;
}

/** An actor that was ahead of D1 when the audit last looked: what is missing of it books later (ASOF-1). */
export interface LateActor {
  readonly actorClass: string;
  readonly actor: string;
  readonly programmeId: string;
}

/** `seal.json` of a date. */
export interface SealFile {
  readonly v: 1;
  readonly date: string;
  readonly rows: SealedFile;
  readonly dimensions: SealedFile;
  readonly auditId: string;
  readonly late: readonly LateActor[];
}

/** A date's row as it stands in its day file. */
export type DayRow = readonly [actor: string, seq: number, hash: string, logKey: string];
export type DimensionRow = readonly [kind: string, id: string, regionId: string, facts: unknown];

/** A file under way; stored after every part, so that a kill costs at most one part. */
export interface FileWork {
  readonly key: string;
  readonly uploadId: string;
  /** Told apart from a file of the same name that an earlier attempt finished. */
  readonly attempt: string;
  readonly parts: readonly R2UploadedPart[];
  readonly gzip: GzipState;
  readonly cursor: string;
  readonly rows: number;
  /** Compressed bytes that are in no part yet, base64; less than a page of lines makes. */
  readonly carry: string;
}

/** One page of a file's lines. Pages must be the same whenever they are read: their ends are seen in the bytes. */
interface Page {
  readonly lines: readonly string[];
  readonly next: string | null;
}

export async function beginFile(log: R2Bucket, key: string, attempt: string): Promise<FileWork> {
  const upload = await log.createMultipartUpload(key, {
    httpMetadata: { contentType: "application/gzip" },
    customMetadata: { attempt },
  });
  const carry = toBase64(GZIP_HEAD);
  return { key, uploadId: upload.uploadId, attempt, parts: [], gzip: GZIP_START, cursor: "", rows: 0, carry };
}

/** Reads pages until a part is full or they have ended; then the file stands. The caller stores what comes back. */
export async function nextPart(
  log: R2Bucket,
  before: FileWork,
  readPage: (cursor: string) => Promise<Page>,
): Promise<{ readonly work: FileWork; readonly file: SealedFile | null }> {
  const part = new PartBuffer(fromBase64(before.carry));
  let { gzip, cursor, rows } = before;
  let ended = false;
  while (!ended && part.length < PART_BYTES) {
    const page = await readPage(cursor);
    if (page.lines.length > 0) {
      const { state, piece } = gzipPiece(gzip, `${page.lines.join("\n")}\n`);
      gzip = state;
      part.push(piece);
      rows += page.lines.length;
    }
    if (page.next === null) ended = true;
    else cursor = page.next;
  }
  if (ended) part.push(gzipEnd(gzip));
  const upload = log.resumeMultipartUpload(before.key, before.uploadId);
  const parts = [...before.parts];
  const put = async (bytes: number) =>
    parts.push(await upload.uploadPart(parts.length + 1, part.take(bytes)));
  // A worker that died between joining and saying so left a finished file: the upload is gone, the object is there.
  if (ended && (await isJoined(log, before)))
    return { work: before, file: await describe(log, before.key, rows) };
  while (part.length >= PART_BYTES) await put(PART_BYTES);
  if (!ended)
    return {
      work: { ...before, gzip, cursor, rows, parts, carry: toBase64(part.take(part.length)) },
      file: null,
    };
  if (part.length > 0) await put(part.length);
  await upload.complete(parts);
  return { work: before, file: await describe(log, before.key, rows) };
}

/** Whether the file stands that this attempt made, and not one of an earlier. */
async function isJoined(log: R2Bucket, { key, attempt }: FileWork): Promise<boolean> {
  return (await log.head(key))?.customMetadata?.attempt === attempt;
}

/** The file as it stands in R2, and its hash. */
async function describe(log: R2Bucket, key: string, rows: number): Promise<SealedFile> {
  const object = await log.get(key);
  if (object === null) throw new Error(`${key} is not in R2 after it was joined`);
  return { key, rows, bytes: object.size, sha256: await sha256Of(object.body) };
}

/** Writes a date's last file, and by that says that it is sealed. */
export async function writeSealFile(log: R2Bucket, seal: SealFile): Promise<void> {
  await log.put(sealKey(seal.date), `${JSON.stringify(seal, null, 2)}\n`, {
    httpMetadata: { contentType: "application/json" },
  });
}

/** The seal of a date as it stands in R2; null where there is none, or none that can be read. */
export async function readSealFile(log: R2Bucket, date: string): Promise<SealFile | null> {
  const object = await log.get(sealKey(date));
  if (object === null) return null;
  try {
    return JSON.parse(await object.text()) as SealFile;
  } catch {
    return null;
  }
}

/** The first sealed date behind `after` ("" for the first of all) as R2 knows them; null where there is none. */
export async function nextSealedDate(log: R2Bucket, after: string): Promise<string | null> {
  // "~" sorts behind everything in a date's folder.
  let startAfter = after === "" ? SEALED_PREFIX : `${SEALED_PREFIX}${after}/~`;
  for (;;) {
    const page = await log.list({ prefix: SEALED_PREFIX, startAfter, limit: LIST_KEYS });
    const found = page.objects.find(({ key }) => key.endsWith(SEAL_NAME));
    if (found) return found.key.slice(SEALED_PREFIX.length, -SEAL_NAME.length);
    const last = page.objects.at(-1);
    if (!page.truncated || !last) return null;
    startAfter = last.key;
  }
}
