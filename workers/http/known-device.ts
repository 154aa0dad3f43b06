import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { decodeProtectedHeader, jwtVerify, SignJWT } from "jose";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { ApiContext } from "./context.ts";
import { cryptoKey, keyedHashHex, keyIdOf, newestOf, ringFrom } from "./secrets.ts";

/** So long after a good sign-in a browser is known to an account. */
const KNOWN_MS = 90 * 86_400_000;
/** Accounts that one browser is known to: a tablet's shift. */
const MAX_ACCOUNTS = 12;
const COOKIE = "__Host-tegata-device";
const USE = "known-device";

const claims = z.object({
  /** The browser, in no relation to anything else. */
  dev: z.string(),
  /** Whose good sign-ins it has seen, as keyed hashes, the newest first. */
  who: z.array(z.object({ id: z.string(), at: z.number() })),
});
type Known = z.output<typeof claims>;

/**
 * The browser that a request comes from, where this account has signed in well on it before; else null. It opens nothing: its
 * tries are only counted by themselves, so that a stranger's can't shut its owner out (SIG-1).
 */
export async function knownDevice(c: Context<ApiContext>, loginId: string): Promise<string | null> {
  const known = await read(c);
  const nowMs = clockOf(c.env).now();
  const mark = markOf(c, loginId);
  return known?.who.some(({ id, at }) => id === mark && nowMs - at < KNOWN_MS) ? known.dev : null;
}

/** Notes on this browser that an account has signed in well. */
export async function knowDevice(c: Context<ApiContext>, loginId: string): Promise<void> {
  const known = await read(c);
  const mark = markOf(c, loginId);
  const who = [
    { id: mark, at: clockOf(c.env).now() },
    ...(known?.who.filter(({ id }) => id !== mark) ?? []),
  ].slice(0, MAX_ACCOUNTS);
  const key = newestOf(c.env.SESSION_KEY);
  const token = await new SignJWT({ dev: known?.dev ?? crypto.randomUUID(), who })
    .setProtectedHeader({ alg: "HS256", kid: keyIdOf(key) })
    .sign(await cryptoKey(key, USE, "HS256"));
  setCookie(c, COOKIE, token, {
    path: "/",
    secure: true,
    httpOnly: true,
    sameSite: "Strict",
    maxAge: KNOWN_MS / 1_000,
  });
}

async function read(c: Context<ApiContext>): Promise<Known | null> {
  const token = getCookie(c, COOKIE);
  if (!token) return null;
  try {
    const [key = ""] = ringFrom(c.env.SESSION_KEY, decodeProtectedHeader(token).kid);
    const { payload } = await jwtVerify(token, await cryptoKey(key, USE, "HS256"), { algorithms: ["HS256"] });
    return claims.parse(payload);
  } catch {
    return null;
  }
}

const markOf = (c: Context<ApiContext>, loginId: string) =>
  keyedHashHex(c.env.SESSION_KEY, USE, loginId).slice(0, 16);
