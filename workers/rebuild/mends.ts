import { sha256 } from "../../durable-objects/lib/hash.ts";

/**
 * What a person has settled, beside the log, because D1 is made again from there (PRJ-2): `mended/<hash of the id>.json`.
 * Why is in the audit log only: a reason is free text (WHO-4).
 */
const MENDED_PREFIX = "mended/";
const LIST_PAGE = 200;

interface Mend {
  readonly v: 1;
  readonly breakId: string;
  readonly mendedAtMs: number;
}

/** Keeps that a break was mended. */
export async function keepMend(log: R2Bucket, breakId: string, nowMs: number): Promise<void> {
  const mend: Mend = { v: 1, breakId, mendedAtMs: nowMs };
  await log.put(`${MENDED_PREFIX}${sha256(breakId)}.json`, JSON.stringify(mend), {
    httpMetadata: { contentType: "application/json" },
  });
}

/** One page of the ids of mended breaks. `after` is the last key of the page before. */
export async function listMends(
  log: R2Bucket,
  after: string | null,
): Promise<{ readonly ids: readonly string[]; readonly next: string | null }> {
  const page = await log.list({
    prefix: MENDED_PREFIX,
    limit: LIST_PAGE,
    ...(after === null ? {} : { startAfter: after }),
  });
  const ids: string[] = [];
  for (const { key } of page.objects) {
    const object = await log.get(key);
    if (object) ids.push((JSON.parse(await object.text()) as Mend).breakId);
  }
  return { ids, next: page.truncated ? (page.objects.at(-1)?.key ?? null) : null };
}
