import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * Every SMS and call that went out, and what became of it (RES-7). Neither number nor code: the number by its HMAC and the
 * block that carriers are given, which a hundred thousand numbers share. Gone after 90 days.
 */
export const phoneMessage = sqliteTable(
  "phone_message",
  {
    /** Names the message to its provider, so that a repeat is known. */
    id: text("id").primaryKey(),
    /** sms or voice. */
    channel: text("channel").notNull(),
    /** What it was for, e.g. sign-in. */
    purpose: text("purpose").notNull(),
    /** HMAC-SHA256 of the number, hex (WHO-3). */
    lookup: text("lookup").notNull(),
    /** The first six digits, e.g. 090123. */
    prefix: text("prefix").notNull(),
    /** sending, taken, delivered or failed; the last two are final. */
    state: text("state").notNull(),
    /** Who took it, or was tried last. */
    provider: text("provider"),
    /** The provider's own name of it. */
    ref: text("ref"),
    tries: integer("tries").notNull(),
    /** What it is reckoned to have cost. */
    yen: integer("yen").notNull(),
    /** Codes and times only. */
    failure: text("failure"),
    createdAtMs: integer("created_at_ms").notNull(),
    /** When it was taken, delivered or given up. */
    movedAtMs: integer("moved_at_ms").notNull(),
    /** When the code in it was entered. */
    verifiedAtMs: integer("verified_at_ms"),
  },
  (t) => [
    index("phone_message_prefix").on(t.prefix, t.createdAtMs),
    index("phone_message_number").on(t.lookup, t.createdAtMs),
    index("phone_message_age").on(t.createdAtMs),
  ],
);

/** What messages of a business date have cost (RES-8): one row is one counter, so that the limit holds under any load. */
export const phoneSpending = sqliteTable("phone_spending", {
  day: text("day").primaryKey(),
  yen: integer("yen").notNull(),
});

/** A block of numbers to which nothing is sent for a while (RES-9). */
export const phoneStop = sqliteTable("phone_stop", {
  prefix: text("prefix").primaryKey(),
  sinceMs: integer("since_ms").notNull(),
  untilMs: integer("until_ms").notNull(),
  /** Numbers that asked for a code in the hour before, and those that entered one. */
  asked: integer("asked").notNull(),
  verified: integer("verified").notNull(),
});

/** What the operator has set; one row. */
export const phoneSetting = sqliteTable("phone_setting", {
  id: integer("id").primaryKey(),
  dailyLimitYen: integer("daily_limit_yen").notNull(),
  /** AES-256-GCM of a JSON list of mail addresses: who is told when something is stopped. */
  recipients: text("recipients").notNull(),
  updatedAtMs: integer("updated_at_ms").notNull(),
});
