import { createHash } from "node:crypto";
import { z } from "zod";

/**
 * The archive's format, version 1, as docs/archive-format.md tells it to whoever reads it without this software. What
 * stands here is never changed for version 1: an archive is read for ever.
 */
const ARCHIVE_PREFIX = "archive/";

/** R2 keys of the archive. */
export const archiveKey = {
  latest: `${ARCHIVE_PREFIX}latest.json`,
  latestRoot: `${ARCHIVE_PREFIX}latest.jws`,
  manifest: (date: string) => `${ARCHIVE_PREFIX}${date}/manifest.json`,
  root: (date: string) => `${ARCHIVE_PREFIX}${date}/root.jws`,
  file: (date: string, name: string) => `${ARCHIVE_PREFIX}${date}/${name}`,
  prefix: ARCHIVE_PREFIX,
} as const;

/** `entries-0001.ndjson.gz`, … */
export function fileName(number: number): string {
  return `entries-${String(number).padStart(4, "0")}.ndjson.gz`;
}

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

const manifestFile = z.object({
  name: z.string().regex(/^entries-\d{4,}\.ndjson\.gz$/),
  bytes: count,
  sha256: hash,
  rows: count,
  /** The running hash before the file's first line, and after its last. */
  firstHash: hash,
  lastHash: hash,
});
export type ManifestFile = z.output<typeof manifestFile>;

const manifestSum = z.object({
  programmeId: z.string(),
  class: z.enum(["coupon", "wallet", "fund"]),
  kind: z.string(),
  rows: count,
  /** Σ of the amounts above zero, and of those below it. */
  plusYen: count,
  minusYen: z.int().max(0),
});
export type ManifestSum = z.output<typeof manifestSum>;

export const manifestSchema = z.object({
  v: z.literal(1),
  format: z.literal("tegata-archive"),
  date: z.iso.date(),
  previousDate: z.iso.date().nullable(),
  previousRootHash: hash.nullable(),
  /** SHA-256 of the sealed date's day file and of its dimensions (ASOF-1). */
  sealedRowsHash: hash,
  dimensionsHash: hash.nullable(),
  entries: count,
  /** Actors whose journal begins on this date. */
  newActors: count,
  /** With all dates before. */
  cumulative: z.object({ entries: count, actors: count }),
  startHash: hash,
  endHash: hash,
  files: z.array(manifestFile),
  sums: z.array(manifestSum),
});
export type Manifest = z.output<typeof manifestSchema>;

/** What is signed and sent outside (AUD-7). */
export const rootPayloadSchema = z.object({
  v: z.literal(1),
  date: z.iso.date(),
  rootHash: hash,
  previousRootHash: hash.nullable(),
  /** With all dates before. */
  entries: count,
});
export type RootPayload = z.output<typeof rootPayloadSchema>;

/** `latest.json`: which day is the last. */
export const latestSchema = z.object({
  v: z.literal(1),
  date: z.iso.date(),
  rootHash: hash,
  entries: count,
});

/** What a date's running hash starts from: the date and the root before it. */
export function startHash(date: string, previousRootHash: string | null): string {
  return sha256Hex(`archive/1|${date}|${previousRootHash ?? ""}`);
}

/** The running hash after one more line (without its line end): order and absence both show in it. */
export function runningHash(before: string, line: string): string {
  return sha256Hex(before + line);
}

/** A manifest's bytes; the same for the same manifest, whoever makes it. */
export function manifestBytes(manifest: Manifest): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`) as Uint8Array<ArrayBuffer>;
}

/** SHA-256 in hex of text (UTF-8) or bytes. */
export function sha256Hex(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
