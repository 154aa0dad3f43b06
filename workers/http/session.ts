import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { decodeProtectedHeader, jwtVerify, SignJWT } from "jose";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { BoundedMap } from "./bounded-map.ts";
import type { ApiContext } from "./context.ts";
import { cryptoKey, keyIdOf, newestOf, ringFrom } from "./secrets.ts";

/** Who a session is for; each kind has its own cookie and its own key. */
export type SessionKind = "staff" | "resident";

/** A working day at the counter, sliding; 400 days for a wallet, the most that browsers keep. */
export const SESSION_MS: { readonly [K in SessionKind]: number } = {
  staff: 12 * 3_600_000,
  resident: 400 * 86_400_000,
};
/** A session older than this gets a fresh cookie with its next request. */
const RENEW_AFTER_MS: { readonly [K in SessionKind]: number } = { staff: 3_600_000, resident: 86_400_000 };

export interface Session {
  /** Account or resident. */
  readonly subject: string;
  readonly sessionId: string;
  /** When it was signed in; what `sessionsFromMs` of the account is compared with (S22). */
  readonly signedInAtMs: number;
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
}

const claims = z.object({
  sub: z.string(),
  sid: z.string(),
  born: z.number(),
  at: z.number(),
  until: z.number(),
});

const cookieName = (kind: SessionKind) => `__Host-tegata-${kind}`;

/** Signs in: a new session id and its cookie. */
export async function startSession(
  c: Context<ApiContext>,
  kind: SessionKind,
  subject: string,
): Promise<Session> {
  const nowMs = clockOf(c.env).now();
  const session: Session = {
    subject,
    sessionId: crypto.randomUUID(),
    signedInAtMs: nowMs,
    issuedAtMs: nowMs,
    expiresAtMs: nowMs + SESSION_MS[kind],
  };
  await writeCookie(c, kind, session);
  return session;
}

/** Signs out on this device. */
export function endSession(c: Context<ApiContext>, kind: SessionKind): void {
  setCookie(c, cookieName(kind), "", {
    path: "/",
    secure: true,
    httpOnly: true,
    sameSite: "Strict",
    maxAge: 0,
  });
}

/** The request's session: null without one, "expired" where it has run out or isn't ours. Renews it on the way. */
export async function readSession(
  c: Context<ApiContext>,
  kind: SessionKind,
): Promise<Session | "expired" | null> {
  const token = getCookie(c, cookieName(kind));
  if (!token) return null;
  const nowMs = clockOf(c.env).now();
  const session = await verified(c.env.SESSION_KEY, kind, token);
  if (!session || session.expiresAtMs <= nowMs) return "expired";
  if (nowMs - session.issuedAtMs < RENEW_AFTER_MS[kind]) return session;
  const renewed = { ...session, issuedAtMs: nowMs, expiresAtMs: nowMs + SESSION_MS[kind] };
  await writeCookie(c, kind, renewed);
  return renewed;
}

/**
 * What our tokens say whose signature this isolate has verified. A token says the same for ever; whether it still counts
 * is asked with every request: its end above, the account's `sessionsFromMs` by the guards (S22).
 */
const known = new BoundedMap<Session>(2_000);

/** What a token says, or null where we didn't sign it for this kind of session. */
async function verified(secret: string, kind: SessionKind, token: string): Promise<Session | null> {
  const slot = `${kind}|${secret}|${token}`;
  const seen = known.get(slot);
  if (seen) return seen;
  try {
    const [key = ""] = ringFrom(secret, decodeProtectedHeader(token).kid);
    const { payload } = await jwtVerify(token, await cryptoKey(key, `session-${kind}`, "HS256"), {
      algorithms: ["HS256"],
    });
    const { sub, sid, born, at, until } = claims.parse(payload);
    const session = { subject: sub, sessionId: sid, signedInAtMs: born, issuedAtMs: at, expiresAtMs: until };
    known.set(slot, session);
    return session;
  } catch {
    return null;
  }
}

async function writeCookie(c: Context<ApiContext>, kind: SessionKind, session: Session): Promise<void> {
  const key = newestOf(c.env.SESSION_KEY);
  const token = await new SignJWT({
    sub: session.subject,
    sid: session.sessionId,
    born: session.signedInAtMs,
    at: session.issuedAtMs,
    until: session.expiresAtMs,
  })
    .setProtectedHeader({ alg: "HS256", kid: keyIdOf(key) })
    .sign(await cryptoKey(key, `session-${kind}`, "HS256"));
  setCookie(c, cookieName(kind), token, {
    path: "/",
    secure: true,
    httpOnly: true,
    // Lax: a resident arrives from a QR opened by the phone's camera; writes are guarded by the Origin check.
    sameSite: "Lax",
    maxAge: Math.floor(SESSION_MS[kind] / 1_000),
  });
}
