import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * Where a device lets itself be woken (PSH-3). Triggers end it with its device, and what was still to be sent to it with it:
 * whatever way a device ends, nobody has to think of this.
 */
export const pushSubscription = sqliteTable(
  "push_subscription",
  {
    deviceId: text("device_id").primaryKey(),
    residentId: text("resident_id").notNull(),
    /** HMAC-SHA256 of the address: a browser is one person's at a time. */
    endpointHash: text("endpoint_hash").notNull().unique(),
    /** AES-256-GCM of JSON: the address and the device's keys. */
    sealed: text("sealed").notNull(),
    /** The language of the words. */
    locale: text("locale").notNull(),
    /** What happened before is not pushed. */
    subscribedAtMs: integer("subscribed_at_ms").notNull(),
  },
  (t) => [index("push_subscription_resident").on(t.residentId)],
);

/** What a resident chose about news (PSH-2), and up to when they have looked (PSH-1). No row: everything as it is at first. */
export const newsChoice = sqliteTable("news_choice", {
  residentId: text("resident_id").primaryKey(),
  /** Kinds that wake nobody, with spaces between. */
  quietKinds: text("quiet_kinds").notNull(),
  hidesDetails: integer("hides_details", { mode: "boolean" }).notNull(),
  lookedUpToMs: integer("looked_up_to_ms").notNull(),
});

/** That a wallet was told what it loses on a date, so many days before (PSH-6). */
export const expiryNews = sqliteTable(
  "expiry_news",
  {
    residentId: text("resident_id").notNull(),
    programmeId: text("programme_id").notNull(),
    expiresOn: text("expires_on").notNull(),
    days: integer("days").notNull(),
    regionId: text("region_id").notNull(),
    /** As it was then. */
    amountYen: integer("amount_yen").notNull(),
    atMs: integer("at_ms").notNull(),
  },
  (t) => [primaryKey({ columns: [t.residentId, t.programmeId, t.expiresOn, t.days] })],
);

/** Rounds over many residents: a day's expiries, one notice, one letter. Where it stands is moved on with what a page queued (PSH-6). */
export const pushRound = sqliteTable(
  "push_round",
  {
    /** `expiry:<date>`, `notice:<id>` or `letter:<id>`. */
    key: text("key").primaryKey(),
    /** The last of the page before; empty at first. */
    after: text("after").notNull(),
    /** Of a day's expiries: JSON of the programmes of which something expires, looked up once. */
    programmes: text("programmes"),
    begunAtMs: integer("begun_at_ms").notNull(),
    doneAtMs: integer("done_at_ms"),
    /** Of a notice or a letter: devices it was queued for, and when somebody stopped it (PSH-8). */
    queued: integer("queued").notNull().default(0),
    stoppedAtMs: integer("stopped_at_ms"),
  },
  (t) => [index("push_round_open").on(t.begunAtMs).where(sql`done_at_ms is null`)],
);

/** A push of one piece of news to one device (PSH-5): ids, amounts and dates. Kept a while after its end, so that it is one. */
export const pushMessage = sqliteTable(
  "push_message",
  {
    deviceId: text("device_id").notNull(),
    /** What it tells of: an operation, a wallet's expiry, a notice, a letter. */
    key: text("key").notNull(),
    residentId: text("resident_id").notNull(),
    regionId: text("region_id").notNull(),
    programmeId: text("programme_id"),
    kind: text("kind").notNull(),
    amountYen: integer("amount_yen"),
    storeId: text("store_id"),
    expiresOn: text("expires_on"),
    atMs: integer("at_ms").notNull(),
    /** From then on it is no use any more. */
    endsAtMs: integer("ends_at_ms").notNull(),
    /** 0: somebody just did it. 1: it can wait for those. */
    rank: integer("rank").notNull(),
    /** queued, sent or dropped. */
    state: text("state").notNull(),
    tries: integer("tries").notNull(),
    nextTryAtMs: integer("next_try_at_ms").notNull(),
    leaseUntilMs: integer("lease_until_ms").notNull(),
    /** Why the last try failed: codes and times only. */
    lastFailure: text("last_failure"),
  },
  (t) => [
    primaryKey({ columns: [t.deviceId, t.key] }),
    index("push_message_due").on(t.rank, t.nextTryAtMs).where(sql`state = 'queued'`),
    // How far a broadcast is, and stopping it; payments and charges pay nothing for it.
    index("push_message_broadcast").on(t.key, t.state).where(sql`kind = 'notice'`),
  ],
);
