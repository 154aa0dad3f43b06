import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  deviceNewsReadRequestSchema,
  deviceNewsReadSchema,
  deviceNewsSchema,
  deviceParamSchema,
  devicesSchema,
} from "../../schema/api/devices.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import type { DeviceId } from "../../schema/ids.ts";
import { MAX_DEVICES } from "../../schema/limits.ts";
import { databaseOf } from "../data/database.ts";
import { deviceNews, deviceNewsRead, isDeviceOf, listDevices } from "../data/resident-devices.ts";
import { valid } from "../http/body.ts";
import { forgetDevices, residentOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { problem } from "../http/problem.ts";
import { signOutDevices } from "../residents/device-session.ts";
import { doc } from "./doc.ts";

/** Where the caller is signed in, the device that asks first. */
async function devicesOf(c: Context<ApiContext>) {
  const { residentId, device } = c.get("resident");
  const rows = await listDevices(databaseOf(c.env, null), residentId);
  const devices = rows.map((row) => ({
    deviceId: row.id as DeviceId,
    name: row.name,
    signedInAtMs: row.signedInAtMs,
    lastSeenOn: row.lastSeenOn as BusinessDate,
    here: row.id === device.id,
  }));
  return { devices: devices.sort((a, b) => Number(b.here) - Number(a.here)), most: MAX_DEVICES };
}

/** A resident's phones and browsers (RES-10). */
export const devices = new Hono<ApiContext>()
  .get(
    "/residents/devices",
    doc("resident", "The phones and browsers one is signed in on", devicesSchema),
    residentOnly,
    async (c) => c.json(await devicesOf(c)),
  )
  .delete(
    "/residents/devices",
    doc("resident", "Sign out everywhere but here", devicesSchema),
    residentOnly,
    async (c) => {
      const { residentId, device } = c.get("resident");
      await signOutDevices(c, residentId, { allBut: device.id });
      return c.json(await devicesOf(c));
    },
  )
  .get(
    "/residents/devices/news",
    doc("resident", "Sign-ins on other devices that this one was not told of", deviceNewsSchema),
    residentOnly,
    async (c) => {
      const { residentId, device } = c.get("resident");
      const serverNowMs = clockOf(c.env).now();
      const rows = await deviceNews(databaseOf(c.env, null), residentId, device);
      const devices = rows.map((row) => ({
        deviceId: row.id as DeviceId,
        name: row.name,
        signedInAtMs: row.signedInAtMs,
        ended: row.endedAtMs !== null,
      }));
      return c.json({ devices, serverNowMs });
    },
  )
  .post(
    "/residents/devices/news/read",
    doc("resident", "What was told of other devices was read", deviceNewsReadSchema),
    residentOnly,
    valid("json", deviceNewsReadRequestSchema),
    async (c) => {
      const { device, session } = c.get("resident");
      const upToMs = Math.min(c.req.valid("json").upToMs, clockOf(c.env).now());
      await deviceNewsRead(databaseOf(c.env, null), device.id, upToMs);
      forgetDevices(c.env.DB, [session.sessionId]);
      return c.json({ read: true as const });
    },
  )
  .delete(
    "/residents/devices/:id",
    doc("resident", "Sign out one of one's phones and browsers; again changes nothing", devicesSchema),
    residentOnly,
    valid("param", deviceParamSchema),
    async (c) => {
      const { residentId, device } = c.get("resident");
      const { id: deviceId } = c.req.valid("param");
      if (!(await isDeviceOf(databaseOf(c.env, null), residentId, deviceId))) return problem(c, "not-found");
      // The one in hand is signed out by DELETE residents/session, which takes its cookie too.
      if (deviceId === device.id) return problem(c, "conflict");
      await signOutDevices(c, residentId, { deviceId });
      return c.json(await devicesOf(c));
    },
  );
