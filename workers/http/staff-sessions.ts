import { createHash } from "node:crypto";
import type { Context } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { logLine } from "../../durable-objects/lib/log.ts";
import { databaseOf } from "../data/database.ts";
import type { StaffAccountRow } from "../data/staff-accounts.ts";
import {
  endStaffSessions,
  findStaffSession,
  insertStaffSession,
  provedStaffSession,
  type SessionEnd,
  sawStaffSession,
  type WhichSessions,
} from "../data/staff-sessions.ts";
import { setTillLock } from "../data/till-pins.ts";
import { EdgeCache } from "./cached.ts";
import type { ApiContext } from "./context.ts";
import { deviceOf } from "./device.ts";
import { errorText } from "./error-text.ts";
import { callerAddress } from "./network.ts";
import { networkMark } from "./network-mark.ts";
import { type Session, startSession } from "./session.ts";
import { staffSessionTimes } from "./staff-session-times.ts";

/** A session with the hash that its row is known by, and when its owner last showed who they are. */
export interface ProvedSession extends Session {
  readonly idHash: string;
  readonly provedAtMs: number;
  readonly factorAtMs: number | null;
  /** Since when its till is locked; null while it isn't (PIN-2). */
  readonly lockedAtMs: number | null;
}

/** What the edge remembers of sessions: whether they are ended, and what was shown in them. */
const rows = new EdgeCache<Awaited<ReturnType<typeof findStaffSession>>>();

/** Signs an account in here: a row and a cookie (STF-1). */
export async function startStaffSession(
  c: Context<ApiContext>,
  account: StaffAccountRow,
  /** When its second factor was passed; null where it wasn't (FAC-1). */
  factorAtMs: number | null,
): Promise<ProvedSession> {
  const times = staffSessionTimes(account.memberships.map((each) => each.role));
  const session = await startSession(c, "staff", account.staffId, times);
  const idHash = hashOf(session.sessionId);
  const atMs = session.signedInAtMs;
  const ended = await insertStaffSession(databaseOf(c.env, account.regionId), {
    id: idHash,
    staffId: account.staffId,
    regionId: account.regionId,
    device: deviceOf(c.req.header("user-agent") ?? ""),
    networkShown: networkMark(c.env, callerAddress(c)).shown,
    startedAtMs: atMs,
    seenAtMs: atMs,
    endsAtMs: session.endsAtMs ?? session.expiresAtMs,
    provedAtMs: atMs,
    factorAtMs,
  });
  for (const id of ended) rows.forget(c.env.DB, id);
  return { ...session, idHash, provedAtMs: atMs, factorAtMs, lockedAtMs: null };
}

/** The session where its row says that nobody has ended it, else null. Writes down that it is in use, now and then. */
export async function liveStaffSession(
  c: Context<ApiContext>,
  session: Session,
): Promise<ProvedSession | null> {
  const idHash = hashOf(session.sessionId);
  const db = databaseOf(c.env, null);
  const row = await rows.get(c.env.DB, idHash, () => findStaffSession(db, idHash));
  if (!row || row.ended || row.staffId !== session.subject) return null;
  // A cookie that was renewed since: as often as cookies are, so often is it written.
  if (session.issuedAtMs > row.seenAtMs) {
    rows.forget(c.env.DB, idHash);
    c.executionCtx.waitUntil(
      sawStaffSession(db, idHash, session.issuedAtMs).catch((error: unknown) =>
        logLine("error", "the use of a session was not recorded", { error: errorText(error) }),
      ),
    );
  }
  const { provedAtMs, factorAtMs, lockedAtMs } = row;
  return { ...session, idHash, provedAtMs, factorAtMs, lockedAtMs };
}

/** Ends sessions of an account; in this isolate with the next request, in others within 15 seconds (S22). */
export async function endSessionsOf(
  c: Context<ApiContext>,
  account: Pick<StaffAccountRow, "staffId" | "regionId">,
  which: WhichSessions,
  end: SessionEnd,
): Promise<number> {
  const db = databaseOf(c.env, account.regionId);
  const ended = await endStaffSessions(db, account, which, end, clockOf(c.env).now());
  for (const id of ended) rows.forget(c.env.DB, id);
  return ended.length;
}

/** Notes that who uses this session has shown once more who they are (STF-3). */
export async function proveSession(c: Context<ApiContext>, session: ProvedSession): Promise<number> {
  const nowMs = clockOf(c.env).now();
  await provedStaffSession(databaseOf(c.env, null), session.idHash, nowMs);
  rows.forget(c.env.DB, session.idHash);
  return nowMs;
}

/** Locks or unlocks the till of a session; in this isolate with the next request, in others within 15 seconds (PIN-2, S22). */
export async function lockSession(
  c: Context<ApiContext>,
  session: ProvedSession,
  lockedAtMs: number | null,
): Promise<ProvedSession> {
  await setTillLock(databaseOf(c.env, null), session.idHash, lockedAtMs);
  rows.forget(c.env.DB, session.idHash);
  return { ...session, lockedAtMs };
}

function hashOf(sessionId: string): string {
  return createHash("sha256").update(sessionId).digest("hex");
}
