import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * What a resident has accepted: a region's or the operator's terms, a region's privacy page, by version (RES-5). Written
 * once: triggers refuse change, and only erasing a resident takes it away.
 */
export const residentConsent = sqliteTable(
  "resident_consent",
  {
    residentId: text("resident_id").notNull(),
    /** A region, or `operator` for the texts of whoever runs Tegata. */
    regionId: text("region_id").notNull(),
    /** terms or privacy. */
    kind: text("kind").notNull(),
    version: integer("version").notNull(),
    acceptedAtMs: integer("accepted_at_ms").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.residentId, t.regionId, t.kind, t.version] }),
    index("resident_consent_text").on(t.regionId, t.kind, t.version),
  ],
);

/** What a resident told a programme of themselves when they added its Pay (RES-6). Erasable without touching the Pay. */
export const residentAnswer = sqliteTable(
  "resident_answer",
  {
    residentId: text("resident_id").notNull(),
    programmeId: text("programme_id").notNull(),
    regionId: text("region_id").notNull(),
    /** AES-256-GCM of JSON; null where they would rather not say, or took it back. */
    sealed: text("sealed"),
    answeredAtMs: integer("answered_at_ms").notNull(),
  },
  (t) => [primaryKey({ columns: [t.residentId, t.programmeId] })],
);

/**
 * A phone or browser on which a resident signed in (RES-10): its name from a fixed list, days, and the session that it holds.
 * Nothing tells one device from the next of its kind.
 */
export const residentDevice = sqliteTable(
  "resident_device",
  {
    id: text("id").primaryKey(),
    residentId: text("resident_id").notNull(),
    /** The session that counts; another one of this device does not. */
    sessionId: text("session_id").notNull().unique(),
    /** As `Safari / iPhone` (workers/http/device.ts). */
    name: text("name").notNull(),
    signedInAtMs: integer("signed_in_at_ms").notNull(),
    lastSeenOn: text("last_seen_on").notNull(),
    /** When its person last showed to be the owner of the number, and the longest time unseen since then (RES-11). */
    provenAtMs: integer("proven_at_ms").notNull(),
    longestAwayDays: integer("longest_away_days").notNull(),
    /** Up to when this device has heard of sign-ins on others. */
    newsReadAtMs: integer("news_read_at_ms").notNull(),
    endedAtMs: integer("ended_at_ms"),
  },
  (t) => [
    index("resident_device_resident").on(t.residentId, t.signedInAtMs),
    index("resident_device_ended").on(t.endedAtMs),
    index("resident_device_seen").on(t.lastSeenOn),
  ],
);

/**
 * A wallet on its way from one phone to another (RES-13): open, claimed by the new one, confirmed on the old one, done, or
 * ended. Gone after a day.
 */
export const deviceMove = sqliteTable(
  "device_move",
  {
    id: text("id").primaryKey(),
    residentId: text("resident_id").notNull(),
    /** HMAC-SHA256 of the digits in the QR; the key that the new phone made, as SHA-256. */
    codeHash: text("code_hash").notNull().unique(),
    keyHash: text("key_hash"),
    /** The new phone, as `Safari / iPhone`. */
    name: text("name"),
    state: text("state").notNull(),
    /** The device it becomes. */
    newDeviceId: text("new_device_id").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    untilMs: integer("until_ms").notNull(),
  },
  (t) => [
    index("device_move_resident").on(t.residentId, t.createdAtMs),
    index("device_move_age").on(t.untilMs),
  ],
);

/**
 * A lost number that the call centre changes (RES-12): proposed by one person, approved by another, waiting once the new number
 * has answered, then done; or withdrawn, or lapsed. The number is sealed; no copy of what was shown is kept.
 */
export const numberCheck = sqliteTable(
  "number_check",
  {
    id: text("id").primaryKey(),
    residentId: text("resident_id").notNull(),
    regionId: text("region_id").notNull(),
    /** What was looked at, from a fixed list. */
    checked: text("checked").notNull(),
    reason: text("reason").notNull(),
    /** HMAC-SHA256 of the number that is lost: it moves from that one only. */
    fromLookup: text("from_lookup").notNull(),
    toSealed: text("to_sealed").notNull(),
    toLookup: text("to_lookup").notNull(),
    /** The links' keys as SHA-256: the new number's, and the old one's to stop it. */
    confirmKeyHash: text("confirm_key_hash").unique(),
    stopKeyHash: text("stop_key_hash").unique(),
    state: text("state").notNull(),
    proposedBy: text("proposed_by").notNull(),
    proposedAtMs: integer("proposed_at_ms").notNull(),
    approvedBy: text("approved_by"),
    /** Until when the second person, then the link, is waited for; then when the number moves. */
    untilMs: integer("until_ms").notNull(),
    /** A staff id, `resident` or `old-number`, where it was withdrawn. */
    endedBy: text("ended_by"),
    endedAtMs: integer("ended_at_ms"),
  },
  (t) => [
    index("number_check_resident").on(t.residentId, t.state),
    index("number_check_region").on(t.regionId, t.proposedAtMs),
    index("number_check_due").on(t.state, t.untilMs),
  ],
);

/** A store that a resident follows (FOL-1). Nobody but they themselves reads which; others get a number. */
export const storeFollow = sqliteTable(
  "store_follow",
  {
    residentId: text("resident_id").notNull(),
    storeId: text("store_id").notNull(),
    followedAtMs: integer("followed_at_ms").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.residentId, t.storeId] }),
    index("store_follow_store").on(t.storeId, t.residentId),
  ],
);
