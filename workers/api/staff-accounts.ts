import { type Context, Hono } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { entity } from "../../schema/api/common.ts";
import {
  createdStaffSchema,
  createStaffRequestSchema,
  type StaffAccount,
  slipsRequestSchema,
  staffAccountSchema,
  staffPageSchema,
  staffQuerySchema,
  stopStaffRequestSchema,
} from "../../schema/api/staff.ts";
import type { StaffId } from "../../schema/ids.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { writeAudits } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import { organisationsByIds, treeOf } from "../data/organisations.ts";
import {
  createStaff,
  findStaff,
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
import { closeScreensOf } from "../http/open-screens.ts";
import { firstPassword, hashPassword } from "../http/password.ts";
import { type ProblemReply, problem } from "../http/problem.ts";
import { fitsOrganisation } from "../http/roles.ts";
import { sheetFont } from "../pdf/font.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";

type ListedStaff = NonNullable<Awaited<ReturnType<typeof staffOfRegion>>>;

/** An account as the caller may see it: roles at organisations out of reach are left out (WHO-2). */
function staffAccount(c: Context<ApiContext>, row: ListedStaff): StaffAccount {
  const reach = reachWith(c.get("staff"), "staff.read");
  return {
    staffId: row.id as StaffId,
    loginId: row.loginId,
    name: row.name,
    state: row.state as StaffAccount["state"],
    mustChangePassword: row.mustChangePassword,
    memberships: row.memberships.filter((held) => reaches(reach, held.organisationId)),
    manageable: manages(c, row),
    createdAtMs: row.createdAtMs,
  };
}

/**
 * Whether the caller may manage an account: somebody else's, and every role it holds is one the caller may give (ORG-6).
 * A head office doesn't stop a clerk of its own who also works elsewhere.
 */
function manages(c: Context<ApiContext>, account: ListedStaff): boolean {
  const caller = c.get("staff");
  return account.id !== caller.staffId && account.memberships.every((held) => mayGive(caller, held));
}

/** An account the caller manages; one out of reach doesn't exist for them (WHO-2). */
async function managed(c: Context<ApiContext>, staffId: string): Promise<Result<ListedStaff, ProblemReply>> {
  const caller = c.get("staff");
  const account = await staffOfRegion(databaseOf(c.env, caller.regionId), caller.regionId, staffId);
  const reach = reachWith(caller, "staff.read");
  if (!account?.memberships.some((held) => reaches(reach, held.organisationId)))
    return err(problem(c, "not-found"));
  return manages(c, account) ? ok(account) : err(problem(c, "forbidden"));
}

/** Ends every session of an account and closes its screens; `forgetStaff` makes it so in this isolate at once. */
async function endSessions(c: Context<ApiContext>, staffId: string): Promise<void> {
  const db = databaseOf(c.env, c.get("staff").regionId);
  forgetStaff(c.env.DB, staffId);
  const account = await findStaff(db, staffId, clockOf(c.env).now());
  if (account) c.executionCtx.waitUntil(closeScreensOf(c.env, account));
}

const staffParam = z.object({ id: entity<StaffId>("staff") });

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
      return c.json(
        cutPage(
          rows,
          limit,
          (row) => [row.createdAtMs, row.id],
          (row) => staffAccount(c, row),
        ),
      );
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
          createdAtMs: clockOf(c.env).now(),
          createdBy: caller.staffId,
        },
        request.memberships,
      );
      if (!created) return problem(c, "conflict");
      await logged(c, {
        action: "staff.create",
        subjectKind: "staff",
        subjectId: staffId,
        after: { loginId, memberships: request.memberships },
      });
      const row = await staffOfRegion(db, caller.regionId, staffId);
      if (!row) return problem(c, "internal");
      return c.json({ account: staffAccount(c, row), firstPassword: password });
    },
  )
  .post("/staff/slips", staffOnly("staff.manage"), valid("json", slipsRequestSchema), async (c) => {
    const staffIds = [...new Set(c.req.valid("json").staffIds)];
    const caller = c.get("staff");
    const db = databaseOf(c.env, caller.regionId);
    const accounts = await staffByIds(db, caller.regionId, staffIds);
    if (accounts.length < staffIds.length || !accounts.every((account) => manages(c, account)))
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
        account: staffAccount(c, { ...before, mustChangePassword: true }),
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
    doc("staff", "Let a stopped account sign in again", staffAccountSchema),
    staffOnly("staff.manage"),
    valid("param", staffParam),
    valid("json", stopStaffRequestSchema),
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
  return c.json(staffAccount(c, { ...before, state }));
}
