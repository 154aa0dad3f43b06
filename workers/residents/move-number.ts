import { and, eq, exists, isNull, sql } from "drizzle-orm";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { residentPhone } from "../../schema/d1/people.ts";
import { residentDevice } from "../../schema/d1/resident.ts";
import type { DeviceId, ResidentId } from "../../schema/ids.ts";
import type { Database } from "../data/database.ts";
import { eraseResident } from "../data/erasures.ts";
import { findResident, findResidentByPhone, walletLinksOf } from "../data/residents.ts";
import type { Env } from "../env.ts";
import { sealText } from "../http/seal.ts";
import { phoneLookup } from "../phones/number.ts";

/**
 * Whether a number may become a resident's (RES-12). One that another resident has is theirs as long as they have a Pay or are
 * stopped; an account that holds nothing, as somebody makes who signs in with the new number first, makes way and is gone.
 */
export async function freeNumber(
  env: Env,
  db: Database,
  wanted: { readonly residentId: ResidentId; readonly phone: string },
): Promise<boolean> {
  const other = await findResidentByPhone(db, phoneLookup(env, wanted.phone));
  if (other === null || other === wanted.residentId) return true;
  const [links, row] = await Promise.all([walletLinksOf(db, other), findResident(db, other)]);
  if (links.length > 0 || (row && row.stoppedAtMs !== null)) return false;
  await eraseResident(db, other, clockOf(env).now());
  return true;
}

/**
 * Moves a resident to another number in one statement: only from the number they had when it was begun, only while the device
 * that asks is signed in, and only where nobody has taken the new one meanwhile.
 */
export async function moveNumber(
  env: Env,
  db: Database,
  move: {
    readonly residentId: ResidentId;
    readonly device: DeviceId;
    readonly from: string;
    readonly to: string;
  },
): Promise<boolean> {
  const { residentId, device, from, to } = move;
  const nowMs = clockOf(env).now();
  const lookup = phoneLookup(env, to);
  const isSignedIn = db
    .select({ one: sql`1` })
    .from(residentDevice)
    .where(and(eq(residentDevice.id, device), isNull(residentDevice.endedAtMs)));
  const moved = await db
    .update(residentPhone)
    .set({
      lookup,
      sealed: await sealText(env.PHONE_KEY, "phone", residentId, to),
      verifiedAtMs: nowMs,
    })
    .where(
      and(
        eq(residentPhone.residentId, residentId),
        eq(residentPhone.lookup, phoneLookup(env, from)),
        exists(isSignedIn),
        sql`not exists (select 1 from resident_phone taken where taken.lookup = ${lookup})`,
      ),
    )
    .returning({ residentId: residentPhone.residentId });
  return moved.length > 0;
}
