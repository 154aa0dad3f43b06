import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * What one person has proposed and another decides (APR-1): the request itself, as it came in. Its operation id names it;
 * what it does to money is in the journals.
 */
export const approval = sqliteTable(
  "approval",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    kind: text("kind").notNull(),
    programmeId: text("programme_id"),
    subjectKind: text("subject_kind").notNull(),
    subjectId: text("subject_id").notNull(),
    about: text("about").notNull(),
    amountYen: integer("amount_yen"),
    reason: text("reason"),
    operationId: text("operation_id").notNull().unique(),
    /** The path under /api and the JSON that was sent there; approving sends both again. */
    path: text("path").notNull(),
    request: text("request").notNull(),
    /** SHA-256 of path and request: the same id with another body is a conflict (OPR-3). */
    requestHash: text("request_hash").notNull(),
    /** waiting, approved, done, failed, refused or withdrawn; a waiting one past its time has lapsed. */
    state: text("state").notNull(),
    proposedBy: text("proposed_by").notNull(),
    proposedAtMs: integer("proposed_at_ms").notNull(),
    lapsesAtMs: integer("lapses_at_ms").notNull(),
    decidedBy: text("decided_by"),
    decidedAtMs: integer("decided_at_ms"),
    decisionReason: text("decision_reason"),
    failedWith: text("failed_with"),
  },
  (t) => [index("approval_region").on(t.regionId, t.proposedAtMs, t.id)],
);
