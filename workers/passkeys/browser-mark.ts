import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { PASSKEY_CHALLENGE_MS } from "../../schema/limits.ts";
import type { ApiContext } from "../http/context.ts";

const COOKIE = "__Host-tegata-asked";

/**
 * Marks the browser that asks to sign in, for as long as it may take: what a device signs there is taken from the same
 * browser only, so that nobody carries it to another (PSK-1). Says nothing of anybody and goes by itself.
 */
export function markBrowser(c: Context<ApiContext>): string {
  const mark = crypto.randomUUID();
  setCookie(c, COOKIE, mark, {
    path: "/",
    secure: true,
    httpOnly: true,
    sameSite: "Strict",
    maxAge: PASSKEY_CHALLENGE_MS / 1_000,
  });
  return mark;
}

/** The mark of the browser that asks; null where it has none. */
export function browserMark(c: Context<ApiContext>): string | null {
  return getCookie(c, COOKIE) ?? null;
}
