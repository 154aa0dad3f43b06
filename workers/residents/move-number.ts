import { and, eq, exists, isNull, sql } from "drizzle-orm";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { residentPhone } from "../../schema/d1/people.ts";
import { residentDevice } from "../../schema/d1/resident.ts";
import type { DeviceId, ResidentId } from "../../schema/ids.ts";
import type { Database } from "../data/database.ts";
import { eraseResident } from "../data/erasures.ts";
import { checkIsDue, endWait, type NumberCheckRow } from "../data/number-checks.ts";
import { findResident, findResidentByPhone, walletLinksOf } from "../data/residents.ts";
import type { Env } from "../env.ts";
import { sealText } from "../http/seal.ts";
import { phoneLookup } from "../phones/number.ts";

type Select = Parameters<typeof exists>[0];

interface Wanted {
  readonly residentId: ResidentId;
  readonly phone: string;
}

/** Who has a number that a resident wants (RES-12): nobody else, an account that holds nothing, or one with a Pay or stopped. */
async function inTheWay(env: Env, db: Database, wanted: Wanted) {
  const other = await findResidentByPhone(db, phoneLookup(env, wanted.phone));
  if (other === null || other === wanted.residentId) return null;
  const [links, row] = await Promise.all([walletLinksOf(db, other), findResident(db, other)]);
  return { other, holds: links.length > 0 || (row !== null && row.stoppedAtMs !== null) };
}

/** Whether a number can become a resident's; nothing is done about it yet. */
export async function isNumberFree(env: Env, db: Database, wanted: Wanted): Promise<boolean> {
  return !(await inTheWay(env, db, wanted))?.holds;
}

/**
 * Whether a number may become a resident's (RES-12). One that another resident has is theirs as long as they have a Pay or are
 * stopped; an account that holds nothing, as somebody makes who signs in with the new number first, makes way and is gone.
 */
export async function freeNumber(env: Env, db: Database, wanted: Wanted): Promise<boolean> {
  const found = await inTheWay(env, db, wanted);
  if (found?.holds) return false;
  if (found) await eraseResident(db, found.other, clockOf(env).now());
  return true;
}

/** One statement: only from the number they had, only where `only` finds a row, only where nobody has taken the new one meanwhile. */
function moveStatement(
  db: Database,
  move: {
    readonly residentId: ResidentId;
    readonly fromLookup: string;
    readonly toLookup: string;
    readonly sealed: string;
    readonly only: Select;
  },
  nowMs: number,
) {
  const { residentId, fromLookup, toLookup, sealed, only } = move;
  return db
    .update(residentPhone)
    .set({ lookup: toLookup, sealed, verifiedAtMs: nowMs })
    .where(
      and(
        eq(residentPhone.residentId, residentId),
        eq(residentPhone.lookup, fromLookup),
        exists(only),
        sql`not exists (select 1 from resident_phone taken 
          where taken.lookup = ${toLookup} and taken.resident_id <> ${residentId})`,
      ),
    )
    .returning({ residentId: residentPhone.residentId });
}

/** Moves a resident to another number, only while the device that asks is signed in. */
export async function moveNumber(
  env: Env,
  db: Database,
  move: {
    readonly residentId: ResidentId;
    readonly device: DeviceId;
    readonly fromLookup: string;
    readonly to: string;
  },
): Promise<boolean> {
  const { residentId, device, fromLookup, to } = move;
  const only = db
    .select({ one: sql`1` })
    .from(residentDevice)
    .where(and(eq(residentDevice.id, device), isNull(residentDevice.endedAtMs)));
  const sealed = await sealText(env.PHONE_KEY, "phone", residentId, to);
  const lookups = { fromLookup, toLookup: phoneLookup(env, to) };
  const moved = await moveStatement(db, { residentId, ...lookups, sealed, only }, clockOf(env).now());
  return moved.length > 0;
}

/** Moves a resident to the number that the call centre checked, only while nobody has withdrawn it; how it ended is written with it. */
export async function moveCheckedNumber(
  env: Env,
  db: Database,
  check: NumberCheckRow,
  to: string,
): Promise<boolean> {
  const nowMs = clockOf(env).now();
  const residentId = check.residentId as ResidentId;
  const { fromLookup, toLookup } = check;
  const sealed = await sealText(env.PHONE_KEY, "phone", residentId, to);
  const only = checkIsDue(db, check.id, nowMs);
  const [moved] = await db.batch([
    moveStatement(db, { residentId, fromLookup, toLookup, sealed, only }, nowMs),
    endWait(db, check, nowMs),
  ]);
  return moved.length > 0;
}
