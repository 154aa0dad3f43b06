import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * When somebody wants to hear that money is running low (FND-10): of a programme's fund, or of one issuer's allotment.
 * `armed` until what is left falls below it, `crossed` until it is there again.
 */
export const fundThreshold = sqliteTable(
  "fund_threshold",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    programmeId: text("programme_id").notNull(),
    /** Null: what the whole fund can still issue. */
    issuerId: text("issuer_id"),
    /** yen, or percent of what was deposited (of a fund) or given (to an issuer). */
    measure: text("measure").notNull(),
    below: integer("below").notNull(),
    /** AES-256-GCM of a JSON array of mail addresses (WHO-3). */
    recipients: text("recipients").notNull(),
    recipientCount: integer("recipient_count").notNull(),
    /** armed or crossed. */
    state: text("state").notNull(),
    /** How often it was crossed: with the id it names a crossing's mails and its alert. */
    crossings: integer("crossings").notNull(),
    crossedAtMs: integer("crossed_at_ms"),
    createdAtMs: integer("created_at_ms").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (t) => [index("fund_threshold_programme").on(t.programmeId, t.createdAtMs, t.id)],
);
