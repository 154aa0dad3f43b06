import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/**
 * A link by which somebody sets the password of an account themselves (ACC-4). An account has one that is open at most;
 * another one takes its place.
 */
export const staffInvitation = sqliteTable(
  "staff_invitation",
  {
    id: text("id").primaryKey(),
    staffId: text("staff_id").notNull(),
    regionId: text("region_id").notNull(),
    /** SHA-256 of the link's 256 random bits, hex. */
    tokenHash: text("token_hash").notNull(),
    /** The address it went to under AES-256-GCM; null once it ended (WHO-4). */
    sealedTo: text("sealed_to"),
    createdAtMs: integer("created_at_ms").notNull(),
    createdBy: text("created_by").notNull(),
    expiresAtMs: integer("expires_at_ms").notNull(),
    /** used, revoked or replaced; null while it is open, run out or not. */
    end: text("end"),
    endedAtMs: integer("ended_at_ms"),
  },
  (t) => [
    uniqueIndex("staff_invitation_token").on(t.tokenHash),
    uniqueIndex("staff_invitation_open").on(t.staffId).where(sql`"end" is null`),
    index("staff_invitation_staff").on(t.staffId, t.createdAtMs),
  ],
);
