import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  createdStaffSchema,
  createStaffRequestSchema,
  slipsRequestSchema,
  staffAccountOrWaitingSchema,
  staffAccountSchema,
  staffPageSchema,
  staffQuerySchema,
  stopStaffRequestSchema,
} from "../../schema/api/staff.ts";
import type { StaffId } from "../../schema/ids.ts";
import { aboutStaff } from "../approvals/about.ts";
import { fourEyes } from "../approvals/four-eyes.ts";
import { writeAudits } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import { organisationsByIds, treeOf } from "../data/organisations.ts";
import {
  createStaff,
  listStaff,
  setFirstPasswords,
  setStaffState,
  staffByIds,
  staffOfRegion,
} from "../data/staff-accounts.ts";
import { valid } from "../http/body.ts";
import { forgetStaff, mayGive, reaches, reachWith, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged, recordOf } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import { fitsOrganisation } from "../http/roles.ts";
import { overQuota } from "../http/throttled.ts";
import { inviteStatements } from "../invitations/invitation.ts";
import { startMail } from "../mail/outbox.ts";
import { firstPassword, hashPassword } from "../passwords/password.ts";
import { refusedPassword } from "../passwords/refused-password.ts";
import { sheetFont } from "../pdf/font.ts";
import { doc } from "./doc.ts";
import {
  endSessions,
  managed,
  manages,
  seenStaff,
  staffAccountBodies,
  staffAccountBody,
  staffParam,
} from "./managed-staff.ts";
import { newId } from "./new-id.ts";

/** The accounts that the level above gives and takes away (S8, ORG-6). */
export const staffAccounts = new Hono<ApiContext>()
  .get(
    "/staff",
    doc("staff", "The accounts the caller sees, newest first", staffPageSchema),
    staffOnly("staff.read"),
    valid("query", staffQuerySchema),
    async (c) => {
      const { after, limit, organisationId, state, text } = c.req.valid("query");
      const caller = c.get("staff");
      const reach = reachWith(caller, "staff.read");
      if (organisationId && !reaches(reach, organisationId)) return problem(c, "not-found");
      const db = databaseOf(c.env, caller.regionId);
      const asked = organisationId && (await treeOf(db, caller.regionId, organisationId));
      const within =
        asked?.filter((id) => reaches(reach, id)) ?? (reach.kind === "region" ? null : reach.ids);
      const rows = await listStaff(db, caller.regionId, within, {
        after: readNumberKey(after),
        limit,
        state,
        text,
      });
      const page = cutPage(
        rows,
        limit,
        (row) => [row.createdAtMs, row.id],
        (row) => row,
      );
      return c.json({ rows: await staffAccountBodies(c, page.rows), next: page.next });
    },
  )
  .get(
    "/staff/:id",
    doc("staff", "One account the caller sees", staffAccountSchema),
    staffOnly("staff.read"),
    valid("param", staffParam),
    async (c) => {
      const row = await seenStaff(c, c.req.valid("param").id);
      return row ? c.json(await staffAccountBody(c, row)) : problem(c, "not-found");
    },
  )
  .post(
    "/staff",
    doc("staff", "Give an account; its first password is shown once", createdStaffSchema),
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
        if (!organisation || !reaches(reachWith(caller, "staff.manage"), each.organisationId))
          return problem(c, "not-found");
        if (!fitsOrganisation(each.role, organisation))
          return problem(c, "invalid-request", {
            fields: [{ path: `memberships.${at}.role`, message: "not a role of this organisation" }],
          });
        if (!mayGive(caller, each)) return problem(c, "forbidden");
      }
      if (request.email !== undefined) {
        const stopped = await overQuota(c, "invite:account", caller.staffId);
        if (stopped) return stopped;
      }
      const staffId = newId<StaffId>();
      const loginId = request.loginId ?? `u-${staffId}`;
      if (request.password !== undefined) {
        const refused = await refusedPassword(c, request.password, [
          loginId,
          request.name,
          caller.regionName,
        ]);
        if (refused) return refused;
      }
      // Whoever is invited sets a password themselves; until then the account has one that nobody knows.
      const password = request.email === undefined && request.password ? request.password : firstPassword();
      const nowMs = clockOf(c.env).now();
      const [first] = request.memberships;
      const invitation =
        request.email === undefined
          ? []
          : await inviteStatements(
              c.env,
              {
                invitationId: newId(),
                staffId,
                regionId: caller.regionId,
                regionName: caller.regionName,
                organisationName: organisations.get(first?.organisationId ?? "")?.name ?? "",
                name: request.name,
                loginId,
                to: request.email,
                invitedBy: caller,
              },
              nowMs,
            );
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
        { d1: c.env.DB, statements: invitation },
      );
      if (!created) return problem(c, "conflict");
      if (invitation.length > 0) c.executionCtx.waitUntil(startMail(c.env));
      await logged(c, {
        action: "staff.create",
        subjectKind: "staff",
        subjectId: staffId,
        after: { loginId, memberships: request.memberships, invited: invitation.length > 0 },
      });
      const row = await staffOfRegion(db, caller.regionId, staffId);
      if (!row) return problem(c, "internal");
      const account = await staffAccountBody(c, row);
      return c.json({ account, firstPassword: invitation.length > 0 ? null : password });
    },
  )
  .post("/staff/slips", staffOnly("staff.manage"), valid("json", slipsRequestSchema), async (c) => {
    const staffIds = [...new Set(c.req.valid("json").staffIds)];
    const caller = c.get("staff");
    const db = databaseOf(c.env, caller.regionId);
    const accounts = await staffByIds(db, caller.regionId, staffIds);
    if (accounts.length < staffIds.length || !accounts.every((account) => manages(c.get("staff"), account)))
      return problem(c, "not-found");
    if (accounts.some((account) => account.state !== "active")) return problem(c, "account-stopped");
    // Before any password changes: without the font there would be no paper that says the new ones.
    const font = await sheetFont(c.env);
    if (!font) return problem(c, "try-again");
    const slips = [];
    const hashes = [];
    for (const account of staffIds.flatMap((id) => accounts.find((one) => one.id === id) ?? [])) {
      const password = firstPassword();
      hashes.push({ staffId: account.id, hash: await hashPassword(password) });
      slips.push({
        organisationName: account.memberships[0]?.organisationName ?? "",
        name: account.name,
        loginId: account.loginId,
        password,
      });
    }
    const { slipSheets } = await import("../slips/slip-sheets.ts");
    const file = await slipSheets(font, slips, {
      regionName: caller.regionName,
      address: c.env.PUBLIC_ORIGIN,
      madeAtMs: clockOf(c.env).now(),
    });
    await setFirstPasswords(db, caller.regionId, hashes, clockOf(c.env).now());
    await writeAudits(
      db,
      accounts.map((account) =>
        recordOf(c, { action: "staff.slip", subjectKind: "staff", subjectId: account.id }),
      ),
    );
    for (const { id } of accounts) forgetStaff(c.env.DB, id);
    return new Response(file, {
      headers: {
        "content-type": "application/pdf",
        "cache-control": "no-store",
        "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent("アカウント票.pdf")}`,
      },
    });
  })
  .post(
    "/staff/:id/password",
    doc("staff", "A new first password, shown once; every session of the account ends", createdStaffSchema),
    staffOnly("staff.manage"),
    valid("param", staffParam),
    valid("json", stopStaffRequestSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { regionId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      const found = await managed(c, id);
      if (!found.ok) return found.error;
      const before = found.value;
      const password = firstPassword();
      const hash = await hashPassword(password);
      await setFirstPasswords(db, regionId, [{ staffId: id, hash }], clockOf(c.env).now());
      await logged(c, {
        action: "staff.first-password",
        subjectKind: "staff",
        subjectId: id,
        reason: c.req.valid("json").reason,
      });
      await endSessions(c, id);
      return c.json({
        account: await staffAccountBody(c, { ...before, mustChangePassword: true }),
        firstPassword: password,
      });
    },
  )
  .post(
    "/staff/:id/stop",
    doc("staff", "Stop an account at once", staffAccountSchema),
    staffOnly("staff.manage"),
    valid("param", staffParam),
    valid("json", stopStaffRequestSchema),
    (c) => changeState(c, c.req.valid("param").id, "stopped", c.req.valid("json").reason),
  )
  .post(
    "/staff/:id/start",
    doc("staff", "Let a stopped account sign in again", staffAccountOrWaitingSchema),
    staffOnly("staff.manage"),
    valid("param", staffParam),
    valid("json", stopStaffRequestSchema),
    fourEyes("unfreeze", aboutStaff),
    (c) => changeState(c, c.req.valid("param").id, "active", c.req.valid("json").reason),
  );

async function changeState(
  c: Context<ApiContext>,
  staffId: StaffId,
  state: "active" | "stopped",
  reason: string,
) {
  const { regionId } = c.get("staff");
  const db = databaseOf(c.env, regionId);
  const found = await managed(c, staffId);
  if (!found.ok) return found.error;
  const before = found.value;
  await setStaffState(db, regionId, staffId, state, clockOf(c.env).now());
  await logged(c, {
    action: state === "stopped" ? "staff.stop" : "staff.start",
    subjectKind: "staff",
    subjectId: staffId,
    before: { state: before.state },
    after: { state },
    reason,
  });
  await endSessions(c, staffId);
  return c.json(await staffAccountBody(c, { ...before, state }));
}
