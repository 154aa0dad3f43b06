import { and, asc, count, eq, gt, or } from "drizzle-orm";
import { fundThreshold } from "../../schema/d1/fund-threshold.ts";
import type { ProgrammeId, RegionId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";

export type ThresholdRow = typeof fundThreshold.$inferSelect;

/** A page of a programme's thresholds, the oldest first. */
export async function listThresholds(
  db: Database,
  regionId: RegionId,
  programmeId: ProgrammeId,
  page: { readonly after: readonly [number, string] | null; readonly limit: number },
): Promise<readonly ThresholdRow[]> {
  const { createdAtMs, id } = fundThreshold;
  return db
    .select()
    .from(fundThreshold)
    .where(
      and(
        eq(fundThreshold.regionId, regionId),
        eq(fundThreshold.programmeId, programmeId),
        page.after
          ? or(gt(createdAtMs, page.after[0]), and(eq(createdAtMs, page.after[0]), gt(id, page.after[1])))
          : undefined,
      ),
    )
    .orderBy(asc(createdAtMs), asc(id))
    .limit(page.limit + 1);
}

/** How many thresholds a programme has. */
export async function countThresholds(
  db: Database,
  regionId: RegionId,
  programmeId: ProgrammeId,
): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(fundThreshold)
    .where(and(eq(fundThreshold.regionId, regionId), eq(fundThreshold.programmeId, programmeId)));
  return row?.count ?? 0;
}

/** Writes a threshold. */
export async function createThreshold(db: Database, row: typeof fundThreshold.$inferInsert): Promise<void> {
  await db.insert(fundThreshold).values(row);
}

/** Takes a threshold of a programme away and says what it was; null where there is none. Mails under way still go. */
export async function removeThreshold(
  db: Database,
  regionId: RegionId,
  programmeId: ProgrammeId,
  id: string,
): Promise<ThresholdRow | null> {
  const [row] = await db
    .delete(fundThreshold)
    .where(
      and(
        eq(fundThreshold.id, id),
        eq(fundThreshold.regionId, regionId),
        eq(fundThreshold.programmeId, programmeId),
      ),
    )
    .returning();
  return row ?? null;
}

/** How the mails of the latest crossing of each threshold fare; none for one that was never crossed. */
export async function mailsOfThresholds(
  db: D1Database,
  regionId: RegionId,
  rows: readonly ThresholdRow[],
): Promise<ReadonlyMap<string, { readonly sent: number; readonly queued: number; readonly failed: number }>> {
  const keys = rows.flatMap((row) =>
    Array.from({ length: row.crossings > 0 ? row.recipientCount : 0 }, (_, at) => [
      row.id,
      crossingKey(row.id, row.crossings, at),
    ]),
  );
  const { results } = await db
    .prepare(
      `select k.value->>0 as id, sum(m.state = 'sent') as sent, sum(m.state = 'queued') as queued,
         sum(m.state = 'failed') as failed
       from json_each(?1) k join mail_outbox m on m.key = k.value->>1 and m.region_id = ?2 group by 1`,
    )
    .bind(JSON.stringify(keys), regionId)
    .all<{ id: string; sent: number; queued: number; failed: number }>();
  return new Map(results.map(({ id, ...mails }) => [id, mails]));
}

/** Names the mail to the so-many-eth address of a threshold about its so-many-eth crossing. */
export function crossingKey(thresholdId: string, crossing: number, recipient: number): string {
  return `fund-threshold:${thresholdId}:${crossing}:${recipient}`;
}
