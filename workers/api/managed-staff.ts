import type { Context } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { entity } from "../../schema/api/common.ts";
import type { StaffAccount } from "../../schema/api/staff.ts";
import type { StaffId } from "../../schema/ids.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { databaseOf } from "../data/database.ts";
import { type InvitationRow, openInvitations } from "../data/invitations.ts";
import { findStaff, staffOfRegion } from "../data/staff-accounts.ts";
import type { Env } from "../env.ts";
import { forgetStaff, mayGive, reaches, reachWith, type StaffCaller } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { closeScreensOf } from "../http/open-screens.ts";
import { type ProblemReply, problem } from "../http/problem.ts";
import { addressOf, maskedAddress } from "../invitations/invitation.ts";

export const staffParam = z.object({ id: entity<StaffId>("staff") });

export type ListedStaff = NonNullable<Awaited<ReturnType<typeof staffOfRegion>>>;

/** Accounts as the caller may see them: roles at organisations out of reach are left out (WHO-2). */
export async function staffAccountBodies(
  c: Context<ApiContext>,
  rows: readonly ListedStaff[],
): Promise<StaffAccount[]> {
  const caller = c.get("staff");
  const reach = reachWith(caller, "staff.read");
  const db = databaseOf(c.env, caller.regionId);
  const invitations = await openInvitations(
    db,
    caller.regionId,
    rows.map((row) => row.id),
  );
  const body = async (row: ListedStaff): Promise<StaffAccount> => ({
    staffId: row.id as StaffId,
    loginId: row.loginId,
    name: row.name,
    state: row.state as StaffAccount["state"],
    mustChangePassword: row.mustChangePassword,
    invitation: await invitationBody(c.env, invitations.get(row.id)),
    memberships: row.memberships.filter((held) => reaches(reach, held.organisationId)),
    manageable: manages(caller, row),
    createdAtMs: row.createdAtMs,
  });
  return Promise.all(rows.map(body));
}

/** The same of one. */
export async function staffAccountBody(c: Context<ApiContext>, row: ListedStaff): Promise<StaffAccount> {
  return (await staffAccountBodies(c, [row]))[0] as StaffAccount;
}

async function invitationBody(env: Env, row: InvitationRow | undefined): Promise<StaffAccount["invitation"]> {
  if (!row) return null;
  const to = await addressOf(env, row);
  return {
    to: to === null ? "" : maskedAddress(to),
    sentAtMs: row.createdAtMs,
    expiresAtMs: row.expiresAtMs,
  };
}

/**
 * Whether the caller may manage an account: somebody else's, and every role it holds is one the caller may give (ORG-6).
 * A head office doesn't stop a clerk of its own who also works elsewhere.
 */
export function manages(caller: StaffCaller, account: ListedStaff): boolean {
  return account.id !== caller.staffId && account.memberships.every((held) => mayGive(caller, held));
}

/** An account within the caller's reach, managed or not; null where it doesn't exist for them (WHO-2). */
export async function seenStaff(c: Context<ApiContext>, staffId: string): Promise<ListedStaff | null> {
  const caller = c.get("staff");
  const account = await staffOfRegion(databaseOf(c.env, caller.regionId), caller.regionId, staffId);
  const reach = reachWith(caller, "staff.read");
  return account?.memberships.some((held) => reaches(reach, held.organisationId)) ? account : null;
}

/** An account the caller manages; one out of reach doesn't exist for them (WHO-2). */
export async function managed(
  c: Context<ApiContext>,
  staffId: string,
): Promise<Result<ListedStaff, ProblemReply>> {
  const account = await seenStaff(c, staffId);
  if (!account) return err(problem(c, "not-found"));
  return manages(c.get("staff"), account) ? ok(account) : err(problem(c, "forbidden"));
}

/** Ends every session of an account and closes its screens; `forgetStaff` makes it so in this isolate at once. */
export async function endSessions(c: Context<ApiContext>, staffId: string): Promise<void> {
  const db = databaseOf(c.env, c.get("staff").regionId);
  forgetStaff(c.env.DB, staffId);
  const account = await findStaff(db, staffId, clockOf(c.env).now());
  if (account) c.executionCtx.waitUntil(closeScreensOf(c.env, account));
}
