import { encryptNotification } from "@block65/webcrypto-web-push";
import { err, ok, type Result } from "../../schema/result.ts";
import type { VapidKeys } from "../push/vapid.ts";
import { retryAfterMs } from "./retry-after.ts";

/** Where a browser is pushed to, and the keys it reads with, base64url. */
export interface Subscription {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

/** One push as a push service takes it (RFC 8030). */
export interface Push {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly ttlSeconds: number;
  readonly urgency: "high" | "normal" | "low";
  /** A later push of the same topic takes the place of one that wasn't delivered yet. */
  readonly topic: string;
}

/** Why a push was not taken. */
export interface PushRefusal {
  /** In codes and times only: it is kept in the clear. */
  readonly what: string;
  readonly retryAfterMs: number | null;
  /** `gone`: there is no such subscription any more; `final`: this push is never taken; else another try may be. */
  readonly means: "gone" | "final" | "later";
}

/** A service that doesn't answer within this time has not said that it took the push. */
const SERVICE_LIMIT_MS = 10_000;

/**
 * Encrypts a push for its device (RFC 8291) and hands it to the device's push service. Whether `endpoint` is one is for the
 * caller to know (workers/push/endpoint.ts).
 */
export async function sendPush(
  keys: VapidKeys,
  subscription: Subscription,
  push: Push,
  nowMs: number,
  limitMs = SERVICE_LIMIT_MS,
): Promise<Result<null, PushRefusal>> {
  const body = await encryptNotification({ ...subscription, expirationTime: null }, push.body, {
    pad: false,
  }).catch(() => null);
  // Keys that can't be read can't be pushed to, today or later.
  if (body === null)
    return err({ what: "the device's keys can't be used", retryAfterMs: null, means: "gone" });
  try {
    const reply = await fetch(subscription.endpoint, {
      method: "POST",
      headers: {
        authorization: await keys.authorization(subscription.endpoint, nowMs),
        "content-encoding": "aes128gcm",
        "content-type": "application/octet-stream",
        ttl: String(push.ttlSeconds),
        urgency: push.urgency,
        topic: push.topic,
      },
      body,
      // An answer from elsewhere is not the service's (PSH-4).
      redirect: "manual",
      signal: AbortSignal.timeout(limitMs),
    });
    await reply.body?.cancel();
    if (reply.ok) return ok(null);
    return err({
      what: `the push service answered ${reply.status}`,
      retryAfterMs: retryAfterMs(reply),
      means: meaningOf(reply.status),
    });
  } catch (error) {
    const late = error instanceof Error && error.name === "TimeoutError";
    return err({
      what: late
        ? `the push service did not answer within ${limitMs} ms`
        : "the push service can't be reached",
      retryAfterMs: null,
      means: "later",
    });
  }
}

function meaningOf(status: number): PushRefusal["means"] {
  if (status === 404 || status === 410) return "gone";
  if (status === 429 || status >= 500) return "later";
  return "final";
}
