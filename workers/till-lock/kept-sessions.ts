import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { MAX_TILL_PEOPLE } from "../../schema/limits.ts";
import { databaseOf } from "../data/database.ts";
import { findStaff } from "../data/staff-accounts.ts";
import { type StaffCaller, staffCaller } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { sessionOfToken, sessionToken } from "../http/session.ts";
import { liveStaffSession } from "../http/staff-sessions.ts";
import { locksTills } from "./judge-lock.ts";

/**
 * The sessions of others who take turns at this tablet (PIN-4): their cookies, kept in one of their own that no page reads.
 * Each is locked; it opens nothing until its owner unlocks it here.
 */
const COOKIE = "__Host-tegata-till";
const KEPT_S = 7 * 86_400;
const BETWEEN = "~";

/** A session that is kept, with its account. */
export interface KeptSession {
  readonly token: string;
  readonly caller: StaffCaller;
}

/** Those that still count; each is looked up anew, since a tablet asks for them only while it is locked. */
export async function keptSessions(c: Context<ApiContext>): Promise<KeptSession[]> {
  const kept = await Promise.all(tokensOf(c).map((token) => keptSession(c, token)));
  return kept.filter((one) => one !== null);
}

async function keptSession(c: Context<ApiContext>, token: string): Promise<KeptSession | null> {
  const session = await sessionOfToken(c, "staff", token);
  if (!session) return null;
  const [account, live] = await Promise.all([
    findStaff(databaseOf(c.env, null), session.subject, clockOf(c.env).now()),
    liveStaffSession(c, session),
  ]);
  if (!account || !live || account.state !== "active" || !locksTills(account)) return null;
  if (session.signedInAtMs < account.sessionsFromMs) return null;
  return { token, caller: { ...account, session: live } };
}

/** Before somebody signs in: keeps the locked session that stands here, unless it is the same person's. */
export async function keepLocked(c: Context<ApiContext>, nextStaffId: string): Promise<void> {
  const here = sessionToken(c, "staff");
  const caller = here === undefined ? null : await staffCaller(c);
  const locked = caller !== null && typeof caller === "object" && caller.session.lockedAtMs !== null;
  if (!locked && tokensOf(c).length === 0) return;
  const others = await keptSessions(c);
  const mine = locked && here !== undefined ? [{ token: here, caller }] : [];
  keep(
    c,
    [...mine, ...others].filter((one) => one.caller.staffId !== nextStaffId),
  );
}

/** Puts the session that stands here in the place of one that takes its turn. */
export function exchange(c: Context<ApiContext>, turn: KeptSession, others: readonly KeptSession[]): void {
  const here = sessionToken(c, "staff");
  const rest = others.filter((one) => one.token !== turn.token).map(({ token }) => ({ token }));
  keep(c, here === undefined ? rest : [{ token: here }, ...rest]);
}

function tokensOf(c: Context<ApiContext>): string[] {
  const text = getCookie(c, COOKIE) ?? "";
  return text === "" ? [] : text.split(BETWEEN).slice(0, MAX_TILL_PEOPLE);
}

function keep(c: Context<ApiContext>, kept: readonly { readonly token: string }[]): void {
  const tokens = kept.slice(0, MAX_TILL_PEOPLE).map(({ token }) => token);
  setCookie(c, COOKIE, tokens.join(BETWEEN), {
    path: "/",
    secure: true,
    httpOnly: true,
    sameSite: "Strict",
    maxAge: tokens.length === 0 ? 0 : KEPT_S,
  });
}
