import { sha256 } from "../../durable-objects/lib/hash.ts";
import type { JournalEntry } from "../../schema/events.ts";
import type { Poison } from "./message.ts";

/**
 * The journal log in R2 (PRJ-1): every batch is an object before it is a row, so that D1 can be made again from here
 * (PRJ-2) and compared with it (AUD-3).
 *
 * Key: `journal/<date>/<time>-<hash>.ndjson`, date and time of writing in UTC down to the millisecond, so that a listing
 * is in order of time; hash = the first 16 hex digits of the content's SHA-256. One entry per line, JSON as published.
 * The same entry may stand in several objects: the queue delivers at least once.
 */
const LOG_PREFIX = "journal/";
export const POISON_PREFIX = "poison/";

/** Objects asked for in one listing. */
const LIST_PAGE = 200;

/** Appends entries to the log and returns the object's key. Throws where R2 is away: then nothing may be projected. */
export async function appendToLog(
  log: R2Bucket,
  entries: readonly JournalEntry[],
  nowMs: number,
): Promise<string> {
  const body = `${entries.map((entry) => JSON.stringify(entry)).join("\n")}\n`;
  const digest = sha256(body);
  const key = logKey(nowMs, digest);
  await log.put(key, body, {
    sha256: digest,
    httpMetadata: { contentType: "application/x-ndjson" },
    customMetadata: { entries: String(entries.length) },
  });
  return key;
}

/** Where a batch written at `nowMs` with this SHA-256 stands. */
export function logKey(nowMs: number, digest: string): string {
  return `${logTime(nowMs)}-${digest.slice(0, 16)}.ndjson`;
}

/** What the keys of batches written at `nowMs` start with: a bound in a listing. */
export function logTime(nowMs: number): string {
  const time = new Date(nowMs).toISOString();
  return `${LOG_PREFIX}${time.slice(0, 10)}/${time.slice(11, 23)}`;
}

/** Keeps what can't be projected, whole and once; returns its key. */
export async function keepPoison(log: R2Bucket, poison: Poison): Promise<string> {
  const key = `${POISON_PREFIX}${poison.id.slice("poison:".length)}.json`;
  await log.put(key, poison.body, {
    httpMetadata: { contentType: "application/json" },
    customMetadata: { why: poison.why },
  });
  return key;
}

/** The id of the poison that is kept under a key. */
export function poisonId(key: string): string {
  return `poison:${key.slice(POISON_PREFIX.length, -".json".length)}`;
}

/** One page of the log's keys in order of time. `after` is the last key of the page before. */
export async function listLog(
  log: R2Bucket,
  after: string | null,
): Promise<{ readonly keys: readonly string[]; readonly last: boolean }> {
  const page = await log.list({
    prefix: LOG_PREFIX,
    limit: LIST_PAGE,
    ...(after === null ? {} : { startAfter: after }),
  });
  return { keys: page.objects.map((object) => object.key), last: !page.truncated };
}

/** The lines of one log object; null where there is no such object. A line that isn't JSON is null. */
export async function readLog(log: R2Bucket, key: string): Promise<readonly (JournalEntry | null)[] | null> {
  const object = await log.get(key);
  if (object === null) return null;
  const text = await object.text();
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map(parseLine);
}

function parseLine(line: string): JournalEntry | null {
  try {
    const value: unknown = JSON.parse(line);
    return value !== null && typeof value === "object" ? (value as JournalEntry) : null;
  } catch {
    return null;
  }
}
