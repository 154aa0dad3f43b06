import { and, asc, eq, gt, isNull, or, sql } from "drizzle-orm";
import { alert } from "../../schema/d1/ledger.ts";
import { noticeReading } from "../../schema/d1/notice.ts";
import { passkey } from "../../schema/d1/passkey.ts";
import { resident, residentPhone } from "../../schema/d1/people.ts";
import { deviceMove, numberCheck, residentDevice } from "../../schema/d1/resident.ts";
import type { RegionId, ResidentId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";

const KIND = "erasure-asked";

/** Notes that a resident wants to be erased: something for a person to look at, once however often it is asked. */
export async function askErasure(
  db: Database,
  asked: { readonly residentId: ResidentId; readonly regionId: RegionId; readonly atMs: number },
): Promise<void> {
  await db
    .insert(alert)
    .values({
      id: `${KIND}:${asked.residentId}`,
      kind: KIND,
      regionId: asked.regionId,
      subject: asked.residentId,
      detail: "{}",
      raisedAtMs: asked.atMs,
    })
    .onConflictDoUpdate({
      target: alert.id,
      set: { raisedAtMs: asked.atMs, closedAtMs: null },
      setWhere: sql`closed_at_ms is not null`,
    });
}

/** Who waits to be erased, the longest first. */
export async function listErasures(db: Database, limit: number) {
  const rows = await db
    .select({ residentId: alert.subject, regionId: alert.regionId, askedAtMs: alert.raisedAtMs })
    .from(alert)
    .where(and(eq(alert.kind, KIND), isNull(alert.closedAtMs)))
    .orderBy(asc(alert.raisedAtMs))
    .limit(limit);
  return rows;
}

/** What a region passed on: who waits, the longest first, then what has ended since a moment. */
export async function erasuresOf(db: Database, regionId: RegionId, sinceMs: number, limit: number) {
  return db
    .select({ residentId: alert.subject, askedAtMs: alert.raisedAtMs, endedAtMs: alert.closedAtMs })
    .from(alert)
    .where(
      and(
        eq(alert.regionId, regionId),
        eq(alert.kind, KIND),
        or(isNull(alert.closedAtMs), gt(alert.closedAtMs, sinceMs)),
      ),
    )
    .orderBy(sql`closed_at_ms is not null`, asc(alert.raisedAtMs))
    .limit(limit);
}

/**
 * Takes away what says who a resident is, in one batch: the number, what they read, where they were signed in, and their
 * passkeys. Their sessions end. The resident's id, its wallets, freezes and everything that moved money stay: they name
 * nobody.
 */
export async function eraseResident(db: Database, residentId: ResidentId, nowMs: number) {
  const [phones, readings, devices, passkeys] = await db.batch([
    db
      .delete(residentPhone)
      .where(eq(residentPhone.residentId, residentId))
      .returning({ id: residentPhone.residentId }),
    db
      .delete(noticeReading)
      .where(and(eq(noticeReading.readerKind, "resident"), eq(noticeReading.readerId, residentId)))
      .returning({ id: noticeReading.noticeId }),
    db
      .delete(residentDevice)
      .where(eq(residentDevice.residentId, residentId))
      .returning({ id: residentDevice.id }),
    db
      .delete(passkey)
      .where(and(eq(passkey.ownerKind, "resident"), eq(passkey.ownerId, residentId)))
      .returning({ id: passkey.id }),
    db.delete(deviceMove).where(eq(deviceMove.residentId, residentId)),
    db.delete(numberCheck).where(eq(numberCheck.residentId, residentId)),
    // Not the moment itself: a session of this very millisecond ends too.
    db
      .update(resident)
      .set({ sessionsFromMs: nowMs + 1, confirmAboveYen: null, confirmEndsAtMs: null })
      .where(eq(resident.id, residentId)),
    db
      .update(alert)
      .set({ closedAtMs: nowMs })
      .where(and(eq(alert.id, `${KIND}:${residentId}`), isNull(alert.closedAtMs))),
  ]);
  return {
    phones: phones.length,
    readings: readings.length,
    devices: devices.length,
    passkeys: passkeys.length,
  };
}
