import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** A tenant (WHO-1). Made by the operator's one command (S24). */
export const region = sqliteTable("region", {
  id: text("id").primaryKey(),
  name: text("name").notNull().unique(),
  /** How it is read, in katakana; null where nobody wrote it. */
  kana: text("kana"),
  /** The region's own web site, by which people tell that the pages are its; null where none was named. */
  domain: text("domain"),
  /** JSON of what needs a second person (APR-4); null where the operator has set nothing. */
  approvals: text("approvals"),
  createdAtMs: integer("created_at_ms").notNull(),
});

/**
 * What a region says to everybody: its legal notice, how it handles personal data, and where its call centre is (S25).
 * Versions are only followed, never changed: what was promised on a day can be read for ever.
 */
export const regionPage = sqliteTable(
  "region_page",
  {
    regionId: text("region_id").notNull(),
    /** legal-notice, privacy or contact. */
    kind: text("kind").notNull(),
    version: integer("version").notNull(),
    /** JSON, `pageBodySchema` of the kind. */
    body: text("body").notNull(),
    publishedAtMs: integer("published_at_ms").notNull(),
    publishedBy: text("published_by").notNull(),
  },
  (t) => [primaryKey({ columns: [t.regionId, t.kind, t.version] })],
);

/** How long a region keeps what it doesn't need any more (RET-1, RET-2, RET-4); without a row `RETENTION_DAYS` hold. */
export const retention = sqliteTable("retention", {
  regionId: text("region_id").primaryKey(),
  applicationDays: integer("application_days").notNull(),
  importDays: integer("import_days").notNull(),
  reportDays: integer("report_days").notNull().default(90),
  setAtMs: integer("set_at_ms").notNull(),
  setBy: text("set_by").notNull(),
});

/** Municipalities of a region; codes as text, they have leading zeros. */
export const municipality = sqliteTable(
  "municipality",
  {
    regionId: text("region_id").notNull(),
    code: text("code").notNull(),
    name: text("name").notNull(),
    /** How it is read, in katakana; null where nobody wrote it. */
    kana: text("kana"),
    /** JSON, `outlineSchema`: where it lies, for the map (MAP-5); null where nobody drew it. */
    outline: text("outline"),
  },
  (t) => [primaryKey({ columns: [t.regionId, t.code] })],
);

/** A secretariat, issuer or merchant; a branch has a parent, and a parent has none (two levels). */
export const organisation = sqliteTable(
  "organisation",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    parentId: text("parent_id"),
    name: text("name").notNull(),
    kana: text("kana").notNull(),
    isSecretariat: integer("is_secretariat", { mode: "boolean" }).notNull(),
    isIssuer: integer("is_issuer", { mode: "boolean" }).notNull(),
    isMerchant: integer("is_merchant", { mode: "boolean" }).notNull(),
    /** active or stopped. */
    state: text("state").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    /** How many guests an issuing branch can take in on one day (FRD-3); null where nobody said. */
    guestsPerDay: integer("guests_per_day"),
  },
  (t) => [
    index("organisation_region").on(t.regionId, t.kana, t.id),
    index("organisation_parent").on(t.parentId),
    index("organisation_stopped").on(t.regionId).where(sql`state = 'stopped'`),
  ],
);
