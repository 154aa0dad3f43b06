import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** A file that proves a stay (ISS-9). Its bytes lie sealed in R2; what it is called is sealed too. */
export const issueEvidence = sqliteTable(
  "issue_evidence",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    issueId: text("issue_id").notNull(),
    /** Where its bytes lie in FILES. */
    fileKey: text("file_key").notNull(),
    mediaType: text("media_type").notNull(),
    bytes: integer("bytes").notNull(),
    /** Of the bytes before they were sealed. */
    sha256: text("sha256").notNull(),
    /** AES-256-GCM of its name: people call files after people. */
    sealedName: text("sealed_name").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (t) => [
    index("issue_evidence_issue").on(t.issueId, t.createdAtMs),
    index("issue_evidence_kept").on(t.createdAtMs),
  ],
);
