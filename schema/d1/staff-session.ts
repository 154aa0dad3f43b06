import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Where an account is signed in (STF-1): one row per session, from its sign-in to some time after its end. */
export const staffSession = sqliteTable(
  "staff_session",
  {
    /** SHA-256 of the id that its cookie carries, hex. */
    id: text("id").primaryKey(),
    staffId: text("staff_id").notNull(),
    regionId: text("region_id").notNull(),
    /** Browser and system in words of their own: nothing that tells one device from its like. */
    device: text("device").notNull(),
    /** First digits of the network it was opened from. */
    networkShown: text("network_shown").notNull(),
    startedAtMs: integer("started_at_ms").notNull(),
    seenAtMs: integer("seen_at_ms").notNull(),
    /** When it ends in any case. */
    endsAtMs: integer("ends_at_ms").notNull(),
    /** When its owner last showed who they are, at sign-in or since (STF-3). */
    provedAtMs: integer("proved_at_ms").notNull(),
    /** When the second factor was passed; null while it wasn't, or where none is asked (FAC-1). */
    factorAtMs: integer("factor_at_ms"),
    /** signed-out, taken-away or too-many; null while nobody has ended it. */
    end: text("end"),
    endedAtMs: integer("ended_at_ms"),
    /** Since when the till that it stands at is locked; null while it isn't (PIN-2). */
    lockedAtMs: integer("locked_at_ms"),
  },
  (t) => [
    index("staff_session_staff").on(t.staffId, t.startedAtMs),
    index("staff_session_end").on(t.endsAtMs),
  ],
);
