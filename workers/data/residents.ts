import { and, eq, lte, sql } from "drizzle-orm";
import { freezeOperation, residentFreeze, walletLink } from "../../schema/d1/coupon.ts";
import { resident, residentPhone } from "../../schema/d1/people.ts";
import { type ProgrammeId, type RegionId, type ResidentId, walletName } from "../../schema/ids.ts";
import type { Database } from "./database.ts";

/** A resident as every request needs it; region-less (WHO-1). */
export async function findResident(db: Database, residentId: string) {
  const [row] = await db.select().from(resident).where(eq(resident.id, residentId));
  return row ?? null;
}

/** Who verified a phone, by its HMAC (WHO-3). */
export async function findResidentByPhone(db: Database, lookup: string): Promise<ResidentId | null> {
  const [row] = await db
    .select({ residentId: residentPhone.residentId })
    .from(residentPhone)
    .where(eq(residentPhone.lookup, lookup));
  return (row?.residentId as ResidentId | undefined) ?? null;
}

/** Stops a person everywhere, or lets them go on (FRZ-6); since when they are stopped. The first stop's moment stands. */
export async function setPersonStopped(
  db: Database,
  residentId: ResidentId,
  stopped: boolean,
  nowMs: number,
): Promise<number | null> {
  const [row] = await db
    .update(resident)
    .set({ stoppedAtMs: stopped ? sql`coalesce(${resident.stoppedAtMs}, ${nowMs})` : null })
    .where(eq(resident.id, residentId))
    .returning({ stoppedAtMs: resident.stoppedAtMs });
  return row?.stoppedAtMs ?? null;
}

const RELEASED = "released:";

/** By what a resident's number is found, and when its owner was last seen; null once erased. */
export async function phoneRowOf(db: Database, residentId: ResidentId) {
  const [row] = await db
    .select({ lookup: residentPhone.lookup, seenAtMs: residentPhone.verifiedAtMs })
    .from(residentPhone)
    .where(eq(residentPhone.residentId, residentId));
  return row ? { ...row, released: row.lookup.startsWith(RELEASED) } : null;
}

/**
 * Takes a number from a resident whom nobody has seen since a moment: it is somebody else's now (RES-14). The row stays, so that
 * they are told from who was erased; what it is found by names nobody's number. False where they were seen, or it is done.
 */
export async function releaseNumber(
  db: Database,
  given: { readonly residentId: ResidentId; readonly lookup: string; readonly sealedNothing: string },
  unseenSinceMs: number,
): Promise<boolean> {
  const released = await db
    .update(residentPhone)
    .set({ lookup: `${RELEASED}${given.residentId}`, sealed: given.sealedNothing })
    .where(
      and(
        eq(residentPhone.residentId, given.residentId),
        eq(residentPhone.lookup, given.lookup),
        lte(residentPhone.verifiedAtMs, unseenSinceMs),
      ),
    )
    .returning({ residentId: residentPhone.residentId });
  return released.length > 0;
}

/** The sealed phone of a resident; null once erased. */
export async function sealedPhoneOf(db: Database, residentId: ResidentId): Promise<string | null> {
  const [row] = await db
    .select({ sealed: residentPhone.sealed })
    .from(residentPhone)
    .where(eq(residentPhone.residentId, residentId));
  return row?.sealed ?? null;
}

/**
 * Registers a resident with a verified phone. Where two devices do it at once one of them wins: whoever the phone
 * belongs to afterwards is the answer.
 */
export async function registerResident(
  db: Database,
  candidate: { readonly residentId: ResidentId; readonly lookup: string; readonly sealed: string },
  nowMs: number,
): Promise<ResidentId> {
  await db.batch([
    db
      .insert(residentPhone)
      .values({
        lookup: candidate.lookup,
        residentId: candidate.residentId,
        sealed: candidate.sealed,
        verifiedAtMs: nowMs,
      })
      .onConflictDoNothing(),
    db
      .insert(resident)
      .values({ id: candidate.residentId, createdAtMs: nowMs, sessionsFromMs: 0 })
      .onConflictDoNothing(),
  ]);
  return (await findResidentByPhone(db, candidate.lookup)) ?? candidate.residentId;
}

/** The wallets of a resident in every region. */
export async function walletLinksOf(db: Database, residentId: ResidentId) {
  return db.select().from(walletLink).where(eq(walletLink.residentId, residentId));
}

/** The wallets of a resident in one region: what its secretariat may see and freeze (S23). */
export async function walletLinksInRegion(db: Database, regionId: RegionId, residentId: string) {
  return db
    .select()
    .from(walletLink)
    .where(and(eq(walletLink.residentId, residentId), eq(walletLink.regionId, regionId)));
}

/** The row by which a wallet can be found and frozen; written before the wallet's first command (FRZ-1). */
export async function linkWallet(
  db: Database,
  link: { readonly residentId: ResidentId; readonly programmeId: ProgrammeId; readonly regionId: RegionId },
  nowMs: number,
): Promise<void> {
  await db
    .insert(walletLink)
    .values({ ...link, actor: walletName(link.residentId, link.programmeId), createdAtMs: nowMs })
    .onConflictDoNothing();
}

/** A resident's freeze in a region, if there ever was one. */
export async function freezeOf(db: Database, regionId: RegionId, residentId: string) {
  const [row] = await db
    .select()
    .from(residentFreeze)
    .where(and(eq(residentFreeze.residentId, residentId), eq(residentFreeze.regionId, regionId)));
  return row ?? null;
}

/**
 * Writes the one record of a resident's freeze, before any wallet is told (FRZ-1). `superseded`: it was recorded before
 * and another has followed, which stays in force; `conflict`: its id stands for something else (OPR-2, OPR-3).
 */
export async function recordFreeze(
  db: Database,
  freeze: {
    readonly residentId: string;
    readonly regionId: RegionId;
    readonly frozen: boolean;
    readonly operationId: string;
  },
  nowMs: number,
): Promise<"in-force" | "superseded" | "conflict"> {
  const { residentId, regionId, operationId } = freeze;
  const frozen = freeze.frozen ? 1 : 0;
  const newest = sql`select resident_id, region_id, frozen, operation_id, at_ms, null from freeze_operation
    where resident_id = ${residentId} and region_id = ${regionId} order by seq desc limit 1`;
  await db.batch([
    db
      .insert(freezeOperation)
      .values({ operationId, residentId, regionId, frozen, atMs: nowMs })
      .onConflictDoNothing(),
    db
      .insert(residentFreeze)
      .select(newest)
      .onConflictDoUpdate({
        target: [residentFreeze.residentId, residentFreeze.regionId],
        set: {
          frozen: sql`excluded.frozen`,
          operationId: sql`excluded.operation_id`,
          sinceMs: sql`excluded.since_ms`,
          drivenAtMs: null,
        },
        setWhere: sql`${residentFreeze.operationId} <> excluded.operation_id`,
      }),
  ]);
  const [recorded] = await db
    .select()
    .from(freezeOperation)
    .where(eq(freezeOperation.operationId, operationId));
  const same =
    recorded?.residentId === residentId && recorded.regionId === regionId && recorded.frozen === frozen;
  if (!same) return "conflict";
  return (await freezeOf(db, regionId, residentId))?.operationId === operationId ? "in-force" : "superseded";
}

/** Notes that every wallet has answered. */
export async function freezeDriven(
  db: Database,
  freeze: { readonly residentId: string; readonly regionId: RegionId; readonly operationId: string },
  nowMs: number,
): Promise<void> {
  await db
    .update(residentFreeze)
    .set({ drivenAtMs: nowMs })
    .where(
      and(
        eq(residentFreeze.residentId, freeze.residentId),
        eq(residentFreeze.regionId, freeze.regionId),
        eq(residentFreeze.operationId, freeze.operationId),
      ),
    );
}
