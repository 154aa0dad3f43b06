import { base64url, importJWK, SignJWT } from "jose";
import { z } from "zod";
import { logLine } from "../../durable-objects/lib/log.ts";
import type { Env } from "../env.ts";

/** A token is good for this long; push services take at most 24 hours (RFC 8292 §2). */
const TOKEN_MS = 12 * 3_600_000;
/** The same token goes to the same service until then: they ask not to be shown a new one with each push. */
const TOKEN_REUSED_MS = 6 * 3_600_000;

/** How a point that is written out in full begins (SEC 1, 2.3.3). */
const UNCOMPRESSED = 4;

const keySchema = z.object({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string().min(1),
  y: z.string().min(1),
  d: z.string().min(1),
});

/** The key by which push services know this deployment (RFC 8292). */
export interface VapidKeys {
  /** The point uncompressed, base64url: what browsers subscribe with. */
  readonly publicKey: string;
  /** The value of the `Authorization` header for the service of an address. */
  authorization(endpoint: string, nowMs: number): Promise<string>;
}

type VapidEnv = Pick<Env, "VAPID_KEY" | "SECURITY_CONTACT" | "PUBLIC_ORIGIN">;
const known = new Map<string, Promise<VapidKeys | null>>();

/** The deployment's key; null where none is set, or what is set is none (that is logged): then nothing is pushed. */
export async function vapidKeys(env: VapidEnv): Promise<VapidKeys | null> {
  if (!env.VAPID_KEY) return null;
  // Services want to know whom to ask, by mail or https (RFC 8292 §2.1); Apple refuses anything else.
  const subject = env.SECURITY_CONTACT || env.PUBLIC_ORIGIN.replace(/^http:/, "https:");
  const slot = `${subject} ${env.VAPID_KEY}`;
  const keys =
    known.get(slot) ??
    readKeys(env.VAPID_KEY, subject).catch(() => {
      logLine("error", "VAPID_KEY is not a private P-256 JWK");
      return null;
    });
  known.set(slot, keys);
  return keys;
}

async function readKeys(secret: string, subject: string): Promise<VapidKeys> {
  const jwk = keySchema.parse(JSON.parse(secret));
  const privateKey = await importJWK(jwk, "ES256");
  const publicKey = base64url.encode(
    new Uint8Array([UNCOMPRESSED, ...base64url.decode(jwk.x), ...base64url.decode(jwk.y)]),
  );
  const tokens = new Map<string, { readonly token: string; readonly atMs: number }>();
  return {
    publicKey,
    async authorization(endpoint, nowMs) {
      const { origin } = new URL(endpoint);
      let made = tokens.get(origin);
      if (made === undefined || nowMs < made.atMs || nowMs >= made.atMs + TOKEN_REUSED_MS) {
        const token = await new SignJWT()
          .setProtectedHeader({ typ: "JWT", alg: "ES256" })
          .setAudience(origin)
          .setSubject(subject)
          .setExpirationTime(Math.floor((nowMs + TOKEN_MS) / 1_000))
          .sign(privateKey);
        made = { token, atMs: nowMs };
        tokens.set(origin, made);
      }
      return `vapid t=${made.token}, k=${publicKey}`;
    },
  };
}

/** Whether a text is a point of P-256, as a device's public key must be (RFC 8291 §3.1). */
export async function isPoint(p256dh: string): Promise<boolean> {
  try {
    const curve = { name: "ECDH", namedCurve: "P-256" };
    await crypto.subtle.importKey("raw", base64url.decode(p256dh), curve, false, []);
    return true;
  } catch {
    return false;
  }
}
