import { clockOf } from "../../durable-objects/lib/clock.ts";
import { sha256 } from "../../durable-objects/lib/hash.ts";
import type { ResidentId } from "../../schema/ids.ts";
import { newId } from "../api/new-id.ts";
import { writeAudit } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import { endWait, type NumberCheckRow } from "../data/number-checks.ts";
import { endDevices } from "../data/resident-devices.ts";
import { recordCheckedMove } from "../data/sign-ins.ts";
import type { Env } from "../env.ts";
import { forgetDevices } from "../http/caller.ts";
import { openSealedText, sealText } from "../http/seal.ts";
import { tellNumberMoved } from "../messages/told.ts";
import { phoneOfResident } from "./me.ts";
import { freeNumber, moveCheckedNumber } from "./move-number.ts";

const USE = "number-check";

/** The number that a check leads to, sealed for its row. */
export function sealCheckedNumber(env: Env, checkId: string, phone: string): Promise<string> {
  return sealText(env.PHONE_KEY, USE, checkId, phone);
}

export async function checkedNumber(env: Env, row: NumberCheckRow): Promise<string> {
  const phone = await openSealedText(env.PHONE_KEY, USE, row.id, row.toSealed);
  if (phone === null) throw new Error(`the number of check ${row.id} can't be opened`);
  return phone;
}

/** The key of a link, 128 random bits as hex. */
export function newLinkKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What is stored of it: so many random bits need no more than a hash. */
export function linkKeyHash(key: string): string {
  return sha256(`number-check/1|${key}`);
}

/**
 * The wait is over and nobody has stopped it: the number moves, every device is signed out, the old number is told, trace and
 * log say so (RES-12). Where the new number was taken meanwhile, or the old one changed, it has lapsed.
 */
export async function finishCheck(env: Env, row: NumberCheckRow): Promise<boolean> {
  const db = databaseOf(env, null);
  const nowMs = clockOf(env).now();
  const residentId = row.residentId as ResidentId;
  const [from, to] = await Promise.all([phoneOfResident(env, residentId), checkedNumber(env, row)]);
  const moved =
    (await freeNumber(env, db, { residentId, phone: to })) && (await moveCheckedNumber(env, db, row, to));
  if (!moved) await endWait(db, row, nowMs);
  else forgetDevices(env.DB, await endDevices(db, residentId, "all", nowMs));
  if (moved) await recordCheckedMove(db, residentId, nowMs);
  await writeAudit(db, {
    regionId: row.regionId,
    atMs: nowMs,
    actor: "sweep",
    action: moved ? "number-check.done" : "number-check.lapse",
    subjectKind: "resident",
    subjectId: residentId,
    after: { checkId: row.id },
    requestId: newId(),
  });
  if (moved && from && from !== to) await tellNumberMoved(env, { from, to });
  return moved;
}
