import type { Context, MiddlewareHandler } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { PaymentLimit } from "../../schema/api/passkeys.ts";
import type { Capability, Role } from "../../schema/api/staff.ts";
import { type BusinessDate, businessDate, daysBetween } from "../../schema/calendar.ts";
import type { DeviceId, OrganisationId, ResidentId } from "../../schema/ids.ts";
import { RESIDENT_SESSION_MAX_MS } from "../../schema/limits.ts";
import type { Yen } from "../../schema/money.ts";
import { databaseOf } from "../data/database.ts";
import { deviceOfSession, deviceSeen } from "../data/resident-devices.ts";
import { findStaff, type StaffAccountRow } from "../data/staff-accounts.ts";
import type { Env } from "../env.ts";
import { factorStep } from "../staff-factors/factor-step.ts";
import { judgeLock, locksTills, noteUseAfterMs } from "../till-lock/judge-lock.ts";
import { EDGE_CACHE_MS, EDGE_KEPT_MS, EdgeCache } from "./cached.ts";
import type { ApiContext } from "./context.ts";
import { asks } from "./guard.ts";
import { problem } from "./problem.ts";
import { can, capabilitiesOf, gives, reachOf, staysWithoutTerms } from "./roles.ts";
import { endSession, readSession, renewSession, type Session } from "./session.ts";
import { liveStaffSession, lockSession, type ProvedSession } from "./staff-sessions.ts";

/** A signed-in member of staff. */
export interface StaffCaller extends StaffAccountRow {
  readonly session: ProvedSession;
}

/** A signed-in resident. */
export interface ResidentCaller {
  readonly residentId: ResidentId;
  readonly session: Session;
  readonly device: CallingDevice;
}

/** The device that a resident's session belongs to (RES-10), at most 15 seconds old. */
export interface CallingDevice {
  readonly id: DeviceId;
  /** When its person last showed to be the owner of the number, and the most days it was not seen since then. */
  readonly provenAtMs: number;
  readonly longestAwayDays: number;
  readonly newsReadAtMs: number;
  /** Above how much its person confirms payments (PSK-6). */
  readonly limit: PaymentLimit;
}

/** How far a caller sees with a capability (WHO-2): everything in the region, or some organisations. */
export type Reach =
  | { readonly kind: "region" }
  | { readonly kind: "organisations"; readonly ids: readonly OrganisationId[] };

const accounts = new EdgeCache<StaffAccountRow | null>();
const devices = new EdgeCache<
  | (CallingDevice & {
      readonly seenOn: BusinessDate;
      readonly sessionsFromMs: number;
      readonly stoppedAtMs: number | null;
    })
  | null
>(EDGE_CACHE_MS, Date.now, EDGE_KEPT_MS);

/** Whether any of the caller's roles includes a capability. */
export function callerCan(caller: StaffAccountRow, capability: Capability): boolean {
  return caller.memberships.some((membership) => can(membership.role, capability));
}

/** Every capability of any of the caller's roles. */
export function callerCapabilities(caller: StaffAccountRow): readonly Capability[] {
  return [...new Set(caller.memberships.flatMap((membership) => capabilitiesOf(membership.role)))];
}

/** How far the caller's capability reaches: the union over the roles that include it (WHO-2). */
export function reachWith(caller: StaffAccountRow, capability: Capability): Reach {
  const ids = new Set<OrganisationId>();
  for (const membership of caller.memberships) {
    if (!can(membership.role, capability)) continue;
    const reach = reachOf(membership.role);
    if (reach === "region") return { kind: "region" };
    ids.add(membership.organisationId);
    if (reach === "branches") for (const branch of membership.branchIds) ids.add(branch);
  }
  return { kind: "organisations", ids: [...ids] };
}

/** Whether an organisation is within a reach. The caller's region has been checked before (WHO-1). */
export function reaches(reach: Reach, organisationId: string): boolean {
  return reach.kind === "region" || reach.ids.includes(organisationId as OrganisationId);
}

/** Whether a caller may give a role at an organisation, or manage an account that holds it there (S8, ORG-6). */
export function mayGive(
  caller: StaffAccountRow,
  wanted: { readonly organisationId: string; readonly role: Role },
): boolean {
  return caller.memberships.some((own) => {
    if (!can(own.role, "staff.manage") || !gives(own.role, wanted.role)) return false;
    const reach = reachOf(own.role);
    return (
      reach === "region" ||
      own.organisationId === wanted.organisationId ||
      (reach === "branches" && own.branchIds.some((branch) => branch === wanted.organisationId))
    );
  });
}

/** The account behind a session that nobody has ended, both at most 15 seconds old (S22, STF-1); or why there is none. */
export async function staffCaller(
  c: Context<ApiContext>,
): Promise<StaffCaller | "none" | "expired" | "stopped"> {
  const session = await readSession(c, "staff");
  if (session === null) return "none";
  if (session === "expired") return "expired";
  const [account, live] = await Promise.all([
    accounts.get(c.env.DB, session.subject, () =>
      findStaff(databaseOf(c.env, null), session.subject, clockOf(c.env).now()),
    ),
    liveStaffSession(c, session),
  ]);
  if (!account || !live || session.signedInAtMs < account.sessionsFromMs) return "expired";
  if (account.state !== "active") return "stopped";
  return { ...account, session: await lockUnused(c, account, live) };
}

/** Locks the till where nobody has used it for its time (PIN-2), else notes that it is in use. */
async function lockUnused(
  c: Context<ApiContext>,
  account: StaffAccountRow,
  session: ProvedSession,
): Promise<ProvedSession> {
  const nowMs = clockOf(c.env).now();
  const verdict = judgeLock(account, session, nowMs);
  if (verdict === "lock") return lockSession(c, session, nowMs);
  // An account that may do more by now than stand at a till is not kept locked.
  if (verdict === "open" && account.tillPin && locksTills(account))
    return renewSession(
      c,
      "staff",
      { ...session, lockedAtMs: null },
      noteUseAfterMs(account.tillPin.lockMinutes),
    );
  return verdict === "open" ? { ...session, lockedAtMs: null } : session;
}

/** Forgets what this isolate remembers of an account. */
export function forgetStaff(database: object, staffId: string): void {
  accounts.forget(database, staffId);
}

/** What still stands between a signed-in account and its work; a route may let it in all the same. */
export interface Unfinished {
  /** The second factor is still to be shown: whoever has the password alone gets no further (FAC-1). */
  readonly factor?: boolean;
  /** The second factor that its role asks for is still to be set up (FAC-1). */
  readonly factorSetUp?: boolean;
  /** Its first password, which somebody else has seen, is not changed yet (ORG-6). */
  readonly firstPassword?: boolean;
  /** Terms of its organisation are overdue (ORG-5). */
  readonly terms?: boolean;
  /** Its till is locked (PIN-2). */
  readonly locked?: boolean;
}

/**
 * Lets staff in who may use `capability`, or any one of several; without one, any staff. Who has still the first password,
 * or an office whose terms are overdue, gets in only where the route `admits` it.
 */
export function staffOnly(
  capability?: Capability | readonly Capability[],
  admits: Unfinished = {},
): MiddlewareHandler<ApiContext> {
  const any = typeof capability === "string" ? [capability] : capability;
  return asks(capability ?? "staff", async (c, next) => {
    const caller = await staffCaller(c);
    if (caller === "none") return problem(c, "not-signed-in");
    if (caller === "expired") return signedOut(c, "staff");
    if (caller === "stopped") return problem(c, "account-stopped");
    c.set("staff", caller);
    if (caller.session.lockedAtMs !== null && !admits.locked) return problem(c, "till-locked");
    const step = factorStep(caller, caller.session);
    if (step === "ask" && !admits.factor) return problem(c, "factor-required");
    if (caller.mustChangePassword && !admits.firstPassword) return problem(c, "password-change-required");
    if (step === "set-up" && !admits.factorSetUp) return problem(c, "factor-set-up-required");
    if (!admits.terms && !any?.every(staysWithoutTerms) && termsOverdue(caller, clockOf(c.env).now()))
      return problem(c, "terms-not-accepted");
    if (any && !any.some((one) => callerCan(caller, one))) return problem(c, "forbidden");
    return next();
  });
}

/** Whether some terms should have been accepted by now (ORG-5). */
export function termsOverdue(account: StaffAccountRow, nowMs: number): boolean {
  return account.termsDue.some((due) => due.blocksFromMs <= nowMs);
}

/**
 * The signed-in resident, or why there is none. A device that was signed out from another one is let in by other isolates for
 * as long as they remember it, 15 seconds at the most (S22); by the one that ended it not once more. The same holds for a person
 * whom the operator stopped (FRZ-6). Where D1 can't be read, what was known counts on (DEG-3).
 */
export async function residentCaller(
  c: Context<ApiContext>,
): Promise<ResidentCaller | "none" | "expired" | "stopped"> {
  const session = await readSession(c, "resident");
  if (session === null) return "none";
  if (session === "expired") return "expired";
  const nowMs = clockOf(c.env).now();
  if (nowMs - session.signedInAtMs >= RESIDENT_SESSION_MAX_MS) return "expired";
  const read = () => seenDevice(c.env, session, nowMs);
  let device = await devices.get(c.env.DB, session.sessionId, read);
  if (device && device.seenOn < businessDate(nowMs))
    device = await devices.renew(c.env.DB, session.sessionId, read);
  if (!device || session.signedInAtMs < device.sessionsFromMs) return "expired";
  if (device.stoppedAtMs !== null) return "stopped";
  return { residentId: session.subject as ResidentId, session, device };
}

/** Reads the device of a session, and notes once a day that it is still in use. */
async function seenDevice(env: Env, session: Session, nowMs: number) {
  const db = databaseOf(env, null);
  const row = await deviceOfSession(db, { residentId: session.subject, sessionId: session.sessionId });
  if (!row) return null;
  const { id, lastSeenOn, provenAtMs, newsReadAtMs } = row.device;
  const today = businessDate(nowMs);
  const awayDays = daysBetween(lastSeenOn as BusinessDate, today);
  if (awayDays > 0) await deviceSeen(db, row.device, { on: today, awayDays, atMs: nowMs });
  return {
    id: id as DeviceId,
    provenAtMs,
    longestAwayDays: Math.max(row.device.longestAwayDays, awayDays),
    newsReadAtMs,
    seenOn: today,
    sessionsFromMs: row.sessionsFromMs,
    stoppedAtMs: row.stoppedAtMs,
    limit: { aboveYen: row.confirmAboveYen as Yen | null, endsAtMs: row.confirmEndsAtMs },
  };
}

/** Forgets what this isolate remembers of the devices behind some sessions. */
export function forgetDevices(database: object, sessionIds: readonly string[]): void {
  for (const sessionId of sessionIds) devices.forget(database, sessionId);
}

/** Lets signed-in residents in. */
export const residentOnly = asks("resident", async (c, next) => {
  const caller = await residentCaller(c);
  if (caller === "none") return problem(c, "not-signed-in");
  if (caller === "expired") return signedOut(c, "resident");
  if (caller === "stopped") return problem(c, "account-stopped");
  c.set("resident", caller);
  return next();
});

/** Answers `null` to a caller who is not signed in; anybody else goes on to the guard that follows. */
export function nobodyIsNull(kind: "staff" | "resident"): MiddlewareHandler<ApiContext> {
  return async (c, next) => ((await readSession(c, kind)) === null ? c.json(null) : next());
}

/** A session that has run out: its cookie goes, so that the next request is plainly not signed in. */
function signedOut(c: Context<ApiContext>, kind: "staff" | "resident") {
  endSession(c, kind);
  return problem(c, "session-expired");
}
