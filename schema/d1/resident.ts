import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * What a resident has accepted: a region's or the operator's terms, a region's privacy page, by version (RES-5). Written
 * once: triggers refuse change, and only erasing a resident takes it away.
 */
export const residentConsent = sqliteTable(
  "resident_consent",
  {
    residentId: text("resident_id").notNull(),
    /** A region, or `operator` for the texts of whoever runs Tegata. */
    regionId: text("region_id").notNull(),
    /** terms or privacy. */
    kind: text("kind").notNull(),
    version: integer("version").notNull(),
    acceptedAtMs: integer("accepted_at_ms").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.residentId, t.regionId, t.kind, t.version] }),
    index("resident_consent_text").on(t.regionId, t.kind, t.version),
  ],
);

/** What a resident told a programme of themselves when they added its Pay (RES-6). Erasable without touching the Pay. */
export const residentAnswer = sqliteTable(
  "resident_answer",
  {
    residentId: text("resident_id").notNull(),
    programmeId: text("programme_id").notNull(),
    regionId: text("region_id").notNull(),
    /** AES-256-GCM of JSON; null where they would rather not say, or took it back. */
    sealed: text("sealed"),
    answeredAtMs: integer("answered_at_ms").notNull(),
  },
  (t) => [primaryKey({ columns: [t.residentId, t.programmeId] })],
);
