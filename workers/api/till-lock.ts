import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { staffMeSchema } from "../../schema/api/staff.ts";
import {
  tillPinRequestSchema,
  tillSwitchRequestSchema,
  tillUnlockRequestSchema,
} from "../../schema/api/till-lock.ts";
import { databaseOf } from "../data/database.ts";
import { removeTillPin, setTillPin } from "../data/till-pins.ts";
import { valid } from "../http/body.ts";
import { forgetStaff, type StaffCaller, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { closeScreensOf, sessionTag } from "../http/open-screens.ts";
import { problem } from "../http/problem.ts";
import { provedLately } from "../http/proof.ts";
import { renewSession } from "../http/session.ts";
import { lockSession } from "../http/staff-sessions.ts";
import { locksTills } from "../till-lock/judge-lock.ts";
import { exchange, keptSessions } from "../till-lock/kept-sessions.ts";
import { isObviousPin } from "../till-lock/obvious-pin.ts";
import { sealedPin } from "../till-lock/pin.ts";
import { unlock } from "../till-lock/till-lock.ts";
import { doc } from "./doc.ts";
import { staffMe } from "./staff.ts";

/** A till's PIN, its lock, and who takes turns at it (PIN-1 to PIN-5). */
export const tillLock = new Hono<ApiContext>()
  .put(
    "/staff/till-pin",
    doc(
      "staff",
      "Set the PIN that unlocks the till, and after how many unused minutes it locks",
      staffMeSchema,
    ),
    staffOnly("counter.use"),
    provedLately,
    valid("json", tillPinRequestSchema),
    async (c) => {
      const caller = c.get("staff");
      if (!locksTills(caller)) return problem(c, "conflict");
      const { pin, lockMinutes } = c.req.valid("json");
      if (isObviousPin(pin)) return problem(c, "pin-obvious");
      await setTillPin(databaseOf(c.env, caller.regionId), caller, {
        sealed: await sealedPin(c.env, caller.staffId, pin),
        lockMinutes,
        setAtMs: clockOf(c.env).now(),
      });
      forgetStaff(c.env.DB, caller.staffId);
      await logged(c, {
        action: "staff.till-pin",
        subjectKind: "staff",
        subjectId: caller.staffId,
        after: { lockMinutes },
      });
      return c.json(await staffMe(c, { ...caller, tillPin: { lockMinutes } }));
    },
  )
  .delete(
    "/staff/till-pin",
    doc("staff", "Do without the PIN: the till no longer locks by itself", staffMeSchema),
    staffOnly("counter.use"),
    provedLately,
    async (c) => {
      const caller = c.get("staff");
      if (!(await removeTillPin(databaseOf(c.env, caller.regionId), caller))) return problem(c, "not-found");
      forgetStaff(c.env.DB, caller.staffId);
      await logged(c, { action: "staff.till-pin-removed", subjectKind: "staff", subjectId: caller.staffId });
      return c.json(await staffMe(c, { ...caller, tillPin: null }));
    },
  )
  .post(
    "/staff/till-lock",
    doc("staff", "Lock the till", staffMeSchema),
    staffOnly("counter.use", { locked: true }),
    async (c) => {
      const caller = c.get("staff");
      return locksTills(caller) ? c.json(await staffMe(c, await locked(c, caller))) : problem(c, "conflict");
    },
  )
  .post(
    "/staff/till-unlock",
    doc("staff", "Unlock the till with the own PIN or password", staffMeSchema),
    staffOnly("counter.use", { locked: true }),
    valid("json", tillUnlockRequestSchema),
    async (c) => {
      const caller = c.get("staff");
      if (!locksTills(caller)) return problem(c, "conflict");
      const opened = await unlock(c, caller, c.req.valid("json"));
      if (!("session" in opened)) return opened;
      const session = await renewSession(c, "staff", opened.session, 0);
      return c.json(await staffMe(c, { ...caller, session }));
    },
  )
  .post(
    "/staff/till-switch",
    doc("staff", "Take one's turn at a tablet where somebody else is signed in", staffMeSchema),
    staffOnly("counter.use", { locked: true }),
    valid("json", tillSwitchRequestSchema),
    async (c) => {
      const { person, ...secret } = c.req.valid("json");
      const caller = c.get("staff");
      const kept = await keptSessions(c);
      const turn = kept.find((one) => one.caller.session.idHash === person);
      if (!turn || !locksTills(caller)) return problem(c, "not-found");
      const opened = await unlock(c, turn.caller, secret);
      if (!("session" in opened)) return opened;
      await locked(c, caller);
      exchange(c, turn, kept);
      const session = await renewSession(c, "staff", opened.session, 0);
      return c.json(await staffMe(c, { ...turn.caller, session }));
    },
  );

/** The caller with their till locked, and its live screens closed (PIN-5). */
async function locked(c: Context<ApiContext>, caller: StaffCaller): Promise<StaffCaller> {
  c.executionCtx.waitUntil(closeScreensOf(c.env, caller, sessionTag(caller.session.idHash)));
  if (caller.session.lockedAtMs !== null) return caller;
  return { ...caller, session: await lockSession(c, caller.session, clockOf(c.env).now()) };
}
