import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** A programme: what people see of it, and what the edge judges by (S1, S3, S4). */
export const programme = sqliteTable(
  "programme",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    name: text("name").notNull(),
    payName: text("pay_name").notNull(),
    face: text("face").notNull(),
    unitWord: text("unit_word").notNull(),
    /** JSON array of yen. */
    facesYen: text("faces_yen").notNull(),
    /** coupon or night. */
    facePer: text("face_per").notNull(),
    stayRequired: integer("stay_required", { mode: "boolean" }).notNull(),
    /** JSON, `validitySchema`. */
    validity: text("validity").notNull(),
    startsOn: text("starts_on").notNull(),
    endsOn: text("ends_on").notNull(),
    /** JSON, `scopeSchema`. */
    scope: text("scope").notNull(),
    /** JSON, `capsSchema`. */
    caps: text("caps").notNull(),
    reprintHours: integer("reprint_hours").notNull(),
    /** open or closed. */
    state: text("state").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
  },
  (t) => [index("programme_region").on(t.regionId, t.createdAtMs)],
);

/** Versions of a programme's money rules, each effective from a moment (PRG-1). Never changed, only followed. */
export const programmeRule = sqliteTable(
  "programme_rule",
  {
    programmeId: text("programme_id").notNull(),
    version: integer("version").notNull(),
    regionId: text("region_id").notNull(),
    effectiveFromMs: integer("effective_from_ms").notNull(),
    unitYen: integer("unit_yen").notNull(),
    payLimitYen: integer("pay_limit_yen").notNull(),
    personCapYen: integer("person_cap_yen"),
  },
  (t) => [primaryKey({ columns: [t.programmeId, t.version] })],
);
