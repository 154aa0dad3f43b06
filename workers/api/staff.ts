import { type Context, Hono } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { entity, pageQuerySchema } from "../../schema/api/common.ts";
import { signedOutSchema } from "../../schema/api/residents.ts";
import {
  changePasswordRequestSchema,
  createdStaffSchema,
  createStaffRequestSchema,
  type ReachableStore,
  type Side,
  type StaffAccount,
  type StaffMe,
  staffAccountSchema,
  staffMeSchema,
  staffPageSchema,
  staffSignInRequestSchema,
  stopStaffRequestSchema,
} from "../../schema/api/staff.ts";
import type { StaffId } from "../../schema/ids.ts";
import { MAX_PAGE_ROWS } from "../../schema/limits.ts";
import { writeAudit } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import { organisationsByIds } from "../data/organisations.ts";
import { payFaceOf, programmesOfRegion } from "../data/programmes.ts";
import {
  createStaff,
  findSignIn,
  findStaff,
  listStaff,
  passwordHashOf,
  setPassword,
  staffOfRegion,
  stopStaff,
} from "../data/staff-accounts.ts";
import { listManagedStores, type StoreFacts } from "../data/stores.ts";
import type { Env } from "../env.ts";
import { programmeFeed, storeFeed } from "../http/actors.ts";
import { valid } from "../http/body.ts";
import {
  callerCan,
  callerCapabilities,
  forgetStaff,
  nobodyIsNull,
  reachWith,
  type StaffCaller,
  staffOnly,
} from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { firstPassword, hashPassword, NOBODYS_HASH, verifyPassword } from "../http/password.ts";
import { problem } from "../http/problem.ts";
import { capabilitiesOf, fitsOrganisation, sideOf } from "../http/roles.ts";
import { endSession, type Session, startSession } from "../http/session.ts";
import { callerAddress, countMiss, isBlocked, overQuota } from "../http/throttled.ts";
import { isSpendable } from "../http/verdict.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";

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

/** Who somebody is, and everything they may reach. */
async function staffMe(c: Context<ApiContext>, caller: StaffCaller): Promise<StaffMe> {
  const nowMs = clockOf(c.env).now();
  const db = databaseOf(c.env, caller.regionId);
  const reach = reachWith(caller, "counter.use");
  const [programmes, stores] = await Promise.all([
    programmesOfRegion(db, caller.regionId, nowMs),
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
    })),
    capabilities: [...callerCapabilities(caller)],
    sides: [...sides],
    programmes: programmes.filter((p) => isSpendable(p.state)).map((p) => payFaceOf(p, nowMs)),
    stores: stores.slice(0, MAX_PAGE_ROWS).map(reachableStore),
    mustChangePassword: caller.mustChangePassword,
    sessionExpiresAtMs: caller.session.expiresAtMs,
    serverNowMs: nowMs,
  };
}

async function signedInAs(
  c: Context<ApiContext>,
  staffId: string,
  session: Session,
): Promise<StaffCaller | null> {
  const account = await findStaff(databaseOf(c.env, null), staffId);
  return account ? { ...account, session } : null;
}

type ListedStaff = NonNullable<Awaited<ReturnType<typeof staffOfRegion>>>;
function staffAccount(row: ListedStaff): StaffAccount {
  return {
    staffId: row.id as StaffId,
    loginId: row.loginId,
    name: row.name,
    state: row.state as StaffAccount["state"],
    memberships: row.memberships,
    createdAtMs: row.createdAtMs,
  };
}

/** Closes every screen an account may have open: a socket outlives the session check that let it in (S22). */
async function closeFeeds(env: Env, staffId: StaffId): Promise<void> {
  const account = await findStaff(databaseOf(env, null), staffId);
  if (!account) return;
  const db = databaseOf(env, account.regionId);
  const reach = reachWith(account, "counter.use");
  const [stores, programmes] = await Promise.all([
    listManagedStores(db, account.regionId, reach.kind === "region" ? null : reach.ids, {
      after: null,
      limit: MAX_PAGE_ROWS,
    }),
    callerCan(account, "programme.read") ? programmesOfRegion(db, account.regionId, clockOf(env).now()) : [],
  ]);
  const tag = `staff:${staffId}`;
  await Promise.allSettled([
    ...stores.map((store) => storeFeed(env, store.id).disconnect({ tag })),
    ...programmes.map((programme) => programmeFeed(env, programme.id).disconnect({ tag })),
  ]);
}

const staffParam = z.object({ id: entity<StaffId>("staff") });

/** Signing in with ID and password, and the accounts a secretariat gives and takes away (S8). */
export const staff = new Hono<ApiContext>()
  .post(
    "/staff/session",
    doc("staff", "Sign in with ID and password", staffMeSchema),
    valid("json", staffSignInRequestSchema),
    async (c) => {
      const { loginId: written, password } = c.req.valid("json");
      const loginId = written.normalize("NFKC").toLowerCase();
      const stopped =
        (await overQuota(c, "sign-in:ip", callerAddress(c))) ??
        (await overQuota(c, "sign-in:account", loginId)) ??
        (await isBlocked(c, "password:account", loginId));
      if (stopped) return stopped;
      const account = await findSignIn(databaseOf(c.env, null), loginId);
      // A wrong ID takes as long as a wrong password.
      const right = await verifyPassword(password, account?.passwordHash ?? NOBODYS_HASH);
      if (!account || !right) {
        await countMiss(c, "password:account", loginId);
        return problem(c, "credentials-wrong");
      }
      if (account.state !== "active") return problem(c, "account-stopped");
      const session = await startSession(c, "staff", account.id);
      forgetStaff(c.env.DB, account.id);
      const caller = await signedInAs(c, account.id, session);
      if (!caller) return problem(c, "credentials-wrong");
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
    },
  )
  .delete("/staff/session", doc("staff", "Sign out on this device", signedOutSchema), (c) => {
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
    staffOnly(),
    async (c) => c.json(await staffMe(c, c.get("staff"))),
  )
  .post(
    "/staff/password",
    doc("staff", "Change the own password; other devices are signed out", staffMeSchema),
    staffOnly(),
    valid("json", changePasswordRequestSchema),
    async (c) => {
      const { current, next } = c.req.valid("json");
      const caller = c.get("staff");
      const db = databaseOf(c.env, caller.regionId);
      const blocked = await isBlocked(c, "password:account", caller.loginId);
      if (blocked) return blocked;
      const hash = await passwordHashOf(db, caller.regionId, caller.staffId);
      if (!hash || !(await verifyPassword(current, hash))) {
        await countMiss(c, "password:account", caller.loginId);
        return problem(c, "credentials-wrong");
      }
      const nowMs = clockOf(c.env).now();
      await setPassword(db, caller, await hashPassword(next), nowMs);
      forgetStaff(c.env.DB, caller.staffId);
      const session = await startSession(c, "staff", caller.staffId);
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
  )
  .get(
    "/staff",
    doc("secretariat", "The accounts of the region, newest first", staffPageSchema),
    staffOnly("staff.read"),
    valid("query", pageQuerySchema),
    async (c) => {
      const { after, limit } = c.req.valid("query");
      const { regionId } = c.get("staff");
      const rows = await listStaff(databaseOf(c.env, regionId), regionId, {
        after: readNumberKey(after),
        limit,
      });
      return c.json(cutPage(rows, limit, (row) => [row.createdAtMs, row.id], staffAccount));
    },
  )
  .post(
    "/staff",
    doc("secretariat", "Give an account; its first password is shown once", createdStaffSchema),
    staffOnly("staff.manage"),
    valid("json", createStaffRequestSchema),
    async (c) => {
      const request = c.req.valid("json");
      const caller = c.get("staff");
      const db = databaseOf(c.env, caller.regionId);
      const organisations = await organisationsByIds(
        db,
        caller.regionId,
        request.memberships.map((each) => each.organisationId),
      );
      for (const [at, each] of request.memberships.entries()) {
        const organisation = organisations.get(each.organisationId);
        if (!organisation) return problem(c, "not-found");
        if (!fitsOrganisation(each.role, organisation))
          return problem(c, "invalid-request", {
            fields: [{ path: `memberships.${at}.role`, message: "not a role of this organisation" }],
          });
      }
      const nowMs = clockOf(c.env).now();
      const staffId = newId<StaffId>();
      const loginId = request.loginId ?? `u-${staffId}`;
      const password = request.password ?? firstPassword();
      const created = await createStaff(
        db,
        {
          id: staffId,
          regionId: caller.regionId,
          loginId,
          name: request.name,
          passwordHash: await hashPassword(password),
          mustChangePassword: true,
          state: "active",
          sessionsFromMs: 0,
          createdAtMs: nowMs,
          createdBy: caller.staffId,
        },
        request.memberships,
      );
      if (!created) return problem(c, "conflict");
      await writeAudit(db, {
        regionId: caller.regionId,
        atMs: nowMs,
        actor: caller.staffId,
        action: "staff.create",
        subjectKind: "staff",
        subjectId: staffId,
        after: { loginId, memberships: request.memberships },
        requestId: c.get("requestId"),
      });
      const row = await staffOfRegion(db, caller.regionId, staffId);
      if (!row) return problem(c, "internal");
      return c.json({ account: staffAccount(row), firstPassword: password });
    },
  )
  .post(
    "/staff/:id/stop",
    doc("secretariat", "Stop an account at once", staffAccountSchema),
    staffOnly("staff.manage"),
    valid("param", staffParam),
    valid("json", stopStaffRequestSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const caller = c.get("staff");
      const db = databaseOf(c.env, caller.regionId);
      const before = await staffOfRegion(db, caller.regionId, id);
      if (!before) return problem(c, "not-found");
      const nowMs = clockOf(c.env).now();
      await stopStaff(db, caller.regionId, id, nowMs);
      forgetStaff(c.env.DB, id);
      c.executionCtx.waitUntil(closeFeeds(c.env, id));
      await writeAudit(db, {
        regionId: caller.regionId,
        atMs: nowMs,
        actor: caller.staffId,
        action: "staff.stop",
        subjectKind: "staff",
        subjectId: id,
        before: { state: before.state },
        after: { state: "stopped" },
        reason: c.req.valid("json").reason,
        requestId: c.get("requestId"),
      });
      return c.json(staffAccount({ ...before, state: "stopped" }));
    },
  );
