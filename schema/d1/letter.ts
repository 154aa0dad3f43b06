import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What a store writes to the residents who follow it (NWS-6). */
export const letter = sqliteTable(
  "letter",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    storeId: text("store_id").notNull(),
    title: text("title").notNull(),
    body: text("body").notNull(),
    /** draft, waiting, sent, refused or withdrawn. */
    state: text("state").notNull(),
    /** Counts up with every writing: what is decided on is the text that was read. */
    version: integer("version").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    createdBy: text("created_by").notNull(),
    proposedAtMs: integer("proposed_at_ms"),
    proposedBy: text("proposed_by"),
    decidedAtMs: integer("decided_at_ms"),
    decidedBy: text("decided_by"),
    /** Why it was refused or withdrawn; of a refused one that is written anew, still why it was refused. */
    reason: text("reason"),
    /** When it was let go out. */
    sentAtMs: integer("sent_at_ms"),
  },
  (t) => [
    index("letter_store").on(t.storeId, t.createdAtMs, t.id),
    // What the secretariat looks through: nothing that was never proposed.
    index("letter_region")
      .on(t.regionId, t.state, t.createdAtMs, t.id)
      .where(sql`proposed_at_ms is not null`),
  ],
);

/** That a letter lies in somebody's inbox, since when, and since when it was read (NWS-7). */
export const letterDelivery = sqliteTable(
  "letter_delivery",
  {
    letterId: text("letter_id").notNull(),
    residentId: text("resident_id").notNull(),
    atMs: integer("at_ms").notNull(),
    readAtMs: integer("read_at_ms"),
  },
  (t) => [
    primaryKey({ columns: [t.letterId, t.residentId] }),
    index("letter_delivery_inbox").on(t.residentId, t.atMs, t.letterId),
    index("letter_delivery_age").on(t.atMs),
  ],
);

/** Whose letters a resident doesn't want, without following less (NWS-7). */
export const letterMute = sqliteTable(
  "letter_mute",
  {
    residentId: text("resident_id").notNull(),
    /** Empty: of every store. */
    storeId: text("store_id").notNull(),
    atMs: integer("at_ms").notNull(),
  },
  (t) => [primaryKey({ columns: [t.residentId, t.storeId] })],
);
