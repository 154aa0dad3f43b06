import { eq } from "drizzle-orm";
import type { Retention, SetRetentionRequest } from "../../schema/api/retention.ts";
import { staff } from "../../schema/d1/people.ts";
import { retention } from "../../schema/d1/region.ts";
import type { RegionId } from "../../schema/ids.ts";
import { RETENTION_DAYS } from "../../schema/limits.ts";
import type { Database } from "./database.ts";

/** How long a region keeps what it doesn't need any more. */
export async function findRetention(db: Database, regionId: RegionId): Promise<Retention> {
  const [row] = await db
    .select({ set: retention, setByName: staff.name })
    .from(retention)
    .leftJoin(staff, eq(staff.id, retention.setBy))
    .where(eq(retention.regionId, regionId));
  return {
    applicationDays: row?.set.applicationDays ?? RETENTION_DAYS.application,
    importDays: row?.set.importDays ?? RETENTION_DAYS.import,
    reportDays: row?.set.reportDays ?? RETENTION_DAYS.report,
    setAtMs: row?.set.setAtMs ?? null,
    setByName: row?.setByName ?? null,
  };
}

/** Sets it, over what was set before. */
export async function setRetention(
  db: Database,
  regionId: RegionId,
  days: SetRetentionRequest,
  by: { readonly staffId: string; readonly atMs: number },
): Promise<void> {
  const set = { ...days, setAtMs: by.atMs, setBy: by.staffId };
  await db
    .insert(retention)
    .values({ regionId, ...set })
    .onConflictDoUpdate({ target: retention.regionId, set });
}
