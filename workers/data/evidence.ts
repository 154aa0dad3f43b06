import { and, asc, eq, inArray, lt, sql } from "drizzle-orm";
import { issue } from "../../schema/d1/coupon.ts";
import { issueEvidence } from "../../schema/d1/evidence.ts";
import { staff } from "../../schema/d1/people.ts";
import type { IssueId, RegionId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";

export type EvidenceRow = typeof issueEvidence.$inferSelect & { readonly createdByName: string | null };

/** The files of an issue, oldest first. The issue's region and reach were checked before. */
export async function evidenceOf(
  db: Database,
  regionId: RegionId,
  issueId: IssueId,
): Promise<readonly EvidenceRow[]> {
  const rows = await db
    .select({ file: issueEvidence, createdByName: staff.name })
    .from(issueEvidence)
    .leftJoin(staff, eq(staff.id, issueEvidence.createdBy))
    .where(and(eq(issueEvidence.issueId, issueId), eq(issueEvidence.regionId, regionId)))
    .orderBy(asc(issueEvidence.createdAtMs), asc(issueEvidence.id));
  return rows.map(({ file, createdByName }) => ({ ...file, createdByName }));
}

/** Keeps a file, as long as the issue may still get one and has fewer than `most`; whether it was kept. */
export async function addEvidence(
  d1: D1Database,
  row: typeof issueEvidence.$inferInsert,
  most: number,
): Promise<boolean> {
  const { meta } = await d1
    .prepare(
      `insert into issue_evidence (id, region_id, issue_id, file_key, media_type, bytes, sha256, sealed_name, created_at_ms,
         created_by)
       select ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10
       where exists (select 1 from issue where id = ?3 and region_id = ?2 and state in ('writing', 'ready', 'active'))
         and (select count(*) from issue_evidence where issue_id = ?3) < ?11`,
    )
    .bind(
      row.id,
      row.regionId,
      row.issueId,
      row.fileKey,
      row.mediaType,
      row.bytes,
      row.sha256,
      row.sealedName,
      row.createdAtMs,
      row.createdBy,
      most,
    )
    .run();
  return meta.changes === 1;
}

/** Takes a file away from an issue that was not handed over yet; the row that is gone, or null. */
export async function removeEvidence(
  db: Database,
  regionId: RegionId,
  issueId: IssueId,
  evidenceId: string,
): Promise<typeof issueEvidence.$inferSelect | null> {
  const [gone] = await db
    .delete(issueEvidence)
    .where(
      and(
        eq(issueEvidence.id, evidenceId),
        eq(issueEvidence.issueId, issueId),
        eq(issueEvidence.regionId, regionId),
        sql`exists (select 1 from ${issue} where ${issue.id} = ${issueId} and ${issue.state} in ('writing', 'ready'))`,
      ),
    )
    .returning();
  return gone ?? null;
}

/** Files that were kept long enough, at most `limit`. */
export function evidenceOver(db: Database, beforeMs: number, limit: number) {
  return db
    .select({ id: issueEvidence.id, fileKey: issueEvidence.fileKey, regionId: issueEvidence.regionId })
    .from(issueEvidence)
    .where(lt(issueEvidence.createdAtMs, beforeMs))
    .orderBy(asc(issueEvidence.createdAtMs))
    .limit(limit);
}

/** Forgets files whose bytes are gone. */
export async function forgetEvidence(db: Database, ids: readonly string[]): Promise<void> {
  await db.delete(issueEvidence).where(inArray(issueEvidence.id, [...ids]));
}
