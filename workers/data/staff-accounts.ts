import { and, asc, desc, eq, inArray, lt, or } from "drizzle-orm";
import type { Role } from "../../schema/api/staff.ts";
import { membership, staff } from "../../schema/d1/people.ts";
import { organisation, region } from "../../schema/d1/region.ts";
import type { OrganisationId, RegionId, StaffId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";

/** A role at an organisation, with what the organisation is and which branches lie under it. */
export interface StaffMembership {
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
  readonly parentId: OrganisationId | null;
  readonly parentName: string | null;
  readonly role: Role;
  readonly branchIds: readonly OrganisationId[];
}

/** An account as every request of it needs it. */
export interface StaffAccountRow {
  readonly staffId: StaffId;
  readonly regionId: RegionId;
  readonly regionName: string;
  readonly loginId: string;
  readonly name: string;
  readonly state: string;
  readonly mustChangePassword: boolean;
  readonly sessionsFromMs: number;
  readonly memberships: readonly StaffMembership[];
}

/** The account behind a session; null where it is gone. */
export async function findStaff(db: Database, staffId: string): Promise<StaffAccountRow | null> {
  const [row] = await db
    .select({ staff, regionName: region.name })
    .from(staff)
    .innerJoin(region, eq(region.id, staff.regionId))
    .where(eq(staff.id, staffId));
  if (!row) return null;
  const held = await db
    .select({ role: membership.role, organisation })
    .from(membership)
    .innerJoin(organisation, eq(organisation.id, membership.organisationId))
    .where(and(eq(membership.staffId, staffId), eq(membership.regionId, row.staff.regionId)));
  const active = held.filter((each) => each.organisation.state === "active");
  const ids = active.map((each) => each.organisation.id);
  const parents = active.flatMap((each) => each.organisation.parentId ?? []);
  const related =
    ids.length === 0
      ? []
      : await db
          .select()
          .from(organisation)
          .where(
            and(
              eq(organisation.regionId, row.staff.regionId),
              parents.length === 0
                ? inArray(organisation.parentId, ids)
                : or(inArray(organisation.parentId, ids), inArray(organisation.id, parents)),
            ),
          );
  return {
    staffId: row.staff.id as StaffId,
    regionId: row.staff.regionId as RegionId,
    regionName: row.regionName,
    loginId: row.staff.loginId,
    name: row.staff.name,
    state: row.staff.state,
    mustChangePassword: row.staff.mustChangePassword,
    sessionsFromMs: row.staff.sessionsFromMs,
    memberships: active.map((each) => ({
      organisationId: each.organisation.id as OrganisationId,
      organisationName: each.organisation.name,
      parentId: each.organisation.parentId as OrganisationId | null,
      parentName: related.find((other) => other.id === each.organisation.parentId)?.name ?? null,
      role: each.role as Role,
      branchIds: related
        .filter((other) => other.parentId === each.organisation.id && other.state === "active")
        .map((other) => other.id as OrganisationId),
    })),
  };
}

/** What signing in compares with; by the name alone, since a name is unique over all regions. */
export async function findSignIn(db: Database, loginId: string) {
  const [row] = await db
    .select({ id: staff.id, passwordHash: staff.passwordHash, state: staff.state })
    .from(staff)
    .where(eq(staff.loginId, loginId));
  return row ?? null;
}

/** Sets a new password and ends every older session. */
export async function setPassword(
  db: Database,
  account: { readonly staffId: StaffId; readonly regionId: RegionId },
  passwordHash: string,
  sessionsFromMs: number,
): Promise<void> {
  await db
    .update(staff)
    .set({ passwordHash, mustChangePassword: false, sessionsFromMs })
    .where(and(eq(staff.id, account.staffId), eq(staff.regionId, account.regionId)));
}

/** The hash of an account, to check a password before changing it. */
export async function passwordHashOf(
  db: Database,
  regionId: RegionId,
  staffId: StaffId,
): Promise<string | null> {
  const [row] = await db
    .select({ hash: staff.passwordHash })
    .from(staff)
    .where(and(eq(staff.id, staffId), eq(staff.regionId, regionId)));
  return row?.hash ?? null;
}

/** Accounts of a region, newest first; keyset by (created, id). */
export async function listStaff(
  db: Database,
  regionId: RegionId,
  page: { readonly after: readonly [number, string] | null; readonly limit: number },
) {
  const rows = await db
    .select()
    .from(staff)
    .where(
      and(
        eq(staff.regionId, regionId),
        page.after
          ? or(
              lt(staff.createdAtMs, page.after[0]),
              and(eq(staff.createdAtMs, page.after[0]), lt(staff.id, page.after[1])),
            )
          : undefined,
      ),
    )
    .orderBy(desc(staff.createdAtMs), desc(staff.id))
    .limit(page.limit + 1);
  return withMemberships(db, regionId, rows);
}

/** One account of a region. */
export async function staffOfRegion(db: Database, regionId: RegionId, staffId: string) {
  const rows = await db
    .select()
    .from(staff)
    .where(and(eq(staff.id, staffId), eq(staff.regionId, regionId)));
  return (await withMemberships(db, regionId, rows))[0] ?? null;
}

async function withMemberships(
  db: Database,
  regionId: RegionId,
  rows: readonly (typeof staff.$inferSelect)[],
) {
  if (rows.length === 0) return [];
  const held = await db
    .select({
      staffId: membership.staffId,
      organisationId: membership.organisationId,
      organisationName: organisation.name,
      role: membership.role,
    })
    .from(membership)
    .innerJoin(organisation, eq(organisation.id, membership.organisationId))
    .where(
      and(
        eq(membership.regionId, regionId),
        rows.length <= 90
          ? inArray(
              membership.staffId,
              rows.map((row) => row.id),
            )
          : undefined,
      ),
    )
    .orderBy(asc(membership.role));
  return rows.map((row) => ({
    ...row,
    memberships: held
      .filter((each) => each.staffId === row.id)
      .map(({ organisationId, organisationName, role }) => ({
        organisationId: organisationId as OrganisationId,
        organisationName,
        role: role as Role,
      })),
  }));
}

/** Creates an account with its memberships in one step; false where the sign-in name is taken. */
export async function createStaff(
  db: Database,
  account: typeof staff.$inferInsert,
  memberships: readonly { readonly organisationId: string; readonly role: Role }[],
): Promise<boolean> {
  try {
    await db.batch([
      db.insert(staff).values(account),
      db
        .insert(membership)
        .values(memberships.map((each) => ({ ...each, staffId: account.id, regionId: account.regionId })))
        .onConflictDoNothing(),
    ]);
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/** Stops an account and ends its sessions (S22). */
export async function stopStaff(
  db: Database,
  regionId: RegionId,
  staffId: string,
  nowMs: number,
): Promise<void> {
  await db
    .update(staff)
    .set({ state: "stopped", sessionsFromMs: nowMs })
    .where(and(eq(staff.id, staffId), eq(staff.regionId, regionId)));
}

/** Whether D1 refused a row because another one holds its unique value. */
export function isUniqueViolation(error: unknown): boolean {
  const text = `${String(error)} ${String((error as { cause?: unknown }).cause ?? "")}`;
  return text.includes("UNIQUE constraint failed");
}
