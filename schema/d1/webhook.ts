import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** An address of an organisation that hears of what happens at its stores (POS-5). */
export const webhook = sqliteTable(
  "webhook",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    /** Whose it is: it hears of this one's stores and its branches'. */
    organisationId: text("organisation_id").notNull(),
    /** The only store that it hears of; null: all of them. */
    storeId: text("store_id"),
    url: text("url").notNull(),
    /** Of schema/api/webhooks.ts, with spaces between. */
    events: text("events").notNull(),
    /** Whom to tell when it is switched off: AES-256-GCM; null: nobody, and once it has ended. */
    mailSealed: text("mail_sealed"),
    /** active, off (it failed too long) or ended. */
    state: text("state").notNull(),
    /** Counts up with each new secret. */
    version: integer("version").notNull().default(1),
    createdAtMs: integer("created_at_ms").notNull(),
    createdBy: text("created_by").notNull(),
    /** Since when nothing was taken, and how many tries ago; null and 0 while it takes. */
    failingSinceMs: integer("failing_since_ms"),
    failures: integer("failures").notNull().default(0),
    /** When it was switched off, or ended. */
    stoppedAtMs: integer("stopped_at_ms"),
  },
  (t) => [
    index("webhook_organisation").on(t.organisationId, t.state),
    index("webhook_region").on(t.regionId, t.createdAtMs, t.id),
  ],
);

/** What an address's messages are signed with: one secret, and for some hours after a replacement the one before too (POS-6). */
export const webhookSecret = sqliteTable(
  "webhook_secret",
  {
    id: text("id").primaryKey(),
    webhookId: text("webhook_id").notNull(),
    /** AES-256-GCM. */
    sealed: text("sealed").notNull(),
    madeAtMs: integer("made_at_ms").notNull(),
    madeBy: text("made_by").notNull(),
    endsAtMs: integer("ends_at_ms"),
  },
  (t) => [index("webhook_secret_webhook").on(t.webhookId, t.madeAtMs)],
);

/** One event on its way to one address (POS-7). */
export const webhookDelivery = sqliteTable(
  "webhook_delivery",
  {
    webhookId: text("webhook_id").notNull(),
    /** The same towards every address, and whenever it is sent again: by it a receiver knows what it had. */
    eventId: text("event_id").notNull(),
    regionId: text("region_id").notNull(),
    kind: text("kind").notNull(),
    /** What is sent, to the byte. */
    body: text("body").notNull(),
    /** waiting, taken or dead. */
    state: text("state").notNull(),
    tries: integer("tries").notNull(),
    /** Since when it is being tried: a day later it is dead. */
    sinceMs: integer("since_ms").notNull(),
    nextTryAtMs: integer("next_try_at_ms").notNull(),
    /** Whoever sends it has it in their hands until then. */
    leaseUntilMs: integer("lease_until_ms").notNull(),
    /** What the last try came to: a status, or why there was none. */
    lastAnswer: text("last_answer"),
    lastTryAtMs: integer("last_try_at_ms"),
    createdAtMs: integer("created_at_ms").notNull(),
    endedAtMs: integer("ended_at_ms"),
  },
  (t) => [
    primaryKey({ columns: [t.webhookId, t.eventId] }),
    index("webhook_delivery_list").on(t.webhookId, t.createdAtMs, t.eventId),
    index("webhook_delivery_due").on(t.nextTryAtMs).where(sql`state = 'waiting'`),
    index("webhook_delivery_ended").on(t.endedAtMs).where(sql`ended_at_ms is not null`),
  ],
);
