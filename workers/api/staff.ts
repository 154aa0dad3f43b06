import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { signedOutSchema } from "../../schema/api/residents.ts";
import {
  changePasswordRequestSchema,
  easyTillRequestSchema,
  type ReachableStore,
  type Side,
  type StaffMe,
  staffMeSchema,
  staffSignInRequestSchema,
} from "../../schema/api/staff.ts";
import type { FactorKind, FactorStep } from "../../schema/api/staff-factors.ts";
import { MAX_PAGE_ROWS } from "../../schema/limits.ts";
import { writeAudit } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import { payFaceOf, programmesOfRegion } from "../data/programmes.ts";
import { recordSignIn } from "../data/sign-ins.ts";
import {
  findSignIn,
  findStaff,
  passwordHashOf,
  setEasyTill,
  setPassword,
  upgradeHash,
} from "../data/staff-accounts.ts";
import { listManagedStores, type StoreFacts } from "../data/stores.ts";
import { valid } from "../http/body.ts";
import {
  callerCan,
  callerCapabilities,
  forgetStaff,
  nobodyIsNull,
  reachWith,
  type StaffCaller,
  staffCaller,
  staffOnly,
} from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { knowDevice } from "../http/known-device.ts";
import { problem } from "../http/problem.ts";
import { capabilitiesOf, givenBy, reachOf, sideOf } from "../http/roles.ts";
import { endSession } from "../http/session.ts";
import { passwordBrake, proofBrake } from "../http/sign-in-brakes.ts";
import { endSessionsOf, startStaffSession } from "../http/staff-sessions.ts";
import { hashPassword, isOutdated, NOBODYS_HASH, verifyPassword } from "../passwords/password.ts";
import { refusedPassword } from "../passwords/refused-password.ts";
import { workedWith } from "../programmes/worked-with.ts";
import { factorStep, needsFactor } from "../staff-factors/factor-step.ts";
import { keepLocked } from "../till-lock/kept-sessions.ts";
import { tillLockOf } from "../till-lock/till-lock.ts";
import { doc } from "./doc.ts";

/** A store with its tills as the counter chooses them. */
export function reachableStore(store: StoreFacts): ReachableStore {
  return {
    storeId: store.id,
    name: store.name,
    town: store.town,
    accepts: store.accepts,
    state: store.state,
    tills: [...store.tills],
  };
}

/** Who somebody is, and everything they may reach; to whoever has the password alone, only whose account it is (FAC-1). */
export async function staffMe(c: Context<ApiContext>, caller: StaffCaller): Promise<StaffMe> {
  const step = factorStep(caller, caller.session);
  const shown = step === "ask" ? { ...caller, memberships: [], termsDue: [] } : caller;
  return wholeMe(c, shown, step);
}

async function wholeMe(c: Context<ApiContext>, caller: StaffCaller, step: FactorStep): Promise<StaffMe> {
  const nowMs = clockOf(c.env).now();
  const db = databaseOf(c.env, caller.regionId);
  const reach = reachWith(caller, "counter.use");
  const [programmes, stores] = await Promise.all([
    step === "ask" ? [] : programmesOfRegion(db, caller.regionId, nowMs),
    callerCan(caller, "counter.use")
      ? listManagedStores(db, caller.regionId, reach.kind === "region" ? null : reach.ids, {
          after: null,
          limit: MAX_PAGE_ROWS,
        })
      : [],
  ]);
  const sides = new Set<Side>(caller.memberships.map((membership) => sideOf(membership.role)));
  if (callerCan(caller, "counter.use")) sides.add("counter");
  return {
    staffId: caller.staffId,
    name: caller.name,
    loginId: caller.loginId,
    region: { regionId: caller.regionId, name: caller.regionName },
    memberships: caller.memberships.map((membership) => ({
      organisationId: membership.organisationId,
      organisationName: membership.organisationName,
      parentName: membership.parentName,
      role: membership.role,
      side: sideOf(membership.role),
      capabilities: [...capabilitiesOf(membership.role)],
      gives: [...givenBy(membership.role)],
      branches: reachOf(membership.role) === "branches" ? membership.branches.slice(0, MAX_PAGE_ROWS) : [],
    })),
    capabilities: [...callerCapabilities(caller)],
    sides: [...sides],
    programmes: workedWith(programmes, callerCan(caller, "programme.read")).map((p) => payFaceOf(p, nowMs)),
    stores: stores.slice(0, MAX_PAGE_ROWS).map(reachableStore),
    mustChangePassword: caller.mustChangePassword,
    easyTill: caller.easyTill,
    factors: {
      step,
      required: needsFactor(caller),
      kinds: [...caller.factors.kinds],
      recovery: { left: caller.factors.recoveryLeft, usedAtMs: caller.factors.recoveryUsedAtMs },
    },
    tillLock: step === "ask" ? null : await tillLockOf(c, caller),
    termsDue: [...caller.termsDue],
    sessionExpiresAtMs: caller.session.expiresAtMs,
    serverNowMs: nowMs,
  };
}

/**
 * Starts a session of an account that has shown who it is, and answers with who that is. Logged once it is whole: where a
 * second factor is still to be shown, that does it.
 *
 * @param factor what was shown besides the password, or in its place
 */
export async function signedIn(
  c: Context<ApiContext>,
  staffId: string,
  factor: FactorKind | "recovery" | null = null,
) {
  const found = await findStaff(databaseOf(c.env, null), staffId, clockOf(c.env).now());
  if (!found) return problem(c, "credentials-wrong");
  // Its own state, or its organisations' (ORG-4).
  const tried = {
    kind: "staff",
    regionId: found.regionId,
    subjectId: staffId,
    factor: factor ?? "none",
  } as const;
  if (found.state !== "active") {
    recordSignIn(c, { ...tried, outcome: "stopped" });
    return problem(c, "account-stopped");
  }
  await keepLocked(c, staffId);
  const session = await startStaffSession(c, found, factor === null ? null : clockOf(c.env).now());
  forgetStaff(c.env.DB, staffId);
  const caller: StaffCaller = { ...found, session };
  if (factorStep(caller, session) === "ask") return c.json(await staffMe(c, caller));
  recordSignIn(c, { ...tried, outcome: "success" });
  await knowDevice(c, caller.loginId);
  await writeAudit(databaseOf(c.env, caller.regionId), {
    regionId: caller.regionId,
    atMs: session.signedInAtMs,
    actor: caller.staffId,
    action: "staff.sign-in",
    subjectKind: "staff",
    subjectId: caller.staffId,
    requestId: c.get("requestId"),
  });
  return c.json(await staffMe(c, caller));
}

/** Signing in with ID and password. */
export const staff = new Hono<ApiContext>()
  .post(
    "/staff/session",
    doc("staff", "Sign in with ID and password", staffMeSchema),
    valid("json", staffSignInRequestSchema),
    async (c) => {
      const { loginId: written, password } = c.req.valid("json");
      const loginId = written.normalize("NFKC").toLowerCase();
      const brake = await passwordBrake(c, loginId);
      const stopped = await brake.stopped();
      if (stopped) return stopped;
      const account = await findSignIn(databaseOf(c.env, null), loginId);
      // A wrong ID takes as long as a wrong password.
      const right = await verifyPassword(password, account?.passwordHash ?? NOBODYS_HASH);
      if (!account || !right) {
        recordSignIn(c, {
          kind: "staff",
          regionId: account?.regionId ?? null,
          subjectId: account?.id ?? null,
          outcome: account ? "wrong" : "unknown",
        });
        await brake.wrong();
        return problem(c, "credentials-wrong");
      }
      if (isOutdated(account.passwordHash))
        c.executionCtx.waitUntil(
          hashPassword(password).then((hash) =>
            upgradeHash(databaseOf(c.env, null), account.id, account.passwordHash, hash),
          ),
        );
      return signedIn(c, account.id);
    },
  )
  .delete("/staff/session", doc("staff", "Sign out on this device", signedOutSchema), async (c) => {
    const caller = await staffCaller(c);
    if (typeof caller === "object")
      await endSessionsOf(c, caller, { only: caller.session.idHash }, "signed-out");
    endSession(c, "staff");
    return c.json({ signedOut: true as const });
  })
  .get(
    "/staff/me",
    doc(
      "staff",
      "Who is signed in, and what they may do and reach; null for nobody",
      staffMeSchema.nullable(),
    ),
    nobodyIsNull("staff"),
    staffOnly(undefined, { factor: true, factorSetUp: true, firstPassword: true, terms: true, locked: true }),
    async (c) => c.json(await staffMe(c, c.get("staff"))),
  )
  .put(
    "/staff/easy-till",
    doc("staff", "Turn the till's easy mode on or off, for oneself", staffMeSchema),
    staffOnly("counter.use"),
    valid("json", easyTillRequestSchema),
    async (c) => {
      const caller = c.get("staff");
      const { on } = c.req.valid("json");
      await setEasyTill(databaseOf(c.env, caller.regionId), caller, on);
      forgetStaff(c.env.DB, caller.staffId);
      return c.json(await staffMe(c, { ...caller, easyTill: on }));
    },
  )
  .post(
    "/staff/password",
    doc("staff", "Change the own password; other devices are signed out", staffMeSchema),
    staffOnly(undefined, { factorSetUp: true, firstPassword: true, terms: true }),
    valid("json", changePasswordRequestSchema),
    async (c) => {
      const { current, next } = c.req.valid("json");
      const caller = c.get("staff");
      const db = databaseOf(c.env, caller.regionId);
      const brake = proofBrake(c);
      const stopped = await brake.stopped();
      if (stopped) return stopped;
      const hash = await passwordHashOf(db, caller.regionId, caller.staffId);
      if (!hash || !(await verifyPassword(current, hash))) {
        await brake.wrong();
        return problem(c, "credentials-wrong");
      }
      const refused = await refusedPassword(c, next, [caller.loginId, caller.name, caller.regionName]);
      if (refused) return refused;
      const nowMs = clockOf(c.env).now();
      await setPassword(db, caller, await hashPassword(next), nowMs);
      forgetStaff(c.env.DB, caller.staffId);
      const session = await startStaffSession(c, caller, caller.session.factorAtMs);
      await writeAudit(db, {
        regionId: caller.regionId,
        atMs: nowMs,
        actor: caller.staffId,
        action: "staff.password",
        subjectKind: "staff",
        subjectId: caller.staffId,
        requestId: c.get("requestId"),
      });
      return c.json(await staffMe(c, { ...caller, session, mustChangePassword: false }));
    },
  );
