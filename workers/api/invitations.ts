import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  acceptInvitationRequestSchema,
  invitationSchema,
  inviteRequestSchema,
  lookInvitationRequestSchema,
} from "../../schema/api/invitations.ts";
import { staffAccountSchema, staffMeSchema } from "../../schema/api/staff.ts";
import type { RegionId, StaffId } from "../../schema/ids.ts";
import { writeAudit } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import { acceptInvitation, findInvited, openInvitations, revokeInvitation } from "../data/invitations.ts";
import { valid } from "../http/body.ts";
import { forgetStaff, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { callerAddress } from "../http/network.ts";
import { problem } from "../http/problem.ts";
import { overQuota } from "../http/throttled.ts";
import { addressOf, hashOfToken, inviteStatements } from "../invitations/invitation.ts";
import { startMail } from "../mail/outbox.ts";
import { hashPassword } from "../passwords/password.ts";
import { refusedPassword } from "../passwords/refused-password.ts";
import { doc } from "./doc.ts";
import { managed, staffAccountBody, staffParam } from "./managed-staff.ts";
import { newId } from "./new-id.ts";
import { signedIn } from "./staff.ts";

/** Accounts by invitation: a link by which somebody sets a password that nobody else has seen (ACC-4). */
export const invitations = new Hono<ApiContext>()
  .post(
    "/staff/:id/invitation",
    doc(
      "staff",
      "Send an account's owner a link to set a password, in place of an earlier one",
      staffAccountSchema,
    ),
    staffOnly("staff.manage"),
    valid("param", staffParam),
    valid("json", inviteRequestSchema),
    async (c) => {
      const caller = c.get("staff");
      const db = databaseOf(c.env, caller.regionId);
      const found = await managed(c, c.req.valid("param").id);
      if (!found.ok) return found.error;
      const account = found.value;
      if (account.state !== "active") return problem(c, "account-stopped");
      const stopped = await overQuota(c, "invite:account", caller.staffId);
      if (stopped) return stopped;
      const before = (await openInvitations(db, caller.regionId, [account.id])).get(account.id);
      const to = c.req.valid("json").email ?? (before ? await addressOf(c.env, before) : null);
      if (to === null)
        return problem(c, "invalid-request", { fields: [{ path: "email", message: "required" }] });
      const statements = await inviteStatements(
        c.env,
        {
          invitationId: newId(),
          staffId: account.id as StaffId,
          regionId: caller.regionId,
          regionName: caller.regionName,
          organisationName: account.memberships[0]?.organisationName ?? "",
          name: account.name,
          loginId: account.loginId,
          to,
          invitedBy: caller,
        },
        clockOf(c.env).now(),
      );
      await c.env.DB.batch(statements);
      c.executionCtx.waitUntil(startMail(c.env));
      await logged(c, { action: "staff.invite", subjectKind: "staff", subjectId: account.id });
      return c.json(await staffAccountBody(c, account));
    },
  )
  .delete(
    "/staff/:id/invitation",
    doc("staff", "Take an invitation back: its link leads nowhere any more", staffAccountSchema),
    staffOnly("staff.manage"),
    valid("param", staffParam),
    async (c) => {
      const found = await managed(c, c.req.valid("param").id);
      if (!found.ok) return found.error;
      const account = { staffId: found.value.id, regionId: c.get("staff").regionId };
      if (await revokeInvitation(c.env.DB, account, clockOf(c.env).now()))
        await logged(c, { action: "staff.uninvite", subjectKind: "staff", subjectId: account.staffId });
      return c.json(await staffAccountBody(c, found.value));
    },
  )
  .post(
    "/invitations/look",
    doc("anyone", "Whom a link invites, and to what", invitationSchema),
    valid("json", lookInvitationRequestSchema),
    async (c) => {
      const stopped = await overQuota(c, "invitation:ip", callerAddress(c));
      if (stopped) return stopped;
      const tokenHash = hashOfToken(c.req.valid("json").token);
      const found = await findInvited(databaseOf(c.env, null), tokenHash, clockOf(c.env).now());
      if (!found) return problem(c, "invitation-ended");
      return c.json({
        name: found.account.name,
        loginId: found.account.loginId,
        regionName: found.regionName,
        organisationNames: found.organisationNames,
        expiresAtMs: found.invitation.expiresAtMs,
      });
    },
  )
  .post(
    "/invitations/acceptance",
    doc("anyone", "Set the password by a link, which is used up, and sign in", staffMeSchema),
    valid("json", acceptInvitationRequestSchema),
    async (c) => {
      const stopped = await overQuota(c, "invitation:ip", callerAddress(c));
      if (stopped) return stopped;
      const { token, password } = c.req.valid("json");
      const tokenHash = hashOfToken(token);
      const nowMs = clockOf(c.env).now();
      const found = await findInvited(databaseOf(c.env, null), tokenHash, nowMs);
      if (!found) return problem(c, "invitation-ended");
      const { loginId, name } = found.account;
      const refused = await refusedPassword(c, password, [loginId, name, found.regionName]);
      if (refused) return refused;
      const passwordHash = await hashPassword(password);
      if (!(await acceptInvitation(c.env.DB, { tokenHash, passwordHash }, nowMs)))
        return problem(c, "invitation-ended");
      const { id: staffId, regionId } = found.account;
      forgetStaff(c.env.DB, staffId);
      await writeAudit(databaseOf(c.env, regionId as RegionId), {
        regionId,
        atMs: nowMs,
        actor: staffId,
        action: "staff.accept-invitation",
        subjectKind: "staff",
        subjectId: staffId,
        requestId: c.get("requestId"),
      });
      return signedIn(c, staffId);
    },
  );
