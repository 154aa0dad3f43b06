import { and, eq, isNull, sql } from "drizzle-orm";
import { staffInvitation } from "../../schema/d1/invitation.ts";
import { membership, staff } from "../../schema/d1/people.ts";
import { organisation, region } from "../../schema/d1/region.ts";
import type { RegionId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";

export type InvitationRow = typeof staffInvitation.$inferSelect;

/** The statements that write an invitation in place of an earlier one that is still open. */
export function invitationStatements(
  d1: D1Database,
  row: Omit<InvitationRow, "end" | "endedAtMs">,
): D1PreparedStatement[] {
  return [
    endStatement(d1, row.staffId, row.regionId, "replaced", row.createdAtMs),
    d1
      .prepare(
        `insert into staff_invitation
           (id, staff_id, region_id, token_hash, sealed_to, created_at_ms, created_by, expires_at_ms)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`,
      )
      .bind(
        row.id,
        row.staffId,
        row.regionId,
        row.tokenHash,
        row.sealedTo,
        row.createdAtMs,
        row.createdBy,
        row.expiresAtMs,
      ),
  ];
}

function endStatement(
  d1: D1Database,
  staffId: string,
  regionId: string,
  end: "revoked" | "replaced",
  nowMs: number,
): D1PreparedStatement {
  return d1
    .prepare(
      `update staff_invitation set "end" = ?3, ended_at_ms = ?4, sealed_to = null
       where staff_id = ?1 and region_id = ?2 and "end" is null`,
    )
    .bind(staffId, regionId, end, nowMs);
}

/** Takes back the open invitation of an account; false where there is none. */
export async function revokeInvitation(
  d1: D1Database,
  account: { readonly staffId: string; readonly regionId: string },
  nowMs: number,
): Promise<boolean> {
  const { meta } = await endStatement(d1, account.staffId, account.regionId, "revoked", nowMs).run();
  return meta.changes > 0;
}

/** The open invitation of each of these accounts. */
export async function openInvitations(
  db: Database,
  regionId: RegionId,
  staffIds: readonly string[],
): Promise<ReadonlyMap<string, InvitationRow>> {
  if (staffIds.length === 0) return new Map();
  const rows = await db
    .select()
    .from(staffInvitation)
    .where(
      and(
        eq(staffInvitation.regionId, regionId),
        isNull(staffInvitation.end),
        sql`${staffInvitation.staffId} in (select value from json_each(${JSON.stringify(staffIds)}))`,
      ),
    );
  return new Map(rows.map((row) => [row.staffId, row]));
}

/** Whom an open invitation is for; null where it ended, ran out, or never was. */
export async function findInvited(db: Database, tokenHash: string, nowMs: number) {
  const [row] = await db
    .select({ invitation: staffInvitation, account: staff, regionName: region.name })
    .from(staffInvitation)
    .innerJoin(staff, eq(staff.id, staffInvitation.staffId))
    .innerJoin(region, eq(region.id, staffInvitation.regionId))
    .where(
      and(
        eq(staffInvitation.tokenHash, tokenHash),
        isNull(staffInvitation.end),
        sql`${staffInvitation.expiresAtMs} > ${nowMs}`,
        eq(staff.state, "active"),
      ),
    );
  if (!row) return null;
  const held = await db
    .select({ name: organisation.name })
    .from(membership)
    .innerJoin(organisation, eq(organisation.id, membership.organisationId))
    .where(eq(membership.staffId, row.account.id));
  return { ...row, organisationNames: [...new Set(held.map(({ name }) => name))] };
}

/**
 * Uses an invitation up and sets the password with it, in one batch: of two that come at once, one. False where somebody
 * was quicker, or it ended.
 */
export async function acceptInvitation(
  d1: D1Database,
  accepted: { readonly tokenHash: string; readonly passwordHash: string },
  nowMs: number,
): Promise<boolean> {
  const open = `token_hash = ?1 and "end" is null and expires_at_ms > ?2`;
  const [, used] = await d1.batch([
    d1
      .prepare(
        `update staff set password_hash = ?3, must_change_password = 0, sessions_from_ms = ?2
         where state = 'active' and id = (select staff_id from staff_invitation where ${open})`,
      )
      .bind(accepted.tokenHash, nowMs, accepted.passwordHash),
    d1
      .prepare(
        `update staff_invitation set "end" = 'used', ended_at_ms = ?2, sealed_to = null
         where ${open} and exists (select 1 from staff where id = staff_id and state = 'active')`,
      )
      .bind(accepted.tokenHash, nowMs),
  ]);
  return (used?.meta.changes ?? 0) > 0;
}
