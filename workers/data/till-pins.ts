import { and, eq } from "drizzle-orm";
import { staffSession } from "../../schema/d1/staff-session.ts";
import { tillPin } from "../../schema/d1/till-pin.ts";
import type { RegionId, StaffId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";

interface Account {
  readonly staffId: StaffId;
  readonly regionId: RegionId;
}

/** After how many minutes an account's till locks; null where it has no PIN. */
export async function tillPinOf(db: Database, staffId: string) {
  const [row] = await db
    .select({ lockMinutes: tillPin.lockMinutes })
    .from(tillPin)
    .where(eq(tillPin.staffId, staffId));
  return row ?? null;
}

/** The kept PIN of an account; null where it has none. */
export async function sealedPinOf(db: Database, { staffId, regionId }: Account): Promise<string | null> {
  const [row] = await db
    .select({ sealed: tillPin.sealed })
    .from(tillPin)
    .where(and(eq(tillPin.staffId, staffId), eq(tillPin.regionId, regionId)));
  return row?.sealed ?? null;
}

/** Sets an account's PIN, in place of an earlier one. */
export async function setTillPin(
  db: Database,
  { staffId, regionId }: Account,
  set: { readonly sealed: string; readonly lockMinutes: number; readonly setAtMs: number },
): Promise<void> {
  await db
    .insert(tillPin)
    .values({ staffId, regionId, ...set })
    .onConflictDoUpdate({ target: tillPin.staffId, set });
}

/** Takes it away; false where there was none. */
export async function removeTillPin(db: Database, { staffId, regionId }: Account): Promise<boolean> {
  const gone = await db
    .delete(tillPin)
    .where(and(eq(tillPin.staffId, staffId), eq(tillPin.regionId, regionId)))
    .returning({ staffId: tillPin.staffId });
  return gone.length > 0;
}

/** Locks the till of a session, or unlocks it with null. */
export async function setTillLock(
  db: Database,
  sessionRowId: string,
  lockedAtMs: number | null,
): Promise<void> {
  await db.update(staffSession).set({ lockedAtMs }).where(eq(staffSession.id, sessionRowId));
}
