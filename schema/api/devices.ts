import * as z from "zod";
import type { DeviceId } from "../ids.ts";
import { businessDateSchema, entity, msSchema } from "./common.ts";

/** A phone or browser a resident is signed in on (RES-10). */
export const deviceSchema = z
  .object({
    deviceId: entity<DeviceId>("device"),
    /** Browser and system from a fixed list, as `Safari / iPhone`; `?` for what is not on it. */
    name: z.string(),
    signedInAtMs: msSchema,
    lastSeenOn: businessDateSchema,
    /** The one that asks. */
    here: z.boolean(),
  })
  .meta({ id: "Device" });
export type Device = z.output<typeof deviceSchema>;

/** GET /api/residents/devices, and what ending some of them answers: those that are left, this one first. */
export const devicesSchema = z.object({
  devices: z.array(deviceSchema),
  /** Signing in on one more ends the one that was away longest. */
  most: z.int(),
});
export type Devices = z.output<typeof devicesSchema>;

export const deviceParamSchema = z.object({ id: entity<DeviceId>("device") });

/** GET /api/residents/devices/news: sign-ins on other devices that this one was not told of yet. */
export const deviceNewsSchema = z.object({
  devices: z.array(
    z.object({
      deviceId: entity<DeviceId>("device"),
      name: z.string(),
      signedInAtMs: msSchema,
      /** Whether it is signed out again. */
      ended: z.boolean(),
    }),
  ),
  serverNowMs: msSchema,
});
export type DeviceNews = z.output<typeof deviceNewsSchema>;

/** POST /api/residents/devices/news/read: what was told up to then was read. */
export const deviceNewsReadRequestSchema = z.object({ upToMs: msSchema });
export const deviceNewsReadSchema = z.object({ read: z.literal(true) });
