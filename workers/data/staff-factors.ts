import { and, eq, isNull, lt, sql } from "drizzle-orm";
import type { FactorKind } from "../../schema/api/staff-factors.ts";
import { passkey } from "../../schema/d1/passkey.ts";
import { staff } from "../../schema/d1/people.ts";
import { staffRecoveryCode, staffTotp } from "../../schema/d1/staff-factor.ts";
import type { RegionId, StaffId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";

/** What an account has besides its password. */
export interface FactorsHeld {
  readonly kinds: readonly FactorKind[];
  readonly recoveryLeft: number;
  readonly recoveryUsedAtMs: number | null;
}

interface Account {
  readonly staffId: StaffId;
  readonly regionId: RegionId;
}

/** The second factors of an account, and its codes on paper. */
export async function factorsHeld(db: Database, staffId: string): Promise<FactorsHeld> {
  const [totp, passkeys, codes] = await Promise.all([
    db.select({ id: staffTotp.staffId }).from(staffTotp).where(eq(staffTotp.staffId, staffId)),
    db.select({ id: passkey.id }).from(passkey).where(passkeysOf(staffId)).limit(1),
    db
      .select({
        left: sql<number>`count(*) filter (where ${staffRecoveryCode.usedAtMs} is null)`,
        usedAtMs: sql<number | null>`max(${staffRecoveryCode.usedAtMs})`,
      })
      .from(staffRecoveryCode)
      .where(eq(staffRecoveryCode.staffId, staffId)),
  ]);
  return {
    kinds: [
      ...(totp.length > 0 ? ["totp" as const] : []),
      ...(passkeys.length > 0 ? ["passkey" as const] : []),
    ],
    recoveryLeft: codes[0]?.left ?? 0,
    recoveryUsedAtMs: codes[0]?.usedAtMs ?? null,
  };
}

/** The sealed secret of an account's app; null where it has none. */
export async function sealedTotp(db: Database, { staffId, regionId }: Account): Promise<string | null> {
  const [row] = await db
    .select({ sealed: staffTotp.sealed })
    .from(staffTotp)
    .where(and(eq(staffTotp.staffId, staffId), eq(staffTotp.regionId, regionId)));
  return row?.sealed ?? null;
}

/** Takes a time step, once: false where it or a later one was taken before. */
export async function takeTotpStep(db: Database, staffId: StaffId, step: number): Promise<boolean> {
  const taken = await db
    .update(staffTotp)
    .set({ lastStep: step })
    .where(and(eq(staffTotp.staffId, staffId), lt(staffTotp.lastStep, step)))
    .returning({ step: staffTotp.lastStep });
  return taken.length > 0;
}

/** The hash of an unused recovery code; null where it is used or there is none of that number. */
export async function recoveryHash(db: Database, staffId: StaffId, number: number): Promise<string | null> {
  const [row] = await db
    .select({ hash: staffRecoveryCode.codeHash })
    .from(staffRecoveryCode)
    .where(
      and(
        eq(staffRecoveryCode.staffId, staffId),
        eq(staffRecoveryCode.number, number),
        isNull(staffRecoveryCode.usedAtMs),
      ),
    );
  return row?.hash ?? null;
}

/** Uses a recovery code up; false where somebody was quicker. */
export async function takeRecoveryCode(
  db: Database,
  staffId: StaffId,
  number: number,
  nowMs: number,
): Promise<boolean> {
  const taken = await db
    .update(staffRecoveryCode)
    .set({ usedAtMs: nowMs })
    .where(
      and(
        eq(staffRecoveryCode.staffId, staffId),
        eq(staffRecoveryCode.number, number),
        isNull(staffRecoveryCode.usedAtMs),
      ),
    )
    .returning({ number: staffRecoveryCode.number });
  return taken.length > 0;
}

/** A set of hashed recovery codes. */
export type HashedCodes = readonly { readonly number: number; readonly codeHash: string }[];

/** Puts a set of recovery codes in place of the last one, and a new app where there is one; every older session ends. */
export async function setFactors(
  db: Database,
  account: Account,
  { codes, totp }: { readonly codes: HashedCodes; readonly totp?: { sealed: string; lastStep: number } },
  nowMs: number,
): Promise<void> {
  const { staffId, regionId } = account;
  const row = totp && { ...totp, staffId, regionId, createdAtMs: nowMs };
  await db.batch([
    db.delete(staffRecoveryCode).where(eq(staffRecoveryCode.staffId, staffId)),
    db
      .insert(staffRecoveryCode)
      .values(codes.map((code) => ({ ...code, staffId, regionId, createdAtMs: nowMs, usedAtMs: null }))),
    ...(row
      ? [
          db.insert(staffTotp).values(row).onConflictDoUpdate({ target: staffTotp.staffId, set: row }),
          sessionsEnd(db, account, nowMs),
        ]
      : []),
  ]);
}

/** Takes an account's app away where a passkey stays, codes on paper with it; every older session ends. */
export async function removeTotp(db: Database, account: Account, nowMs: number): Promise<void> {
  await db.batch([
    db.delete(staffTotp).where(eq(staffTotp.staffId, account.staffId)),
    sessionsEnd(db, account, nowMs),
  ]);
}

/** Ends every older session of an account whose passkeys have changed (STF-1). */
export async function passkeysChanged(db: Database, account: Account, nowMs: number): Promise<void> {
  await sessionsEnd(db, account, nowMs);
}

const passkeysOf = (staffId: string) => and(eq(passkey.ownerKind, "staff"), eq(passkey.ownerId, staffId));

/** Takes an account's app, passkeys and recovery codes away; every older session ends. */
export async function removeFactors(db: Database, account: Account, nowMs: number): Promise<void> {
  await db.batch([
    db.delete(staffTotp).where(eq(staffTotp.staffId, account.staffId)),
    db.delete(passkey).where(passkeysOf(account.staffId)),
    db.delete(staffRecoveryCode).where(eq(staffRecoveryCode.staffId, account.staffId)),
    sessionsEnd(db, account, nowMs),
  ]);
}

function sessionsEnd(db: Database, { staffId, regionId }: Account, nowMs: number) {
  return db
    .update(staff)
    .set({ sessionsFromMs: nowMs })
    .where(and(eq(staff.id, staffId), eq(staff.regionId, regionId)));
}
