import { and, desc, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { changeRequest } from "../../schema/d1/change-requests.ts";
import { staff } from "../../schema/d1/people.ts";
import { organisation } from "../../schema/d1/region.ts";
import { store } from "../../schema/d1/store.ts";
import type { RegionId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";
import { isUniqueViolation } from "./unique.ts";

export type ChangeRequestRow = typeof changeRequest.$inferSelect;

const asker = alias(staff, "asker");
const decider = alias(staff, "decider");

function select(db: Database) {
  return db
    .select({
      request: changeRequest,
      storeName: store.name,
      organisationName: organisation.name,
      askedBy: asker.name,
      decidedBy: decider.name,
    })
    .from(changeRequest)
    .innerJoin(store, eq(store.id, changeRequest.storeId))
    .innerJoin(organisation, eq(organisation.id, store.organisationId))
    .innerJoin(asker, eq(asker.id, changeRequest.askedBy))
    .leftJoin(decider, eq(decider.id, changeRequest.decidedBy));
}
export type ListedChangeRequest = Awaited<ReturnType<typeof listChangeRequests>>[number];

/** Requests of a region, or of some organisations' stores (WHO-2), newest first; one more than asked for. */
export async function listChangeRequests(
  db: Database,
  regionId: RegionId,
  organisationIds: readonly string[] | null,
  page: {
    readonly after: readonly [number, string] | null;
    readonly limit: number;
    readonly state?: string | undefined;
    readonly storeId?: string | undefined;
  },
) {
  return select(db)
    .where(
      and(
        eq(changeRequest.regionId, regionId),
        organisationIds
          ? sql`${store.organisationId} in (select value from json_each(${JSON.stringify(organisationIds)}))`
          : undefined,
        page.state ? eq(changeRequest.state, page.state) : undefined,
        page.storeId ? eq(changeRequest.storeId, page.storeId) : undefined,
        page.after
          ? sql`(${changeRequest.askedAtMs}, ${changeRequest.id}) < (${page.after[0]}, ${page.after[1]})`
          : undefined,
      ),
    )
    .orderBy(desc(changeRequest.askedAtMs), desc(changeRequest.id))
    .limit(page.limit + 1);
}

/** One request of a region. */
export async function findChangeRequest(
  db: Database,
  regionId: RegionId,
  id: string,
): Promise<ListedChangeRequest | null> {
  const [row] = await select(db).where(and(eq(changeRequest.id, id), eq(changeRequest.regionId, regionId)));
  return row ?? null;
}

/** Writes a question; false where the store has an open one already (ORG-2). */
export async function askChange(db: Database, row: typeof changeRequest.$inferInsert): Promise<boolean> {
  try {
    await db.insert(changeRequest).values(row);
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/**
 * Ends a question once: whoever comes second changes nothing and gets false (ORG-2). An approval writes the store in the
 * same step, and counts its version up, so that an edit that was being written is not lost over it.
 */
export async function endChange(
  db: Database,
  row: ChangeRequestRow,
  end: {
    readonly state: "approved" | "refused" | "withdrawn";
    readonly atMs: number;
    readonly by: string;
    readonly reason: string | null;
  },
): Promise<boolean> {
  const open = sql`exists (select 1 from change_request as r where r.id = ${row.id} and r.state = 'waiting')`;
  const close = db
    .update(changeRequest)
    .set({ state: end.state, decidedAtMs: end.atMs, decidedBy: end.by, reason: end.reason })
    .where(
      and(
        eq(changeRequest.id, row.id),
        eq(changeRequest.regionId, row.regionId),
        eq(changeRequest.state, "waiting"),
      ),
    )
    .returning({ id: changeRequest.id });
  if (end.state !== "approved") return (await close).length > 0;
  const change = db
    .update(store)
    .set({ accepts: row.after, version: sql`${store.version} + 1` })
    .where(and(eq(store.id, row.storeId), eq(store.regionId, row.regionId), open));
  const [, closed] = await db.batch([change, close]);
  return closed.length > 0;
}
