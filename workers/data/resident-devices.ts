import { and, desc, eq, gt, isNull, lt, ne, notInArray, sql } from "drizzle-orm";
import { type BusinessDate, businessDate } from "../../schema/calendar.ts";
import { resident, residentPhone } from "../../schema/d1/people.ts";
import { residentDevice } from "../../schema/d1/resident.ts";
import type { DeviceId, ResidentId } from "../../schema/ids.ts";
import { MAX_DEVICES } from "../../schema/limits.ts";
import type { Database } from "./database.ts";

/** The device that holds a session, and its resident; null where the session doesn't count (any more). */
export async function deviceOfSession(
  db: Database,
  session: { readonly residentId: string; readonly sessionId: string },
) {
  const [row] = await db
    .select({
      device: residentDevice,
      sessionsFromMs: resident.sessionsFromMs,
      stoppedAtMs: resident.stoppedAtMs,
      confirmAboveYen: resident.confirmAboveYen,
      confirmEndsAtMs: resident.confirmEndsAtMs,
    })
    .from(residentDevice)
    .innerJoin(resident, eq(resident.id, residentDevice.residentId))
    .where(
      and(
        eq(residentDevice.sessionId, session.sessionId),
        eq(residentDevice.residentId, session.residentId),
        isNull(residentDevice.endedAtMs),
      ),
    );
  return row ?? null;
}

/** Notes that the owner of a number was seen, which keeps it theirs (RES-14). */
function ownerSeen(db: Database, residentId: string, nowMs: number) {
  return db
    .update(residentPhone)
    .set({ verifiedAtMs: sql`max(${residentPhone.verifiedAtMs}, ${nowMs})` })
    .where(eq(residentPhone.residentId, residentId));
}

/** Notes that a device was seen today, and how long it was not: told once a day. */
export async function deviceSeen(
  db: Database,
  device: { readonly id: string; readonly residentId: string },
  seen: { readonly on: BusinessDate; readonly awayDays: number; readonly atMs: number },
): Promise<void> {
  await db.batch([
    db
      .update(residentDevice)
      .set({
        lastSeenOn: seen.on,
        longestAwayDays: sql`max(${residentDevice.longestAwayDays}, ${seen.awayDays})`,
      })
      .where(and(eq(residentDevice.id, device.id), lt(residentDevice.lastSeenOn, seen.on))),
    ownerSeen(db, device.residentId, seen.atMs),
  ]);
}

/** Notes that its person showed on a device to be the owner of the number: it was never away. */
export async function deviceProven(db: Database, deviceId: string, nowMs: number): Promise<void> {
  await db
    .update(residentDevice)
    .set({ provenAtMs: nowMs, longestAwayDays: 0 })
    .where(eq(residentDevice.id, deviceId));
}

/** A device that signed in; of more than {@link MAX_DEVICES} the one that was away longest ends. Answers the sessions that ended. */
export async function addDevice(
  db: Database,
  device: {
    readonly id: DeviceId;
    readonly residentId: ResidentId;
    readonly sessionId: string;
    readonly name: string;
    /** 0 where no code was entered on it. */
    readonly provenAtMs: number;
  },
  nowMs: number,
): Promise<readonly string[]> {
  const kept = db
    .select({ id: residentDevice.id })
    .from(residentDevice)
    .where(and(eq(residentDevice.residentId, device.residentId), isNull(residentDevice.endedAtMs)))
    .orderBy(desc(residentDevice.lastSeenOn), desc(residentDevice.signedInAtMs), desc(sql`rowid`))
    .limit(MAX_DEVICES);
  const [, ended] = await db.batch([
    db
      .insert(residentDevice)
      .values({
        ...device,
        signedInAtMs: nowMs,
        lastSeenOn: businessDate(nowMs),
        longestAwayDays: 0,
        newsReadAtMs: nowMs,
      })
      // The same device once more: only its session is another one.
      .onConflictDoUpdate({
        target: residentDevice.id,
        set: { sessionId: device.sessionId },
        setWhere: isNull(residentDevice.endedAtMs),
      }),
    db
      .update(residentDevice)
      .set({ endedAtMs: nowMs })
      .where(
        and(
          eq(residentDevice.residentId, device.residentId),
          isNull(residentDevice.endedAtMs),
          notInArray(residentDevice.id, kept),
        ),
      )
      .returning({ sessionId: residentDevice.sessionId }),
    ownerSeen(db, device.residentId, nowMs),
  ]);
  return ended.map((one) => one.sessionId);
}

/** A device that signed in again while it was signed in: the same device, another session. */
export async function deviceAgain(
  db: Database,
  before: { readonly residentId: ResidentId; readonly sessionId: string },
  sessionId: string,
  nowMs: number,
): Promise<boolean> {
  const [moved] = await db.batch([
    db
      .update(residentDevice)
      .set({ sessionId, lastSeenOn: businessDate(nowMs), provenAtMs: nowMs, longestAwayDays: 0 })
      .where(
        and(
          eq(residentDevice.sessionId, before.sessionId),
          eq(residentDevice.residentId, before.residentId),
          isNull(residentDevice.endedAtMs),
        ),
      )
      .returning({ id: residentDevice.id }),
    ownerSeen(db, before.residentId, nowMs),
  ]);
  return moved.length > 0;
}

/** The devices a resident is signed in on, the one seen last first. */
export async function listDevices(db: Database, residentId: ResidentId) {
  return db
    .select()
    .from(residentDevice)
    .where(and(eq(residentDevice.residentId, residentId), isNull(residentDevice.endedAtMs)))
    .orderBy(desc(residentDevice.lastSeenOn), desc(residentDevice.signedInAtMs))
    .limit(MAX_DEVICES);
}

/** Which devices are ended: the one that holds a session, one by its id, all but one, or all. */
export type EndedDevices =
  | "all"
  | { readonly sessionId: string }
  | { readonly deviceId: DeviceId }
  | { readonly allBut: DeviceId };

/** Ends devices of a resident; answers their sessions, which count no more. Ending again changes nothing. */
export async function endDevices(
  db: Database,
  residentId: string,
  which: EndedDevices,
  nowMs: number,
): Promise<readonly string[]> {
  const fits =
    which === "all"
      ? undefined
      : "sessionId" in which
        ? eq(residentDevice.sessionId, which.sessionId)
        : "deviceId" in which
          ? eq(residentDevice.id, which.deviceId)
          : ne(residentDevice.id, which.allBut);
  const ended = await db
    .update(residentDevice)
    .set({ endedAtMs: nowMs })
    .where(and(eq(residentDevice.residentId, residentId), isNull(residentDevice.endedAtMs), fits))
    .returning({ sessionId: residentDevice.sessionId });
  return ended.map((one) => one.sessionId);
}

/** Whether a device is, or was, a resident's. */
export async function isDeviceOf(db: Database, residentId: ResidentId, deviceId: DeviceId): Promise<boolean> {
  const rows = await db
    .select({ id: residentDevice.id })
    .from(residentDevice)
    .where(and(eq(residentDevice.id, deviceId), eq(residentDevice.residentId, residentId)));
  return rows.length > 0;
}

/** Devices that signed in since one of them last heard of others, the newest first; those that ended again as well. */
export async function deviceNews(
  db: Database,
  residentId: ResidentId,
  device: { readonly id: string; readonly newsReadAtMs: number },
) {
  return db
    .select()
    .from(residentDevice)
    .where(
      and(
        eq(residentDevice.residentId, residentId),
        ne(residentDevice.id, device.id),
        gt(residentDevice.signedInAtMs, device.newsReadAtMs),
      ),
    )
    .orderBy(desc(residentDevice.signedInAtMs))
    .limit(MAX_DEVICES);
}

/** Notes up to when a device was told of others. */
export async function deviceNewsRead(db: Database, deviceId: string, upToMs: number): Promise<void> {
  await db
    .update(residentDevice)
    .set({ newsReadAtMs: sql`max(${residentDevice.newsReadAtMs}, ${upToMs})` })
    .where(eq(residentDevice.id, deviceId));
}
