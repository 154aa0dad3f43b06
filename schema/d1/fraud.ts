import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * Codes with right check digits that lead nowhere, counted by the hour (FRD-1): who asked, never what. One row per hour and
 * asker, and no more than so many an hour; old ones go.
 */
export const codeMiss = sqliteTable(
  "code_miss",
  {
    hourMs: integer("hour_ms").notNull(),
    /** store, staff, resident or network. */
    kind: text("kind").notNull(),
    /** An id; of a network its keyed hash. */
    subject: text("subject").notNull(),
    /** The region whose staff asked; empty for everybody else, whose misses belong to no region. */
    regionId: text("region_id").notNull(),
    /** A network as people may see it: its first digits. */
    shown: text("shown"),
    misses: integer("misses").notNull(),
    lastAtMs: integer("last_at_ms").notNull(),
  },
  (t) => [primaryKey({ columns: [t.hourMs, t.kind, t.subject, t.regionId] })],
);

/**
 * A suspicion that a person looks at (FRD-7): one per rule, subject and day, whose id is made from them, so that a second
 * look can only add to it.
 */
export const fraudCase = sqliteTable(
  "fraud_case",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    /** Null where it is about the whole region. */
    programmeId: text("programme_id"),
    rule: text("rule").notNull(),
    subjectKind: text("subject_kind").notNull(),
    subjectId: text("subject_id").notNull(),
    /** A network's first digits: the only name it has. */
    subjectShown: text("subject_shown"),
    otherKind: text("other_kind"),
    otherId: text("other_id"),
    /** The business date it is about. */
    date: text("date").notNull(),
    /** notice or serious. */
    level: text("level").notNull(),
    /** How much there is; only more opens a decided case again. */
    weight: integer("weight").notNull(),
    /** JSON: what was counted, and what it was measured against. */
    measures: text("measures").notNull(),
    thresholds: text("thresholds").notNull(),
    /** open or decided. */
    state: text("state").notNull(),
    outcome: text("outcome"),
    /** The weight that the last decision was about. */
    decidedWeight: integer("decided_weight"),
    version: integer("version").notNull(),
    reopened: integer("reopened").notNull(),
    foundAtMs: integer("found_at_ms").notNull(),
    openedAtMs: integer("opened_at_ms").notNull(),
    updatedAtMs: integer("updated_at_ms").notNull(),
  },
  (t) => [
    index("fraud_case_queue").on(t.regionId, t.state, t.openedAtMs, t.id),
    index("fraud_case_region").on(t.regionId, t.openedAtMs, t.id),
  ],
);

/** What a case rests on: ids, codes, amounts and times only (WHO-4). */
export const fraudEvidence = sqliteTable(
  "fraud_evidence",
  {
    caseId: text("case_id").notNull(),
    /** Names what it is about, so that the same is there once. */
    key: text("key").notNull(),
    regionId: text("region_id").notNull(),
    kind: text("kind").notNull(),
    atMs: integer("at_ms").notNull(),
    /** JSON. */
    facts: text("facts").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.key] }),
    index("fraud_evidence_time").on(t.caseId, t.atMs, t.key),
  ],
);

/** What was decided of a case, each time (FRD-8). */
export const fraudDecision = sqliteTable(
  "fraud_decision",
  {
    caseId: text("case_id").notNull(),
    /** The version of the case that was read. */
    version: integer("version").notNull(),
    regionId: text("region_id").notNull(),
    outcome: text("outcome").notNull(),
    reason: text("reason").notNull(),
    done: text("done").notNull(),
    decidedAtMs: integer("decided_at_ms").notNull(),
    decidedBy: text("decided_by").notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.version] })],
);

/** Who gets a mail of a new serious case: sealed addresses (WHO-3), one row per region. */
export const fraudRecipient = sqliteTable("fraud_recipient", {
  regionId: text("region_id").primaryKey(),
  sealed: text("sealed").notNull(),
  count: integer("count").notNull(),
  updatedAtMs: integer("updated_at_ms").notNull(),
  updatedBy: text("updated_by").notNull(),
});
