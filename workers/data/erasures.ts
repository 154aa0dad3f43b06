import { and, asc, eq, gt, isNull, or, sql } from "drizzle-orm";
import { alert } from "../../schema/d1/ledger.ts";
import { letterDelivery, letterMute } from "../../schema/d1/letter.ts";
import { noticeReading } from "../../schema/d1/notice.ts";
import { passkey } from "../../schema/d1/passkey.ts";
import { resident, residentPhone } from "../../schema/d1/people.ts";
import { expiryNews, newsChoice, pushMessage, pushSubscription } from "../../schema/d1/push.ts";
import {
  deviceMove,
  numberCheck,
  residentAnswer,
  residentDevice,
  storeFollow,
} from "../../schema/d1/resident.ts";
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
 * Every table that says more of a resident than their id, by their id; a test holds the list against what the columns say
 * they hold (SEC-7). Readings and passkeys, which other people have too, are named below.
 */
export const TABLES_OF_A_RESIDENT = [
  residentPhone,
  residentDevice,
  residentAnswer,
  deviceMove,
  numberCheck,
  storeFollow,
  pushSubscription,
  newsChoice,
  expiryNews,
  pushMessage,
  letterDelivery,
  letterMute,
] as const;

/**
 * Takes away what says who a resident is, in one batch: the number, what they told of themselves, what they read and
 * were told, where they were signed in, the stores they followed, and their passkeys. Their sessions end. The resident's id, its
 * wallets, freezes and everything that moved money stay: they name nobody.
 */
export async function eraseResident(db: Database, residentId: ResidentId, nowMs: number) {
  const [readings, passkeys, , , phones, devices, answers, , , follows] = await db.batch([
    db
      .delete(noticeReading)
      .where(and(eq(noticeReading.readerKind, "resident"), eq(noticeReading.readerId, residentId)))
      .returning({ id: noticeReading.noticeId }),
    db
      .delete(passkey)
      .where(and(eq(passkey.ownerKind, "resident"), eq(passkey.ownerId, residentId)))
      .returning({ id: passkey.id }),
    // Not the moment itself: a session of this very millisecond ends too.
    db
      .update(resident)
      .set({ sessionsFromMs: nowMs + 1, confirmAboveYen: null, confirmEndsAtMs: null })
      .where(eq(resident.id, residentId))
      .returning({ id: resident.id }),
    db
      .update(alert)
      .set({ closedAtMs: nowMs })
      .where(and(eq(alert.id, `${KIND}:${residentId}`), isNull(alert.closedAtMs)))
      .returning({ id: alert.id }),
    ...TABLES_OF_A_RESIDENT.map((table) =>
      db.delete(table).where(eq(table.residentId, residentId)).returning({ id: table.residentId }),
    ),
  ]);
  return {
    phones: phones?.length ?? 0,
    readings: readings.length,
    devices: devices?.length ?? 0,
    answers: answers?.length ?? 0,
    passkeys: passkeys.length,
    follows: follows?.length ?? 0,
  };
}
