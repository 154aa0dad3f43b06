import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { staffAccountSchema, staffMeSchema, stopStaffRequestSchema } from "../../schema/api/staff.ts";
import {
  beginTotpSchema,
  confirmTotpRequestSchema,
  factorAnswerSchema,
  recoveryCodesSchema,
} from "../../schema/api/staff-factors.ts";
import type { RegionId, StaffId } from "../../schema/ids.ts";
import { databaseOf } from "../data/database.ts";
import { recordSignIn } from "../data/sign-ins.ts";
import { removeFactors } from "../data/staff-factors.ts";
import { valid } from "../http/body.ts";
import { forgetStaff, type StaffCaller, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import { provedLately } from "../http/proof.ts";
import { factorBrake } from "../http/sign-in-brakes.ts";
import { endSessionsOf, startStaffSession } from "../http/staff-sessions.ts";
import { beginTotp, confirmTotp, replaceRecoveryCodes } from "../staff-factors/enrol.ts";
import { factorStep, needsFactor } from "../staff-factors/factor-step.ts";
import { judgeFactor } from "../staff-factors/judge-factor.ts";
import { doc } from "./doc.ts";
import { endSessions, managed, staffAccountBody, staffParam } from "./managed-staff.ts";
import { signedIn, staffMe } from "./staff.ts";

/** What one shows besides the password: at sign-in, setting it up, and taking it away (FAC-1 to FAC-4). */
export const staffFactors = new Hono<ApiContext>()
  .post(
    "/staff/factor",
    doc("staff", "The second step of signing in", staffMeSchema),
    staffOnly(undefined, { factor: true, firstPassword: true, terms: true }),
    valid("json", factorAnswerSchema),
    async (c) => {
      const caller = c.get("staff");
      if (factorStep(caller, caller.session) !== "ask") return problem(c, "conflict");
      const brake = await factorBrake(c, caller);
      const stopped = await brake.stopped();
      if (stopped) return stopped;
      const verdict = await judgeFactor(c, caller, c.req.valid("json"));
      if (typeof verdict === "string") {
        recordSignIn(c, {
          kind: "staff",
          regionId: caller.regionId,
          subjectId: caller.staffId,
          outcome: "factor",
          factor: "totp",
        });
        // A code that was right and is used up tells a guesser nothing.
        if (verdict === "factor-wrong") await brake.wrong();
        return problem(c, verdict);
      }
      if (verdict.passed === "recovery")
        await logged(c, {
          action: "staff.recovery-code",
          subjectKind: "staff",
          subjectId: caller.staffId,
          after: { left: caller.factors.recoveryLeft - 1 },
        });
      // Another session: what was open to the password alone never becomes more.
      await endSessionsOf(c, caller, { only: caller.session.idHash }, "signed-out");
      return signedIn(c, caller.staffId, verdict.passed);
    },
  )
  .post(
    "/staff/factor/totp",
    doc("staff", "A secret for an app that shows codes", beginTotpSchema),
    staffOnly(undefined, { factorSetUp: true, terms: true }),
    provedLately,
    async (c) => c.json(await beginTotp(c.env, c.get("staff"))),
  )
  .post(
    "/staff/factor/totp/confirmation",
    doc(
      "staff",
      "Take the app up; other devices are signed out, codes on paper are shown once",
      recoveryCodesSchema,
    ),
    staffOnly(undefined, { factorSetUp: true, terms: true }),
    provedLately,
    valid("json", confirmTotpRequestSchema),
    async (c) => {
      const caller = c.get("staff");
      const made = await confirmTotp(c.env, caller, c.req.valid("json"));
      if (typeof made === "string") return problem(c, made);
      await changed(c, caller, "staff.factor", clockOf(c.env).now());
      return c.json({ recoveryCodes: [...made] });
    },
  )
  .post(
    "/staff/factor/recovery-codes",
    doc("staff", "Other codes on paper, in place of the last ones", recoveryCodesSchema),
    staffOnly(undefined, { terms: true }),
    provedLately,
    async (c) => {
      const caller = c.get("staff");
      if (caller.factors.kinds.length === 0) return problem(c, "factor-set-up-required");
      const codes = await replaceRecoveryCodes(c.env, caller);
      forgetStaff(c.env.DB, caller.staffId);
      await logged(c, { action: "staff.recovery-codes", subjectKind: "staff", subjectId: caller.staffId });
      return c.json({ recoveryCodes: [...codes] });
    },
  )
  .delete(
    "/staff/factor/totp",
    doc("staff", "Do without the app, where no role asks for it", staffMeSchema),
    staffOnly(undefined, { terms: true }),
    provedLately,
    async (c) => {
      const caller = c.get("staff");
      if (!caller.factors.kinds.includes("totp")) return problem(c, "not-found");
      if (needsFactor(caller)) return problem(c, "factor-set-up-required");
      await removeFactors(databaseOf(c.env, caller.regionId), caller, clockOf(c.env).now());
      const session = await changed(c, caller, "staff.factor-removed", null);
      const factors = { kinds: [], recoveryLeft: 0, recoveryUsedAtMs: null };
      return c.json(await staffMe(c, { ...caller, session, factors }));
    },
  )
  .post(
    "/staff/:id/factor/reset",
    doc(
      "staff",
      "Take a lost factor away: the account sets up another at its next sign-in",
      staffAccountSchema,
    ),
    staffOnly("staff.manage"),
    valid("param", staffParam),
    valid("json", stopStaffRequestSchema),
    async (c) => {
      const found = await managed(c, c.req.valid("param").id);
      if (!found.ok) return found.error;
      const account = { staffId: found.value.id as StaffId, regionId: found.value.regionId as RegionId };
      await removeFactors(databaseOf(c.env, account.regionId), account, clockOf(c.env).now());
      await logged(c, {
        action: "staff.factor-reset",
        subjectKind: "staff",
        subjectId: account.staffId,
        reason: c.req.valid("json").reason,
      });
      await endSessions(c, account.staffId);
      return c.json(await staffAccountBody(c, found.value));
    },
  );

/** After a change of factors: every other session has ended, this one goes on as another, and it is logged. */
async function changed(
  c: Context<ApiContext>,
  caller: StaffCaller,
  action: "staff.factor" | "staff.factor-removed",
  factorAtMs: number | null,
) {
  forgetStaff(c.env.DB, caller.staffId);
  const session = await startStaffSession(c, caller, factorAtMs);
  await logged(c, { action, subjectKind: "staff", subjectId: caller.staffId });
  return session;
}
