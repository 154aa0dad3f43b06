import { and, eq, exists, gt, inArray, isNull, sql } from "drizzle-orm";
import { deviceMove, residentDevice } from "../../schema/d1/resident.ts";
import type { DeviceId, MoveId, ResidentId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";

export type DeviceMoveRow = typeof deviceMove.$inferSelect;

/** Begins a move; one that the same resident began before is over. */
export async function startMove(
  db: Database,
  move: Pick<DeviceMoveRow, "id" | "residentId" | "codeHash" | "newDeviceId" | "createdAtMs" | "untilMs">,
): Promise<void> {
  await db.batch([
    db
      .update(deviceMove)
      .set({ state: "ended" })
      .where(
        and(
          eq(deviceMove.residentId, move.residentId),
          inArray(deviceMove.state, ["open", "claimed", "confirmed"]),
        ),
      ),
    db.insert(deviceMove).values({ ...move, state: "open" }),
  ]);
}

/** Notes which phone read the digits: the first one only, in time. The same phone may send it again. */
export async function claimMove(
  db: Database,
  claim: { readonly codeHash: string; readonly keyHash: string; readonly name: string },
  nowMs: number,
): Promise<DeviceMoveRow | null> {
  const { codeHash, keyHash, name } = claim;
  await db
    .update(deviceMove)
    .set({ state: "claimed", keyHash, name })
    .where(
      and(eq(deviceMove.codeHash, codeHash), eq(deviceMove.state, "open"), gt(deviceMove.untilMs, nowMs)),
    );
  const [row] = await db
    .select()
    .from(deviceMove)
    .where(and(eq(deviceMove.codeHash, codeHash), eq(deviceMove.keyHash, keyHash)));
  return row ?? null;
}

/** A move of a resident. */
export async function findMove(
  db: Database,
  residentId: ResidentId,
  moveId: MoveId,
): Promise<DeviceMoveRow | null> {
  const [row] = await db
    .select()
    .from(deviceMove)
    .where(and(eq(deviceMove.id, moveId), eq(deviceMove.residentId, residentId)));
  return row ?? null;
}

/** A move that a phone has claimed with its key. */
export async function findClaimed(
  db: Database,
  moveId: MoveId,
  keyHash: string,
): Promise<DeviceMoveRow | null> {
  const [row] = await db
    .select()
    .from(deviceMove)
    .where(and(eq(deviceMove.id, moveId), eq(deviceMove.keyHash, keyHash)));
  return row ?? null;
}

/** Confirms a claimed move in time, from a device that is signed in at this moment. */
export async function confirmMove(
  db: Database,
  move: { readonly id: MoveId; readonly residentId: ResidentId; readonly device: DeviceId },
  nowMs: number,
): Promise<void> {
  const isSignedIn = db
    .select({ one: sql`1` })
    .from(residentDevice)
    .where(and(eq(residentDevice.id, move.device), isNull(residentDevice.endedAtMs)));
  await db
    .update(deviceMove)
    .set({ state: "confirmed" })
    .where(
      and(
        eq(deviceMove.id, move.id),
        eq(deviceMove.residentId, move.residentId),
        eq(deviceMove.state, "claimed"),
        gt(deviceMove.untilMs, nowMs),
        exists(isSignedIn),
      ),
    );
}

/** Ends a move that isn't confirmed yet. */
export async function refuseMove(db: Database, residentId: ResidentId, moveId: MoveId): Promise<void> {
  await db
    .update(deviceMove)
    .set({ state: "ended" })
    .where(
      and(
        eq(deviceMove.id, moveId),
        eq(deviceMove.residentId, residentId),
        inArray(deviceMove.state, ["open", "claimed"]),
      ),
    );
}

/** Notes that the new phone was signed in. */
export async function moveDone(db: Database, moveId: string): Promise<void> {
  await db
    .update(deviceMove)
    .set({ state: "done" })
    .where(and(eq(deviceMove.id, moveId), eq(deviceMove.state, "confirmed")));
}
