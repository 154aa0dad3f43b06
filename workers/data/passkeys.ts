import { and, asc, eq, lt, sql } from "drizzle-orm";
import { passkey, passkeySpent } from "../../schema/d1/passkey.ts";
import type { PasskeyId } from "../../schema/ids.ts";
import { MAX_PASSKEYS } from "../../schema/limits.ts";
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

/**
 * Notes that a passkey has signed and spends the challenge, in one batch. False where the challenge was spent before, or the
 * passkey is gone or has counted further meanwhile.
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
  const [spent, noted] = await db.batch([
    spend(db, used.challenge),
    db
      .update(passkey)
      .set({ counter: used.counter, backedUp: used.backedUp, usedAtMs: used.nowMs })
      .where(
        and(
          eq(passkey.id, used.id),
          used.counter === 0 ? eq(passkey.counter, 0) : lt(passkey.counter, used.counter),
        ),
      )
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

/** Takes a passkey of somebody's away; false where they have none by that id. */
export async function removePasskey(db: Database, owner: PasskeyOwner, id: PasskeyId): Promise<boolean> {
  const gone = await db
    .delete(passkey)
    .where(and(eq(passkey.id, id), ownedBy(owner)))
    .returning({ id: passkey.id });
  return gone.length > 0;
}
