import type { Context } from "hono";
import type { OwnTillLock, TillSecret } from "../../schema/api/till-lock.ts";
import { LOCK_MINUTES } from "../../schema/limits.ts";
import { databaseOf } from "../data/database.ts";
import { recordSignIn } from "../data/sign-ins.ts";
import { passwordHashOf } from "../data/staff-accounts.ts";
import { sealedPinOf } from "../data/till-pins.ts";
import type { StaffCaller } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { type ProblemReply, problem } from "../http/problem.ts";
import { pinBrake, proofBrake } from "../http/sign-in-brakes.ts";
import { lockSession, type ProvedSession, proveSession } from "../http/staff-sessions.ts";
import { verifyPassword } from "../passwords/password.ts";
import { locksTills } from "./judge-lock.ts";
import { keptSessions } from "./kept-sessions.ts";
import { isPin } from "./pin.ts";

/** The lock as its screen shows it; null for an account whose sessions don't lock. */
export async function tillLockOf(c: Context<ApiContext>, caller: StaffCaller): Promise<OwnTillLock | null> {
  if (!locksTills(caller)) return null;
  const locked = caller.session.lockedAtMs !== null;
  const others = locked ? await keptSessions(c) : [];
  return {
    locked,
    hasPin: caller.tillPin !== null,
    lockMinutes: caller.tillPin?.lockMinutes ?? LOCK_MINUTES.usual,
    people: others
      .filter((one) => one.caller.staffId !== caller.staffId)
      .map((one) => ({
        person: one.caller.session.idHash,
        name: one.caller.name,
        hasPin: one.caller.tillPin !== null,
      })),
  };
}

/** Unlocks a session with its owner's PIN or password; what stands against it otherwise (PIN-3). */
export async function unlock(
  c: Context<ApiContext>,
  owner: StaffCaller,
  secret: TillSecret,
): Promise<{ readonly session: ProvedSession } | ProblemReply> {
  const db = databaseOf(c.env, owner.regionId);
  const byPin = "pin" in secret;
  const brake = byPin ? pinBrake(c, owner.session) : proofBrake(c, owner.session);
  const stopped = await brake.stopped();
  if (stopped) return stopped;
  const right = byPin
    ? await isPin(c.env, owner.staffId, secret.pin, await sealedPinOf(db, owner))
    : await isPassword(c, owner, secret.password);
  if (!right) {
    await brake.wrong();
    recordSignIn(c, { kind: "staff", regionId: owner.regionId, subjectId: owner.staffId, outcome: "wrong" });
    return problem(c, byPin ? "pin-wrong" : "credentials-wrong");
  }
  const open = await lockSession(c, owner.session, null);
  return { session: byPin ? open : { ...open, provedAtMs: await proveSession(c, open) } };
}

async function isPassword(c: Context<ApiContext>, owner: StaffCaller, password: string): Promise<boolean> {
  const hash = await passwordHashOf(databaseOf(c.env, owner.regionId), owner.regionId, owner.staffId);
  return hash !== null && (await verifyPassword(password, hash));
}
