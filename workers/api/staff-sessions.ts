import { type Context, Hono } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  endSessionsRequestSchema,
  type StaffSession,
  type StaffSessions,
  staffProofRequestSchema,
  staffProofSchema,
  staffSessionIdSchema,
  staffSessionsSchema,
} from "../../schema/api/staff-sessions.ts";
import type { RegionId, StaffId } from "../../schema/ids.ts";
import { databaseOf } from "../data/database.ts";
import { passwordHashOf } from "../data/staff-accounts.ts";
import { openStaffSessions } from "../data/staff-sessions.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import { PROOF_MS } from "../http/proof.ts";
import { proofBrake } from "../http/sign-in-brakes.ts";
import { staffSessionTimes } from "../http/staff-session-times.ts";
import { endSessionsOf, proveSession } from "../http/staff-sessions.ts";
import { verifyPassword } from "../passwords/password.ts";
import { doc } from "./doc.ts";
import { endSessions, type ListedStaff, managed, staffParam } from "./managed-staff.ts";

const sessionParam = z.object({ sessionId: staffSessionIdSchema });

/** Where an account is signed in, and the ways to end that (STF-1); showing again who one is (STF-3). */
export const staffSessions = new Hono<ApiContext>()
  .get(
    "/staff/sessions",
    doc("staff", "Where the caller is signed in", staffSessionsSchema),
    staffOnly(),
    async (c) => c.json(await sessionsBody(c, c.get("staff"))),
  )
  .delete(
    "/staff/sessions/:sessionId",
    doc("staff", "Sign out somewhere else, or here", staffSessionsSchema),
    staffOnly(),
    valid("param", sessionParam),
    async (c) => {
      const caller = c.get("staff");
      const { sessionId } = c.req.valid("param");
      if ((await endSessionsOf(c, caller, { only: sessionId }, "taken-away")) === 0)
        return problem(c, "not-found");
      await logged(c, { action: "staff.sign-out", subjectKind: "staff", subjectId: caller.staffId });
      await endSessions(c, caller.staffId);
      return c.json(await sessionsBody(c, caller));
    },
  )
  .post(
    "/staff/sessions/end-others",
    doc("staff", "Sign out everywhere else", staffSessionsSchema),
    staffOnly(),
    async (c) => {
      const caller = c.get("staff");
      const ended = await endSessionsOf(c, caller, { allBut: caller.session.idHash }, "taken-away");
      if (ended > 0) {
        await logged(c, {
          action: "staff.sign-out-others",
          subjectKind: "staff",
          subjectId: caller.staffId,
          after: { sessions: ended },
        });
        await endSessions(c, caller.staffId);
      }
      return c.json(await sessionsBody(c, caller));
    },
  )
  .post(
    "/staff/proof",
    doc("staff", "Show again who one is, before changing how one signs in", staffProofSchema),
    staffOnly(undefined, { factorSetUp: true, terms: true }),
    valid("json", staffProofRequestSchema),
    async (c) => {
      const caller = c.get("staff");
      const brake = proofBrake(c);
      const stopped = await brake.stopped();
      if (stopped) return stopped;
      const hash = await passwordHashOf(databaseOf(c.env, caller.regionId), caller.regionId, caller.staffId);
      if (!hash || !(await verifyPassword(c.req.valid("json").password, hash))) {
        await brake.wrong();
        return problem(c, "credentials-wrong");
      }
      return c.json({ provedUntilMs: (await proveSession(c, caller.session)) + PROOF_MS });
    },
  )
  .get(
    "/staff/:id/sessions",
    doc("staff", "Where an account that the caller manages is signed in", staffSessionsSchema),
    staffOnly("staff.manage"),
    valid("param", staffParam),
    async (c) => {
      const found = await managed(c, c.req.valid("param").id);
      return found.ok ? c.json(await sessionsBody(c, accountOf(found.value))) : found.error;
    },
  )
  .post(
    "/staff/:id/sessions/end",
    doc("staff", "Sign an account out everywhere", staffSessionsSchema),
    staffOnly("staff.manage"),
    valid("param", staffParam),
    valid("json", endSessionsRequestSchema),
    async (c) => {
      const found = await managed(c, c.req.valid("param").id);
      if (!found.ok) return found.error;
      const account = accountOf(found.value);
      const ended = await endSessionsOf(c, account, { all: true }, "taken-away");
      await logged(c, {
        action: "staff.sign-out",
        subjectKind: "staff",
        subjectId: account.staffId,
        after: { sessions: ended },
        reason: c.req.valid("json").reason,
      });
      await endSessions(c, account.staffId);
      return c.json(await sessionsBody(c, account));
    },
  );

interface Account {
  readonly staffId: StaffId;
  readonly regionId: RegionId;
  readonly sessionsFromMs: number;
  readonly memberships: readonly { readonly role: Parameters<typeof staffSessionTimes>[0][number] }[];
}

function accountOf(row: ListedStaff): Account {
  return {
    staffId: row.id as StaffId,
    regionId: row.regionId as RegionId,
    sessionsFromMs: row.sessionsFromMs,
    memberships: row.memberships,
  };
}

async function sessionsBody(c: Context<ApiContext>, account: Account): Promise<StaffSessions> {
  const { idleMs } = staffSessionTimes(account.memberships.map((each) => each.role));
  const nowMs = clockOf(c.env).now();
  const rows = await openStaffSessions(databaseOf(c.env, account.regionId), account, { nowMs, idleMs });
  return {
    rows: rows.map(
      (row): StaffSession => ({
        sessionId: row.id,
        device: row.device,
        network: row.networkShown,
        startedAtMs: row.startedAtMs,
        seenAtMs: row.seenAtMs,
        endsAtMs: row.endsAtMs,
        current: row.id === c.get("staff").session.idHash,
      }),
    ),
  };
}
