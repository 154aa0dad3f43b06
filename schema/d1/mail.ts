import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * Mail on its way out (FND-11): written in the batch of whatever it tells of, sent by a job, tried again until it is
 * taken or given up. One row per key, so one mail per key. What it says and to whom is sealed, and gone once it was taken.
 */
export const mailOutbox = sqliteTable(
  "mail_outbox",
  {
    /** Made from what the mail is about, so that telling it twice is one row. */
    key: text("key").primaryKey(),
    regionId: text("region_id").notNull(),
    /** What kind of mail it is, e.g. `fund-threshold`. */
    purpose: text("purpose").notNull(),
    /** HMAC-SHA256 of the address, hex: what went to an address can be asked without storing it (WHO-3). */
    recipient: text("recipient").notNull(),
    /** AES-256-GCM of JSON: address, subject, text. Null once it was taken or given up. */
    sealed: text("sealed"),
    /** queued, sent or failed. */
    state: text("state").notNull(),
    tries: integer("tries").notNull(),
    nextTryAtMs: integer("next_try_at_ms").notNull(),
    /** A worker has it in its hands until then. */
    leaseUntilMs: integer("lease_until_ms").notNull(),
    /** Why the last try failed: codes and times only. */
    lastFailure: text("last_failure"),
    createdAtMs: integer("created_at_ms").notNull(),
    /** When it was taken or given up. */
    endedAtMs: integer("ended_at_ms"),
  },
  (t) => [
    index("mail_outbox_due").on(t.nextTryAtMs).where(sql`state = 'queued'`),
    index("mail_outbox_region").on(t.regionId, t.createdAtMs),
  ],
);
