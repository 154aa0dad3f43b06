import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** A version of a region's terms for merchants, issuers or residents (S25, RES-5). Never changed once written. */
export const terms = sqliteTable(
  "terms",
  {
    id: text("id").primaryKey(),
    /** A region, or `operator` for what whoever runs Tegata asks of residents. */
    regionId: text("region_id").notNull(),
    /** merchant, issuer or resident. */
    kind: text("kind").notNull(),
    version: integer("version").notNull(),
    title: text("title").notNull(),
    body: text("body").notNull(),
    /** JSON: the sentences that are ticked one by one (pledges). */
    pledges: text("pledges").notNull(),
    /** From then on it is the one that is asked for. */
    publishedAtMs: integer("published_at_ms").notNull(),
    /** From then on an office that has not accepted can do nothing else (ORG-5); a resident pays, and adds nothing (RES-5). */
    blocksFromMs: integer("blocks_from_ms").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (t) => [
    uniqueIndex("terms_version").on(t.regionId, t.kind, t.version),
    index("terms_published").on(t.regionId, t.kind, t.publishedAtMs),
  ],
);

/** Who accepted a version in an organisation's name, and when (S25). Written once, never changed. */
export const termsAcceptance = sqliteTable(
  "terms_acceptance",
  {
    organisationId: text("organisation_id").notNull(),
    termsId: text("terms_id").notNull(),
    regionId: text("region_id").notNull(),
    /** The person's name as written then. */
    name: text("name").notNull(),
    /** Null where it was accepted with the application, before there was an account. */
    staffId: text("staff_id"),
    acceptedAtMs: integer("accepted_at_ms").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.termsId] }),
    index("terms_acceptance_terms").on(t.termsId, t.acceptedAtMs),
  ],
);
