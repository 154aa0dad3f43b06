import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** What a merchant asks to have changed at a store, and what the secretariat decided (S15, ORG-2). */
export const changeRequest = sqliteTable(
  "change_request",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    storeId: text("store_id").notNull(),
    organisationId: text("organisation_id").notNull(),
    /** Today only `accepts`. */
    kind: text("kind").notNull(),
    /** The value when it was asked, and the one asked for. */
    before: text("before").notNull(),
    after: text("after").notNull(),
    /** waiting, approved, refused or withdrawn. */
    state: text("state").notNull(),
    askedAtMs: integer("asked_at_ms").notNull(),
    askedBy: text("asked_by").notNull(),
    decidedAtMs: integer("decided_at_ms"),
    decidedBy: text("decided_by"),
    reason: text("reason"),
  },
  (t) => [
    index("change_request_region").on(t.regionId, t.state, t.askedAtMs),
    // One open question of a kind per store.
    uniqueIndex("change_request_open").on(t.storeId, t.kind).where(sql`state = 'waiting'`),
  ],
);
