import { and, desc, eq, lt, or, type SQL, sql } from "drizzle-orm";
import type { Pin } from "../../schema/api/stores.ts";
import { auditLog, staff } from "../../schema/d1/people.ts";
import type { RegionId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";

/** What staff did to an organisation, its stores, its branches and its application, newest first (AUD-4). */
export async function historyOf(
  db: Database,
  regionId: RegionId,
  organisationId: string,
  page: { readonly beforeId: number | null; readonly limit: number },
) {
  const tree = sql`(select o.id from organisation as o where o.region_id = ${regionId} and (o.id = ${organisationId} or o.parent_id = ${organisationId}))`;
  const rows = await db
    .select({
      entryId: auditLog.id,
      atMs: auditLog.atMs,
      action: auditLog.action,
      subjectKind: auditLog.subjectKind,
      subjectId: auditLog.subjectId,
      subjectName: sql<
        string | null
      >`coalesce((select s.name from store as s where ${auditLog.subjectKind} = 'store' and s.id = ${auditLog.subjectId}), (select o.name from organisation as o where ${auditLog.subjectKind} in ('organisation', 'application') and o.id = ${auditLog.subjectId}))`,
      actorName: staff.name,
      reason: auditLog.reason,
      pinBefore: pinOf(sql`${auditLog.before}`),
      pinAfter: pinOf(sql`${auditLog.after}`),
    })
    .from(auditLog)
    .leftJoin(staff, eq(staff.id, auditLog.actor))
    .where(
      and(
        eq(auditLog.regionId, regionId),
        or(
          // An application has the id of the organisation it becomes.
          sql`(${auditLog.subjectKind} in ('organisation', 'application') and ${auditLog.subjectId} in ${tree})`,
          sql`(${auditLog.subjectKind} = 'store' and ${auditLog.subjectId} in (select s.id from store as s where s.organisation_id in ${tree}))`,
        ),
        page.beforeId === null ? undefined : lt(auditLog.id, page.beforeId),
      ),
    )
    .orderBy(desc(auditLog.id))
    .limit(page.limit + 1);
  return rows.map(({ pinBefore, pinAfter, ...row }) => ({
    ...row,
    pin: pinBefore === pinAfter ? null : { before: readPin(pinBefore), after: readPin(pinAfter) },
  }));
}

/** A store's pin out of what its edit was logged with, as JSON; null where it had none. */
function pinOf(logged: SQL) {
  return sql<
    string | null
  >`case when ${auditLog.action} = 'store.edit' then json_extract(${logged}, '$.pin') end`;
}

const readPin = (json: string | null): Pin | null => (json === null ? null : (JSON.parse(json) as Pin));
