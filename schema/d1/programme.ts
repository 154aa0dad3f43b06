import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** A programme: whose it is and what state it is in (PRG-3). What people see of it is its version in force (PRG-1). */
export const programme = sqliteTable(
  "programme",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    /** draft, approved, open, closed or settled. */
    state: text("state").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
  },
  (t) => [index("programme_region").on(t.regionId, t.createdAtMs)],
);

/**
 * Versions of a programme's design, each effective from a moment (PRG-1). Never changed, only followed: triggers refuse
 * the rest. The first is effective from 0, so that there is one in force at every moment.
 */
export const programmeVersion = sqliteTable(
  "programme_version",
  {
    programmeId: text("programme_id").notNull(),
    version: integer("version").notNull(),
    regionId: text("region_id").notNull(),
    effectiveFromMs: integer("effective_from_ms").notNull(),
    /** JSON, `designSchema`. */
    design: text("design").notNull(),
    madeAtMs: integer("made_at_ms").notNull(),
    /** Staff id; null for what was carried over from before versions were kept. */
    madeBy: text("made_by"),
    reason: text("reason"),
  },
  (t) => [
    primaryKey({ columns: [t.programmeId, t.version] }),
    uniqueIndex("programme_version_effective").on(t.programmeId, t.effectiveFromMs),
    index("programme_version_region").on(t.regionId),
  ],
);

/** An uploaded sound of a region's; its bytes are in R2 under their hash. */
export const sound = sqliteTable(
  "sound",
  {
    regionId: text("region_id").notNull(),
    /** SHA-256 of the bytes, hex, and the ending of their kind. */
    name: text("name").notNull(),
    durationMs: integer("duration_ms").notNull(),
    bytes: integer("bytes").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (t) => [primaryKey({ columns: [t.regionId, t.name] })],
);

/** An uploaded picture of a region's; its bytes are in R2 under their hash. */
export const picture = sqliteTable(
  "picture",
  {
    regionId: text("region_id").notNull(),
    /** SHA-256 of the bytes, hex, and the ending of their kind. */
    name: text("name").notNull(),
    /** emblem or picture. */
    purpose: text("purpose").notNull(),
    width: integer("width").notNull(),
    height: integer("height").notNull(),
    bytes: integer("bytes").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (t) => [primaryKey({ columns: [t.regionId, t.name] })],
);
