import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { staffAccountSchema, staffMeSchema, stopStaffRequestSchema } from "../../schema/api/staff.ts";
import {
  beginTotpSchema,
  confirmTotpRequestSchema,
  type FactorKind,
  factorAnswerSchema,
  recoveryCodesSchema,
} from "../../schema/api/staff-factors.ts";
import type { RegionId, StaffId } from "../../schema/ids.ts";
import { databaseOf } from "../data/database.ts";
import { recordSignIn } from "../data/sign-ins.ts";
import { removeFactors, removeTotp } from "../data/staff-factors.ts";
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
      const answer = c.req.valid("json");
      const verdict = await judgeFactor(c, caller, answer);
      if (typeof verdict === "string") {
        recordSignIn(c, {
          kind: "staff",
          regionId: caller.regionId,
          subjectId: caller.staffId,
          outcome: "factor",
          factor: answer.kind === "passkey" ? "passkey" : "totp",
        });
        // Nobody guesses what a device signs.
        if (answer.kind === "passkey") return problem(c, "passkey-not-accepted");
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
      const stays = caller.factors.kinds.filter((kind) => kind !== "totp");
      if (needsFactor(caller) && stays.length === 0) return problem(c, "factor-set-up-required");
      const remove = stays.length > 0 ? removeTotp : removeFactors;
      await remove(databaseOf(c.env, caller.regionId), caller, clockOf(c.env).now());
      return c.json(await meWithout(c, caller, "totp", "staff.factor-removed"));
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

/** Who is signed in after a kind of factor was taken away: what stays still counts, codes on paper only beside something. */
export async function meWithout(
  c: Context<ApiContext>,
  caller: StaffCaller,
  /** Null: there are others of its kind. */
  gone: FactorKind | null,
  action: FactorAction,
) {
  const kinds = caller.factors.kinds.filter((kind) => kind !== gone);
  const session = await changed(c, caller, action, kinds.length > 0 ? caller.session.factorAtMs : null);
  const factors =
    kinds.length > 0 ? { ...caller.factors, kinds } : { kinds, recoveryLeft: 0, recoveryUsedAtMs: null };
  return staffMe(c, { ...caller, session, factors });
}

type FactorAction = "staff.factor" | "staff.factor-removed" | "staff.passkey" | "staff.passkey-removed";

/** After a change of factors: every other session has ended, this one goes on as another, and it is logged. */
export async function changed(
  c: Context<ApiContext>,
  caller: StaffCaller,
  action: FactorAction,
  factorAtMs: number | null,
) {
  forgetStaff(c.env.DB, caller.staffId);
  const session = await startStaffSession(c, caller, factorAtMs);
  await logged(c, { action, subjectKind: "staff", subjectId: caller.staffId });
  return session;
}
