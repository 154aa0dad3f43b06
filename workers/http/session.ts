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

/** How long a session lasts: from its last use, and from its sign-in in any case. */
export interface SessionTimes {
  readonly idleMs: number;
  /** Null: as long as it is used. */
  readonly longestMs: number | null;
}

/** 400 days for a wallet, the most that browsers keep. Staff have times by role (`staff-session-times.ts`). */
export const RESIDENT_TIMES: SessionTimes = { idleMs: 400 * 86_400_000, longestMs: null };
/** A session gets a fresh cookie with the first request after this share of its idle time, or this long. */
const RENEW_SHARE = 1 / 30;
const RENEW_AFTER_MS = 86_400_000;

export interface Session {
  /** Account or resident. */
  readonly subject: string;
  readonly sessionId: string;
  /** When it was signed in; what `sessionsFromMs` of the account is compared with (S22). */
  readonly signedInAtMs: number;
  readonly issuedAtMs: number;
  /** When the cookie that came with the request was issued: about its last use before this one. */
  readonly usedAtMs: number;
  readonly expiresAtMs: number;
  readonly idleMs: number;
  /** When it ends in any case. */
  readonly endsAtMs: number | null;
}

const claims = z.object({
  sub: z.string(),
  sid: z.string(),
  born: z.number(),
  at: z.number(),
  until: z.number(),
  // Cookies of before there were times of one's own are residents'.
  idle: z.number().default(RESIDENT_TIMES.idleMs),
  end: z.number().nullable().default(null),
});

const cookieName = (kind: SessionKind) => `__Host-tegata-${kind}`;

/** Signs in: a new session id and its cookie. */
export async function startSession(
  c: Context<ApiContext>,
  kind: SessionKind,
  subject: string,
  { idleMs, longestMs }: SessionTimes = RESIDENT_TIMES,
): Promise<Session> {
  const nowMs = clockOf(c.env).now();
  const endsAtMs = longestMs === null ? null : nowMs + longestMs;
  const session: Session = {
    subject,
    sessionId: crypto.randomUUID(),
    signedInAtMs: nowMs,
    issuedAtMs: nowMs,
    usedAtMs: nowMs,
    expiresAtMs: expiry(nowMs, idleMs, endsAtMs),
    idleMs,
    endsAtMs,
  };
  await writeCookie(c, kind, session);
  return session;
}

function expiry(nowMs: number, idleMs: number, endsAtMs: number | null): number {
  return Math.min(nowMs + idleMs, endsAtMs ?? Number.POSITIVE_INFINITY);
}

/** Takes the cookie away. */
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
  return renewSession(c, kind, session, Math.min(RENEW_AFTER_MS, session.idleMs * RENEW_SHARE));
}

/** Notes the use of a session in its cookie where it was last noted so long ago. */
export async function renewSession<S extends Session>(
  c: Context<ApiContext>,
  kind: SessionKind,
  session: S,
  afterMs: number,
): Promise<S> {
  const nowMs = clockOf(c.env).now();
  // What a screen asks for by itself keeps nobody signed in.
  if (c.req.header("x-unattended") !== undefined) return session;
  if (nowMs - session.issuedAtMs < afterMs) return session;
  const { idleMs, endsAtMs } = session;
  const renewed = { ...session, issuedAtMs: nowMs, expiresAtMs: expiry(nowMs, idleMs, endsAtMs) };
  await writeCookie(c, kind, renewed);
  return renewed;
}

/** What a session's cookie holds now, and the session of such a text: for who takes turns at a tablet (PIN-4). */
export function sessionToken(c: Context<ApiContext>, kind: SessionKind): string | undefined {
  return getCookie(c, cookieName(kind));
}
export async function sessionOfToken(
  c: Context<ApiContext>,
  kind: SessionKind,
  token: string,
): Promise<Session | null> {
  const session = await verified(c.env.SESSION_KEY, kind, token);
  return session && session.expiresAtMs > clockOf(c.env).now() ? session : null;
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
    const { sub, sid, born, at, until, idle, end } = claims.parse(payload);
    const session = {
      subject: sub,
      sessionId: sid,
      signedInAtMs: born,
      issuedAtMs: at,
      usedAtMs: at,
      expiresAtMs: until,
      idleMs: idle,
      endsAtMs: end,
    };
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
    idle: session.idleMs,
    end: session.endsAtMs,
  })
    .setProtectedHeader({ alg: "HS256", kid: keyIdOf(key) })
    .sign(await cryptoKey(key, `session-${kind}`, "HS256"));
  setCookie(c, cookieName(kind), token, {
    path: "/",
    secure: true,
    httpOnly: true,
    // Lax: a resident arrives from a QR opened by the phone's camera; writes are guarded by the Origin check.
    sameSite: "Lax",
    maxAge: Math.floor((session.expiresAtMs - session.issuedAtMs) / 1_000),
  });
}
