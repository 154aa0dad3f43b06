import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * The chain over the log of what staff did (AUD-8): one row per entry of the log, in its order. Append-only: triggers refuse
 * everything but taking the salt away when an entry's text is erased.
 */
export const auditChain = sqliteTable("audit_chain", {
  /** The entry's. */
  id: integer("id").primaryKey(),
  /** Random; without it nobody can try texts against the digest. Null once the text is erased. */
  salt: text("salt"),
  /** Over salt, before, after and reason: it stays when they go. */
  textDigest: text("text_digest").notNull(),
  prevHash: text("prev_hash").notNull(),
  hash: text("hash").notNull(),
});

/** Every try to sign in, of staff and residents (S22); kept for a limited time. */
export const signIn = sqliteTable(
  "sign_in",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    atMs: integer("at_ms").notNull(),
    /** staff or resident. */
    kind: text("kind").notNull(),
    /** Null for residents, who belong to no region, and for an ID that doesn't exist. */
    regionId: text("region_id"),
    /** The account's or the resident's id; null where nobody has that ID. */
    subjectId: text("subject_id"),
    /** success, or the class of the failure. */
    outcome: text("outcome").notNull(),
    /** What was asked for besides the first: none, sms, passkey, totp or recovery. */
    factor: text("factor").notNull(),
    /** Browser and system in words of their own: nothing that tells one device from its like. */
    device: text("device").notNull(),
    /** A keyed hash of the network, and its first digits. */
    network: text("network").notNull(),
    networkShown: text("network_shown").notNull(),
  },
  (t) => [
    index("sign_in_subject").on(t.subjectId, t.atMs),
    index("sign_in_network").on(t.network, t.atMs),
    index("sign_in_time").on(t.atMs),
  ],
);

/** A story that somebody opened, about whom and why (S22); its pages and its file are read with it for some hours. */
export const trace = sqliteTable(
  "trace",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    /** Who opened it; nobody else reads with it. */
    staffId: text("staff_id").notNull(),
    /** resident, staff, coupon, store or network. */
    subjectKind: text("subject_kind").notNull(),
    subjectId: text("subject_id").notNull(),
    subjectName: text("subject_name").notNull(),
    openedAtMs: integer("opened_at_ms").notNull(),
  },
  (t) => [index("trace_staff").on(t.staffId, t.openedAtMs)],
);
