import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** A shop that asks to take part (ORG-3). What a person wrote about themselves lies in `sealed` only (WHO-4). */
export const application = sqliteTable(
  "application",
  {
    /** Also the id of the organisation it becomes: approving twice can't make two of them. */
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    /** What the applicant quotes on the telephone; opens nothing. */
    receiptNumber: text("receipt_number").notNull(),
    /** SHA-256 of the key in the applicant's private link. */
    keyHash: text("key_hash").notNull().unique(),
    /** SHA-256 of what was sent, so that the same again is told from another (OPR-2's manner). */
    bodyHash: text("body_hash").notNull(),
    organisationName: text("organisation_name").notNull(),
    storeName: text("store_name").notNull(),
    /** AES-256-GCM of the whole form as JSON. */
    sealed: text("sealed").notNull(),
    /** Counts up when an application that was sent back is sent again. */
    version: integer("version").notNull(),
    /** waiting, returned, approved or refused. */
    state: text("state").notNull(),
    sentAtMs: integer("sent_at_ms").notNull(),
  },
  (t) => [
    index("application_region").on(t.regionId, t.state, t.sentAtMs),
    uniqueIndex("application_receipt").on(t.regionId, t.receiptNumber),
  ],
);

/** What was decided on one version of an application. Its key lets one decision through, whoever else decides too. */
export const applicationDecision = sqliteTable(
  "application_decision",
  {
    applicationId: text("application_id").notNull(),
    version: integer("version").notNull(),
    regionId: text("region_id").notNull(),
    /** returned, approved or refused. */
    decision: text("decision").notNull(),
    /** What the applicant is told. */
    reason: text("reason"),
    decidedAtMs: integer("decided_at_ms").notNull(),
    decidedBy: text("decided_by").notNull(),
  },
  (t) => [primaryKey({ columns: [t.applicationId, t.version] })],
);
