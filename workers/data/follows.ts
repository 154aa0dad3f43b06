import { and, eq, sql } from "drizzle-orm";
import { storeFollow } from "../../schema/d1/resident.ts";
import type { ResidentId, StoreId } from "../../schema/ids.ts";
import { MAX_FOLLOWED_STORES } from "../../schema/limits.ts";
import type { Database } from "./database.ts";

/** Whether a resident follows a store. */
export async function isFollowing(db: Database, residentId: ResidentId, storeId: StoreId): Promise<boolean> {
  return (await db.$count(storeFollow, theirs(residentId, storeId))) > 0;
}

/**
 * Lets a resident follow a store, once however often they ask; false where they follow as many as they may (FOL-1). One
 * statement judges and writes, so two at a time don't go beyond the limit, and who is being erased follows nothing more.
 */
export async function followStore(
  db: Database,
  row: { readonly residentId: ResidentId; readonly storeId: StoreId; readonly nowMs: number },
): Promise<boolean> {
  const { residentId, storeId, nowMs } = row;
  await db.run(sql`
    insert into store_follow (resident_id, store_id, followed_at_ms)
    select ${residentId}, ${storeId}, ${nowMs}
    where exists (select 1 from resident_phone where resident_id = ${residentId})
      and (select count(*) from store_follow where resident_id = ${residentId}) < ${MAX_FOLLOWED_STORES}
    on conflict do nothing`);
  return isFollowing(db, residentId, storeId);
}

/** Ends it; nothing happens where there is nothing to end. */
export async function unfollowStore(db: Database, residentId: ResidentId, storeId: StoreId): Promise<void> {
  await db.delete(storeFollow).where(theirs(residentId, storeId));
}

/** How many follow a store. Who they are nobody is told. */
export async function countFollowers(db: Database, storeId: StoreId): Promise<number> {
  return db.$count(storeFollow, eq(storeFollow.storeId, storeId));
}

function theirs(residentId: ResidentId, storeId: StoreId) {
  return and(eq(storeFollow.residentId, residentId), eq(storeFollow.storeId, storeId));
}
