import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { StaffId, StoreId } from "../../schema/ids.ts";
import { MAX_PAGE_ROWS } from "../../schema/limits.ts";
import { databaseOf } from "../data/database.ts";
import { programmesOfRegion } from "../data/programmes.ts";
import type { StaffAccountRow } from "../data/staff-accounts.ts";
import { listManagedStores } from "../data/stores.ts";
import type { Env } from "../env.ts";
import { programmeFeed, storeFeed } from "./actors.ts";
import { callerCan, reachWith } from "./caller.ts";

/** Sockets that one suspension closes by itself; the rest of a larger chain ends with its sessions. */
const MAX_CLOSED_STORES = 500;

/** By which the sockets of an account, of one of its sessions and of a store are closed again. */
export const staffTag = (staffId: StaffId) => `staff:${staffId}`;
export const sessionTag = (idHash: string) => `session:${idHash}`;
export const storeTag = (storeId: string) => `store:${storeId}`;

/**
 * Closes every screen an account may have open, or those of one of its sessions: a socket outlives the session check that let
 * it in (S22, PIN-5).
 */
export async function closeScreensOf(
  env: Env,
  account: StaffAccountRow,
  tag: string = staffTag(account.staffId),
): Promise<void> {
  const db = databaseOf(env, account.regionId);
  const reach = reachWith(account, "counter.use");
  const [stores, programmes] = await Promise.all([
    listManagedStores(db, account.regionId, reach.kind === "region" ? null : reach.ids, {
      after: null,
      limit: MAX_PAGE_ROWS,
    }),
    callerCan(account, "programme.read") ? programmesOfRegion(db, account.regionId, clockOf(env).now()) : [],
  ]);
  await Promise.allSettled([
    ...stores.map((store) => storeFeed(env, store.id).disconnect({ tag })),
    ...programmes.map((programme) => programmeFeed(env, programme.id).disconnect({ tag })),
  ]);
}

/** Closes every screen of these stores, when their organisation is stopped (ORG-4). */
export async function closeScreensAt(env: Env, stores: readonly StoreId[]): Promise<void> {
  await Promise.allSettled(
    stores
      .slice(0, MAX_CLOSED_STORES)
      .map((storeId) => storeFeed(env, storeId).disconnect({ tag: storeTag(storeId) })),
  );
}
