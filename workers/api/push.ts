import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { newsChoicesSchema, pushStateSchema, subscribeRequestSchema } from "../../schema/api/push.ts";
import { databaseOf } from "../data/database.ts";
import { chooseNews, isSubscribed, newsChoicesOf, subscribeDevice, unsubscribeDevice } from "../data/push.ts";
import { valid } from "../http/body.ts";
import { residentOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { problem } from "../http/problem.ts";
import { sealText } from "../http/seal.ts";
import { keyedHashHex } from "../http/secrets.ts";
import { isPushEndpoint } from "../push/endpoint.ts";
import { SEALING, sealedFor } from "../push/send-due.ts";
import { isPoint, vapidKeys } from "../push/vapid.ts";
import { doc } from "./doc.ts";

/** What the caller's device and its resident have set. */
async function stateOf(c: Context<ApiContext>) {
  const { residentId, device } = c.get("resident");
  const db = databaseOf(c.env, null);
  const [keys, subscribed, { lookedUpToMs: _, ...choices }] = await Promise.all([
    vapidKeys(c.env),
    isSubscribed(db, device.id),
    newsChoicesOf(db, residentId),
  ]);
  return { publicKey: keys?.publicKey ?? null, subscribed, choices };
}

/** What wakes a resident's devices (PSH-2, PSH-3). */
export const push = new Hono<ApiContext>()
  .get(
    "/residents/push",
    doc("resident", "Whether this device is woken by news, and by which", pushStateSchema),
    residentOnly,
    async (c) => c.json(await stateOf(c)),
  )
  .put(
    "/residents/push/subscription",
    doc("resident", "Have this device woken, at an address of its push service", pushStateSchema),
    residentOnly,
    valid("json", subscribeRequestSchema),
    async (c) => {
      const { locale, ...subscription } = c.req.valid("json");
      const { residentId, device } = c.get("resident");
      const { endpoint, keys } = subscription;
      const fits = isPushEndpoint(endpoint, c.env.ENVIRONMENT) && (await isPoint(keys.p256dh));
      if (!fits || (await vapidKeys(c.env)) === null) return problem(c, "push-refused");
      const written = await subscribeDevice(
        databaseOf(c.env, null),
        {
          deviceId: device.id,
          residentId,
          endpointHash: keyedHashHex(c.env.PHONE_KEY, "push-endpoint", endpoint),
          sealed: await sealText(
            c.env.PHONE_KEY,
            SEALING,
            sealedFor(device.id),
            JSON.stringify(subscription),
          ),
          locale,
        },
        clockOf(c.env).now(),
      );
      return written ? c.json(await stateOf(c)) : problem(c, "session-expired");
    },
  )
  .delete(
    "/residents/push/subscription",
    doc("resident", "Have this device woken no longer", pushStateSchema),
    residentOnly,
    async (c) => {
      await unsubscribeDevice(databaseOf(c.env, null), c.get("resident").device.id);
      return c.json(await stateOf(c));
    },
  )
  .put(
    "/residents/push/choices",
    doc("resident", "Choose which news wake one's devices, and what they say", pushStateSchema),
    residentOnly,
    valid("json", newsChoicesSchema),
    async (c) => {
      await chooseNews(databaseOf(c.env, null), c.get("resident").residentId, c.req.valid("json"));
      return c.json(await stateOf(c));
    },
  );
