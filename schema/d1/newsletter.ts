import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** An address of an organisation that the secretariat's newsletters go to (NWS-1). */
export const mailAddress = sqliteTable(
  "mail_address",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    organisationId: text("organisation_id").notNull(),
    /** HMAC-SHA256 of the address, as `mail_outbox.recipient`: what came back or was left is found by it. */
    lookup: text("lookup").notNull(),
    /** AES-256-GCM of the address; null once it was taken off the list. */
    sealed: text("sealed"),
    /** waiting for its link to be pressed, confirmed; left, bounced and removed are ends. */
    state: text("state").notNull(),
    /** SHA-256 of the link's key. */
    confirmHash: text("confirm_hash").unique(),
    confirmUntilMs: integer("confirm_until_ms"),
    createdBy: text("created_by").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    changedAtMs: integer("changed_at_ms").notNull(),
  },
  (t) => [
    uniqueIndex("mail_address_once").on(t.organisationId, t.lookup),
    index("mail_address_lookup").on(t.lookup),
    // Whom a newsletter goes to, in pages.
    index("mail_address_region").on(t.regionId, t.id).where(sql`state = 'confirmed'`),
  ],
);

/** What a secretariat writes to its merchants and issuers by mail (NWS-2). */
export const newsletter = sqliteTable(
  "newsletter",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    title: text("title").notNull(),
    body: text("body").notNull(),
    /** JSON array of `NEWSLETTER_AUDIENCES`. */
    audiences: text("audiences").notNull(),
    /** JSON array of municipalities: merchants with a store in one of them; empty: all. */
    towns: text("towns").notNull().default("[]"),
    /** draft, scheduled, sending, done or stopped. */
    state: text("state").notNull(),
    sendAtMs: integer("send_at_ms"),
    /** The last address that it was queued for. */
    after: text("after").notNull().default(""),
    createdBy: text("created_by").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    endedAtMs: integer("ended_at_ms"),
  },
  (t) => [
    index("newsletter_region").on(t.regionId, t.createdAtMs),
    index("newsletter_due").on(t.sendAtMs).where(sql`state in ('scheduled', 'sending')`),
  ],
);

/** A newsletter to one address; a trigger on the outbox says what became of it, and stays after the outbox has forgotten. */
export const newsletterMail = sqliteTable(
  "newsletter_mail",
  {
    newsletterId: text("newsletter_id").notNull(),
    /** As `mail_address.lookup`: an address that is on several lists gets one. */
    lookup: text("lookup").notNull(),
    regionId: text("region_id").notNull(),
    /** queued, sent, failed or stopped; then bounced or left, where that was said of it. */
    state: text("state").notNull(),
  },
  (t) => [primaryKey({ columns: [t.newsletterId, t.lookup] }), index("newsletter_mail_lookup").on(t.lookup)],
);
