import { chainHead, chainPage, hashesOf } from "../data/staff-log.ts";
import type { Env } from "../env.ts";
import { anchorsAfter } from "../staff-log/anchors.ts";
import { LOG_GENESIS, walkLog } from "../staff-log/chain.ts";
import type { Finding } from "./finding.ts";

/** Entries looked at before the audit stores where it stands. */
const PAGE_ROWS = 1_000;

/** How far the walk over the log of staff is: along the chain, then along the heads kept outside. */
export interface StaffLogCursor {
  readonly id: number;
  readonly hash: string;
  readonly anchor: string | null;
}

export const STAFF_LOG_START: StaffLogCursor = { id: 0, hash: LOG_GENESIS, anchor: null };

/**
 * A page of the log of staff (AUD-8): every entry up to the head fits its link and the one before, and every head that was
 * kept outside D1 is still in the chain. What came after the head is not in the chain yet.
 */
export async function checkStaffLog(
  env: Pick<Env, "DB" | "LOG">,
  cursor: StaffLogCursor,
): Promise<{
  readonly next: StaffLogCursor | null;
  readonly entries: number;
  readonly finding: Finding | null;
}> {
  const found = (id: number, what: string) => ({
    next: null,
    entries: 0,
    finding: {
      rule: "AUD-8" as const,
      place: "staff-log" as const,
      actorClass: null,
      actor: null,
      seq: id,
      programmeId: null,
      what: `entry ${id}: ${what}`,
    },
  });
  const head = await chainHead(env.DB);
  const rows = head && cursor.anchor === null ? await chainPage(env.DB, cursor.id, head.id, PAGE_ROWS) : [];
  if (rows.length > 0) {
    const walked = walkLog(rows, cursor.hash);
    if ("broken" in walked) return found(walked.broken.id, walked.broken.what);
    const next = { id: rows.at(-1)?.id ?? cursor.id, hash: walked.hash, anchor: null };
    return { next, entries: rows.length, finding: null };
  }
  const page = await anchorsAfter(env.LOG, cursor.anchor);
  const hashes = await hashesOf(
    env.DB,
    page.anchors.map(({ id }) => id),
  );
  const off = page.anchors.find(({ id, hash }) => hashes.get(id) !== hash);
  if (off) return found(off.id, "the chain is another one than its head that was kept outside");
  const anchor = page.anchors.at(-1)?.key ?? null;
  return { next: page.last ? null : { ...cursor, anchor }, entries: 0, finding: null };
}
