import type { Context } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { DeviceId, ResidentId } from "../../schema/ids.ts";
import { newId } from "../api/new-id.ts";
import { databaseOf } from "../data/database.ts";
import {
  addDevice,
  deviceAgain,
  deviceOfSession,
  type EndedDevices,
  endDevices,
} from "../data/resident-devices.ts";
import { forgetDevices } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { deviceOf } from "../http/device.ts";
import { endSession, readSession, startSession } from "../http/session.ts";

/**
 * Signs a resident in on the device that asks (RES-10). Whoever was signed in there before is not any more; the same resident
 * keeps the device, so that the others are told of new ones only.
 */
export async function startResidentSession(c: Context<ApiContext>, residentId: ResidentId): Promise<void> {
  const nowMs = clockOf(c.env).now();
  const db = databaseOf(c.env, null);
  const before = await readSession(c, "resident");
  const session = await startSession(c, "resident", residentId);
  if (before !== null && before !== "expired") {
    forgetDevices(c.env.DB, [before.sessionId]);
    if (before.subject !== residentId)
      await endDevices(db, before.subject, { sessionId: before.sessionId }, nowMs);
    else if (await deviceAgain(db, { residentId, sessionId: before.sessionId }, session.sessionId, nowMs))
      return;
  }
  const device = {
    id: newId<DeviceId>(),
    residentId,
    sessionId: session.sessionId,
    name: deviceOf(c.req.header("user-agent") ?? ""),
    provenAtMs: nowMs,
  };
  forgetDevices(c.env.DB, await addDevice(db, device, nowMs));
}

/**
 * Signs a resident in on a phone that took over from another one (RES-13), as a device with a given id: again, it gets another
 * session. No code of the number was entered here, so what asks for one still does. False once that device was signed out.
 */
export async function startMovedSession(
  c: Context<ApiContext>,
  residentId: ResidentId,
  deviceId: DeviceId,
): Promise<boolean> {
  const nowMs = clockOf(c.env).now();
  const db = databaseOf(c.env, null);
  const before = await readSession(c, "resident");
  const session = await startSession(c, "resident", residentId);
  const name = deviceOf(c.req.header("user-agent") ?? "");
  const device = { id: deviceId, residentId, sessionId: session.sessionId, name };
  forgetDevices(c.env.DB, await addDevice(db, { ...device, provenAtMs: 0 }, nowMs));
  if (!(await deviceOfSession(db, { residentId, sessionId: session.sessionId }))) {
    endSession(c, "resident");
    return false;
  }
  if (before !== null && before !== "expired")
    await signOutDevices(c, before.subject, { sessionId: before.sessionId });
  return true;
}

/** Ends the session of the device that asks, on the server too: its cookie opens nothing any more. */
export async function endResidentSession(c: Context<ApiContext>): Promise<void> {
  const session = await readSession(c, "resident");
  endSession(c, "resident");
  if (session !== null && session !== "expired")
    await signOutDevices(c, session.subject, { sessionId: session.sessionId });
}

/** Signs devices of a resident out. */
export async function signOutDevices(
  c: Context<ApiContext>,
  residentId: string,
  which: EndedDevices,
): Promise<void> {
  const ended = await endDevices(databaseOf(c.env, null), residentId, which, clockOf(c.env).now());
  forgetDevices(c.env.DB, ended);
}
