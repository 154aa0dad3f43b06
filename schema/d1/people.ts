import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** An account of staff (S8). `sessionsFromMs` ends every session that is older (password change, stop). */
export const staff = sqliteTable(
  "staff",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    loginId: text("login_id").notNull().unique(),
    name: text("name").notNull(),
    /** scrypt with its parameters (S21). */
    passwordHash: text("password_hash").notNull(),
    mustChangePassword: integer("must_change_password", { mode: "boolean" }).notNull(),
    /** The till's easy mode, wherever this person stands (EAS-4). */
    easyTill: integer("easy_till", { mode: "boolean" }).notNull().default(false),
    /** active or stopped (S22). */
    state: text("state").notNull(),
    sessionsFromMs: integer("sessions_from_ms").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    createdBy: text("created_by"),
  },
  (t) => [
    index("staff_region").on(t.regionId, t.createdAtMs),
    index("staff_stopped").on(t.regionId).where(sql`state = 'stopped'`),
  ],
);

/** One role at one organisation; an account may hold several (S17). */
export const membership = sqliteTable(
  "membership",
  {
    staffId: text("staff_id").notNull(),
    organisationId: text("organisation_id").notNull(),
    role: text("role").notNull(),
    regionId: text("region_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.staffId, t.organisationId, t.role] }),
    index("membership_organisation").on(t.organisationId),
  ],
);

/** A resident or traveller: region-less (WHO-1). */
export const resident = sqliteTable(
  "resident",
  {
    id: text("id").primaryKey(),
    createdAtMs: integer("created_at_ms").notNull(),
    sessionsFromMs: integer("sessions_from_ms").notNull(),
    /** Since when the operator has stopped the person, in every region (FRZ-6); null for everybody else. */
    stoppedAtMs: integer("stopped_at_ms"),
    /** Yen above which a payment is confirmed by passkey, and when that ends for who has lost theirs (PSK-6, PSK-7). */
    confirmAboveYen: integer("confirm_above_yen"),
    confirmEndsAtMs: integer("confirm_ends_at_ms"),
  },
  (t) => [index("resident_stopped").on(t.stoppedAtMs).where(sql`stopped_at_ms is not null`)],
);

/** A resident's phone: encrypted, looked up by HMAC (WHO-3). Erasable without touching the resident. */
export const residentPhone = sqliteTable("resident_phone", {
  /** HMAC-SHA256 of the E.164 number, hex: also the VerificationActor's name. `released:` and the resident's id once given up. */
  lookup: text("lookup").primaryKey(),
  residentId: text("resident_id").notNull().unique(),
  /** The number under AES-256-GCM (workers/http/seal.ts); sealed nothing once given up (RES-14). */
  sealed: text("sealed").notNull(),
  /** When its owner was last seen: the number verified, or a device of theirs used (RES-14). */
  verifiedAtMs: integer("verified_at_ms").notNull(),
});

/**
 * Who did what, before, after, and why where asked (AUD-4). Free text lives here and never in a journal (WHO-4).
 * Append-only: triggers refuse update and delete.
 */
export const auditLog = sqliteTable(
  "audit_log",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    /** Null for what the operator does above regions. */
    regionId: text("region_id"),
    atMs: integer("at_ms").notNull(),
    /** A staff id, or `operator`. */
    actor: text("actor").notNull(),
    action: text("action").notNull(),
    subjectKind: text("subject_kind").notNull(),
    subjectId: text("subject_id").notNull(),
    before: text("before"),
    after: text("after"),
    reason: text("reason"),
    requestId: text("request_id").notNull(),
    /** When its text was erased (WHO-4): what was done, by whom and when stays. */
    erasedAtMs: integer("erased_at_ms"),
  },
  (t) => [
    index("audit_log_region").on(t.regionId, t.atMs),
    index("audit_log_subject").on(t.subjectKind, t.subjectId),
    // What one member of staff did: the trace, and voids per clerk (FRD-6).
    index("audit_log_actor").on(t.actor, t.atMs),
  ],
);

/** What the front desk wrote down about a stay: sealed, and erasable without touching the issue (WHO-4). */
export const stay = sqliteTable(
  "stay",
  {
    issueId: text("issue_id").primaryKey(),
    regionId: text("region_id").notNull(),
    /** AES-256-GCM of JSON; null once erased. */
    sealed: text("sealed"),
    createdAtMs: integer("created_at_ms").notNull(),
    /** The day of check-in in the open: it names nobody, and how many came on a day is counted by it (FRD-3). */
    checkInOn: text("check_in_on"),
    /** Keyed hash of issuer and reservation number, by which it is found again (ISS-4); gone with what it was made from. */
    referenceKey: text("reference_key"),
  },
  (t) => [
    index("stay_check_in").on(t.regionId, t.checkInOn),
    index("stay_reference").on(t.referenceKey).where(sql`reference_key is not null`),
  ],
);

/** SMS and mail sent on a laptop; read by /dev/inbox, written by the development adapters only, empty in production. */
export const devInbox = sqliteTable("dev_inbox", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  atMs: integer("at_ms").notNull(),
  recipient: text("recipient").notNull(),
  text: text("text").notNull(),
  /** A mail's, by which a repeat is known; an SMS has none. */
  key: text("key"),
});
