import { and, asc, eq, lt, sql } from "drizzle-orm";
import type { PaymentLimit } from "../../schema/api/passkeys.ts";
import { passkey, passkeySpent } from "../../schema/d1/passkey.ts";
import { resident } from "../../schema/d1/people.ts";
import type { PasskeyId } from "../../schema/ids.ts";
import { MAX_PASSKEYS } from "../../schema/limits.ts";
import type { Yen } from "../../schema/money.ts";
import type { OpenChallenge, PasskeyOwner } from "../passkeys/challenge.ts";
import type { Database } from "./database.ts";

export type PasskeyRow = typeof passkey.$inferSelect;

const ownedBy = ({ kind, id }: PasskeyOwner) => and(eq(passkey.ownerKind, kind), eq(passkey.ownerId, id));

/** Somebody's passkeys, the oldest first; never more than one person may have. */
export async function passkeysOf(db: Database, owner: PasskeyOwner): Promise<readonly PasskeyRow[]> {
  return db
    .select()
    .from(passkey)
    .where(ownedBy(owner))
    .orderBy(asc(passkey.createdAtMs), asc(passkey.id))
    .limit(MAX_PASSKEYS);
}

/** The passkey that a device calls so. */
export async function passkeyByCredential(db: Database, credentialId: string): Promise<PasskeyRow | null> {
  const [row] = await db.select().from(passkey).where(eq(passkey.credentialId, credentialId));
  return row ?? null;
}

const spend = (db: Database, { nonce, expiresAtMs }: OpenChallenge) =>
  db
    .insert(passkeySpent)
    .values({ nonce, expiresAtMs })
    .onConflictDoNothing()
    .returning({ nonce: passkeySpent.nonce });

/**
 * Adds a passkey and spends its challenge. `again`: the challenge was answered before; `taken`: the device's name for it is
 * known already, or its owner has as many as one may.
 */
export async function addPasskey(
  db: Database,
  row: PasskeyRow,
  challenge: OpenChallenge,
): Promise<"added" | "again" | "taken"> {
  if ((await spend(db, challenge)).length === 0) return "again";
  const values = sql.join(
    [
      row.id,
      row.ownerKind,
      row.ownerId,
      row.regionId,
      row.credentialId,
      row.publicKey,
      row.counter,
      row.transports,
      row.deviceType,
      row.backedUp ? 1 : 0,
      row.rpId,
      row.device,
      row.name,
      row.createdAtMs,
      row.usedAtMs,
    ].map((value) => sql`${value}`),
    sql`, `,
  );
  // Counted by the statement that writes: two devices at once don't make one too many.
  const added = await db
    .insert(passkey)
    .select(
      sql`select ${values} where (select count(*) from passkey
        where owner_kind = ${row.ownerKind} and owner_id = ${row.ownerId}) < ${MAX_PASSKEYS}`,
    )
    .onConflictDoNothing()
    .returning({ id: passkey.id });
  return added.length > 0 ? "added" : "taken";
}

/** Whether a challenge was answered before, and well. */
export async function isSpent(db: Database, { nonce }: OpenChallenge): Promise<boolean> {
  const [row] = await db
    .select({ nonce: passkeySpent.nonce })
    .from(passkeySpent)
    .where(eq(passkeySpent.nonce, nonce));
  return row !== undefined;
}

/**
 * Notes that a passkey has signed and spends the challenge, in one batch. False where the challenge was spent before, or the
 * passkey is gone or has counted further meanwhile; then nothing is spent.
 */
export async function notePasskeyUse(
  db: Database,
  used: {
    readonly id: string;
    readonly counter: number;
    readonly backedUp: boolean;
    readonly challenge: OpenChallenge;
    readonly nowMs: number;
  },
): Promise<boolean> {
  const counts = used.counter === 0 ? eq(passkey.counter, 0) : lt(passkey.counter, used.counter);
  const { nonce, expiresAtMs } = used.challenge;
  const [spent, noted] = await db.batch([
    db
      .insert(passkeySpent)
      .select(
        sql`select ${nonce}, ${expiresAtMs} where exists (
          select 1 from ${passkey} where ${and(eq(passkey.id, used.id), counts)})`,
      )
      .onConflictDoNothing()
      .returning({ nonce: passkeySpent.nonce }),
    db
      .update(passkey)
      .set({ counter: used.counter, backedUp: used.backedUp, usedAtMs: used.nowMs })
      .where(and(eq(passkey.id, used.id), counts))
      .returning({ id: passkey.id }),
  ]);
  return spent.length > 0 && noted.length > 0;
}

/** Names a passkey of somebody's; false where they have none by that id. */
export async function namePasskey(
  db: Database,
  owner: PasskeyOwner,
  id: PasskeyId,
  sealedName: string,
): Promise<boolean> {
  const named = await db
    .update(passkey)
    .set({ name: sealedName })
    .where(and(eq(passkey.id, id), ownedBy(owner)))
    .returning({ id: passkey.id });
  return named.length > 0;
}

/**
 * Takes a passkey of somebody's away; false where they have none by that id. With a resident's last one goes their limit:
 * nobody could confirm any more (PSK-6).
 */
export async function removePasskey(db: Database, owner: PasskeyOwner, id: PasskeyId): Promise<boolean> {
  const [gone] = await db.batch([
    db
      .delete(passkey)
      .where(and(eq(passkey.id, id), ownedBy(owner)))
      .returning({ id: passkey.id }),
    db
      .update(resident)
      .set({ confirmAboveYen: null, confirmEndsAtMs: null })
      .where(
        and(
          eq(resident.id, owner.kind === "resident" ? owner.id : ""),
          sql`not exists (select 1 from ${passkey} where ${ownedBy(owner)})`,
        ),
      ),
  ]);
  return gone.length > 0;
}

/** Above how much a resident confirms; null where nobody is there. */
export async function paymentLimitOf(db: Database, residentId: string): Promise<PaymentLimit | null> {
  const [row] = await db
    .select({ aboveYen: resident.confirmAboveYen, endsAtMs: resident.confirmEndsAtMs })
    .from(resident)
    .where(eq(resident.id, residentId));
  return row ? { aboveYen: row.aboveYen as Yen | null, endsAtMs: row.endsAtMs } : null;
}

/**
 * Sets above how much a resident confirms, only over what was read and only while they have a passkey to confirm with; false
 * otherwise.
 */
export async function setPaymentLimit(
  db: Database,
  residentId: string,
  before: PaymentLimit,
  next: PaymentLimit,
): Promise<boolean> {
  const owner = { kind: "resident", id: residentId } as const;
  const set = await db
    .update(resident)
    .set({ confirmAboveYen: next.aboveYen, confirmEndsAtMs: next.endsAtMs })
    .where(
      and(
        eq(resident.id, residentId),
        sql`${resident.confirmAboveYen} is ${before.aboveYen}`,
        sql`${resident.confirmEndsAtMs} is ${before.endsAtMs}`,
        next.aboveYen === null ? undefined : sql`exists (select 1 from ${passkey} where ${ownedBy(owner)})`,
      ),
    )
    .returning({ id: resident.id });
  return set.length > 0;
}
