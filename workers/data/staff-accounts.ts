import { and, asc, desc, eq, inArray, isNull, lt, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { Role } from "../../schema/api/staff.ts";
import { staffInvitation } from "../../schema/d1/invitation.ts";
import { membership, staff } from "../../schema/d1/people.ts";
import { organisation, region } from "../../schema/d1/region.ts";
import type { OrganisationId, RegionId, StaffId } from "../../schema/ids.ts";
import { can } from "../http/roles.ts";
import type { TillPin } from "../till-lock/judge-lock.ts";
import { type AlsoStatements, batchWith } from "./batch-with.ts";
import type { Database } from "./database.ts";
import { likePattern } from "./like.ts";
import { type FactorsHeld, factorsHeld } from "./staff-factors.ts";
import { type DueTerms, dueTerms } from "./terms.ts";
import { tillPinOf } from "./till-pins.ts";
import { isUniqueViolation } from "./unique.ts";

/** The organisation above the one a role is held at. */
const headOffice = alias(organisation, "head_office");

/** A role at an organisation, with what the organisation is and which branches lie under it. */
export interface StaffMembership {
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
  readonly parentId: OrganisationId | null;
  readonly parentName: string | null;
  readonly role: Role;
  readonly branchIds: readonly OrganisationId[];
  readonly branches: readonly { readonly organisationId: OrganisationId; readonly name: string }[];
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
  readonly factors: FactorsHeld;
  /** Its till is the easy one (EAS-4). */
  readonly easyTill: boolean;
  /** Null where it has no PIN for the till (PIN-1). */
  readonly tillPin: TillPin | null;
  readonly memberships: readonly StaffMembership[];
  /** Terms its offices have not accepted; empty for who may not accept any (ORG-5). */
  readonly termsDue: readonly DueTerms[];
}

/**
 * The account behind a session; null where it is gone. An account all of whose organisations are stopped is stopped with
 * them (ORG-4), and a branch with its head office.
 */
export async function findStaff(
  db: Database,
  staffId: string,
  nowMs: number,
): Promise<StaffAccountRow | null> {
  const [row] = await db
    .select({ staff, regionName: region.name })
    .from(staff)
    .innerJoin(region, eq(region.id, staff.regionId))
    .where(eq(staff.id, staffId));
  if (!row) return null;
  const held = await db
    .select({ role: membership.role, organisation, headState: headOffice.state, headName: headOffice.name })
    .from(membership)
    .innerJoin(organisation, eq(organisation.id, membership.organisationId))
    .leftJoin(headOffice, eq(headOffice.id, organisation.parentId))
    .where(and(eq(membership.staffId, staffId), eq(membership.regionId, row.staff.regionId)));
  const active = held.filter(
    (each) => each.organisation.state === "active" && (each.headState ?? "active") === "active",
  );
  const ids = active.map((each) => each.organisation.id);
  const regionId = row.staff.regionId as RegionId;
  const offices = active.filter((each) => can(each.role as Role, "terms.accept"));
  const [factors, tillPin, branches, termsDue] = await Promise.all([
    factorsHeld(db, staffId),
    tillPinOf(db, staffId),
    ids.length === 0
      ? []
      : db
          .select({
            id: organisation.id,
            name: organisation.name,
            parentId: organisation.parentId,
            state: organisation.state,
          })
          .from(organisation)
          .where(and(eq(organisation.regionId, regionId), inArray(organisation.parentId, ids))),
    dueTerms(
      db,
      regionId,
      offices.map((each) => each.organisation),
      nowMs,
    ),
  ]);
  return {
    staffId: row.staff.id as StaffId,
    regionId,
    regionName: row.regionName,
    loginId: row.staff.loginId,
    name: row.staff.name,
    state: held.length > 0 && active.length === 0 ? "stopped" : row.staff.state,
    termsDue,
    factors,
    tillPin,
    mustChangePassword: row.staff.mustChangePassword,
    easyTill: row.staff.easyTill,
    sessionsFromMs: row.staff.sessionsFromMs,
    memberships: active.map((each) => {
      const under = branches.filter(
        (other) => other.parentId === each.organisation.id && other.state === "active",
      );
      return {
        organisationId: each.organisation.id as OrganisationId,
        organisationName: each.organisation.name,
        parentId: each.organisation.parentId as OrganisationId | null,
        parentName: each.headName,
        role: each.role as Role,
        branchIds: under.map((other) => other.id as OrganisationId),
        branches: under.map((other) => ({
          organisationId: other.id as OrganisationId,
          name: other.name,
        })),
      };
    }),
  };
}

/** What signing in compares with; by the name alone, since a name is unique over all regions. */
export async function findSignIn(db: Database, loginId: string) {
  const [row] = await db
    .select({ id: staff.id, regionId: staff.regionId, passwordHash: staff.passwordHash })
    .from(staff)
    .where(eq(staff.loginId, loginId));
  return row ?? null;
}

/** Turns the till's easy mode on or off for one person (EAS-4). */
export async function setEasyTill(
  db: Database,
  account: { readonly staffId: StaffId; readonly regionId: RegionId },
  on: boolean,
): Promise<void> {
  await db
    .update(staff)
    .set({ easyTill: on })
    .where(and(eq(staff.id, account.staffId), eq(staff.regionId, account.regionId)));
}

/** Sets a new password and ends every older session. */
export async function setPassword(
  db: Database,
  account: { readonly staffId: StaffId; readonly regionId: RegionId },
  passwordHash: string,
  sessionsFromMs: number,
): Promise<void> {
  await db.batch([
    db
      .update(staff)
      .set({ passwordHash, mustChangePassword: false, sessionsFromMs })
      .where(and(eq(staff.id, account.staffId), eq(staff.regionId, account.regionId))),
    invitationsEnd(db, account.regionId, [account.staffId], sessionsFromMs),
  ]);
}

/** Puts a hash of today's cost in place of an older one, unless the password has changed meanwhile (S21). */
export async function upgradeHash(
  db: Database,
  staffId: string,
  before: string,
  after: string,
): Promise<void> {
  await db
    .update(staff)
    .set({ passwordHash: after })
    .where(and(eq(staff.id, staffId), eq(staff.passwordHash, before)));
}

/** Several accounts of a region by id, with their memberships; those that aren't there are left out. */
export async function staffByIds(db: Database, regionId: RegionId, ids: readonly string[]) {
  const rows = await db
    .select()
    .from(staff)
    .where(
      and(
        eq(staff.regionId, regionId),
        sql`${staff.id} in (select value from json_each(${JSON.stringify(ids)}))`,
      ),
    );
  return withMemberships(db, regionId, rows);
}

/** New first passwords: each is to be changed at the next sign-in, and every older session ends. All or none. */
export async function setFirstPasswords(
  db: Database,
  regionId: RegionId,
  hashes: readonly { readonly staffId: string; readonly hash: string }[],
  nowMs: number,
): Promise<void> {
  const ids = hashes.map(({ staffId }) => staffId);
  const byId = JSON.stringify(Object.fromEntries(hashes.map(({ staffId, hash }) => [staffId, hash])));
  await db.batch([
    db
      .update(staff)
      .set({
        passwordHash: sql`json_extract(${byId}, '$."' || ${staff.id} || '"')`,
        mustChangePassword: true,
        sessionsFromMs: nowMs,
      })
      .where(
        and(
          eq(staff.regionId, regionId),
          sql`${staff.id} in (select value from json_each(${JSON.stringify(ids)}))`,
        ),
      ),
    invitationsEnd(db, regionId, ids, nowMs),
  ]);
}

/** Another way in ends an open invitation (ACC-4). */
function invitationsEnd(db: Database, regionId: RegionId, staffIds: readonly string[], nowMs: number) {
  return db
    .update(staffInvitation)
    .set({ end: "revoked", endedAtMs: nowMs, sealedTo: null })
    .where(
      and(
        eq(staffInvitation.regionId, regionId),
        isNull(staffInvitation.end),
        sql`${staffInvitation.staffId} in (select value from json_each(${JSON.stringify(staffIds)}))`,
      ),
    );
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
  /** Null: the whole region; else accounts at any of these (WHO-2). */
  organisationIds: readonly string[] | null,
  page: {
    readonly after: readonly [number, string] | null;
    readonly limit: number;
    readonly state?: "active" | "stopped" | undefined;
    readonly text?: string | undefined;
  },
) {
  const like = page.text ? likePattern(page.text) : null;
  const rows = await db
    .select()
    .from(staff)
    .where(
      and(
        eq(staff.regionId, regionId),
        organisationIds
          ? sql`${staff.id} in (select m.staff_id from membership as m where m.organisation_id in (select value from json_each(${JSON.stringify(organisationIds)})))`
          : undefined,
        page.state ? eq(staff.state, page.state) : undefined,
        like
          ? sql`(${staff.name} like ${like} escape '\\' or ${staff.loginId} like ${like} escape '\\')`
          : undefined,
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
        sql`${membership.staffId} in (select value from json_each(${JSON.stringify(rows.map((row) => row.id))}))`,
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
  /** What happens with it, or not at all: an invitation and its mail. */
  also: AlsoStatements,
): Promise<boolean> {
  try {
    await batchWith(
      [
        db.insert(staff).values(account),
        db
          .insert(membership)
          .values(memberships.map((each) => ({ ...each, staffId: account.id, regionId: account.regionId })))
          .onConflictDoNothing(),
      ],
      also,
    );
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/** Stops an account and ends its sessions (S22), or lets it sign in again. */
export async function setStaffState(
  db: Database,
  regionId: RegionId,
  staffId: string,
  state: "active" | "stopped",
  nowMs: number,
): Promise<void> {
  await db.batch([
    db
      .update(staff)
      .set({ state, sessionsFromMs: nowMs })
      .where(and(eq(staff.id, staffId), eq(staff.regionId, regionId))),
    invitationsEnd(db, regionId, [staffId], nowMs),
  ]);
}
