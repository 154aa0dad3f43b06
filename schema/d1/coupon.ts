import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/**
 * One row per coupon, written by the issue job in chunks by serial (FND-3). The coupon's actor opens from it once
 * and never reads it again for money (CPN-2). No code is stored (CPN-1).
 */
export const coupon = sqliteTable(
  "coupon",
  {
    programmeId: text("programme_id").notNull(),
    serial: integer("serial").notNull(),
    regionId: text("region_id").notNull(),
    issueId: text("issue_id").notNull(),
    /** HMAC-SHA256(code, pepper of the generation), hex: the actor's name (ACT-1). */
    actor: text("actor").notNull(),
    pepperGeneration: integer("pepper_generation").notNull(),
    keyId: text("key_id").notNull(),
    /** CPN-6: 0 but for a code that clashed. */
    salt: integer("salt").notNull(),
    faceYen: integer("face_yen").notNull(),
    issuerId: text("issuer_id").notNull(),
    branchId: text("branch_id").notNull(),
    notBeforeOn: text("not_before_on"),
    expiresOn: text("expires_on").notNull(),
    /** HMAC over the terms above (CPN-5; `couponTerms` in schema/coupon-terms.ts). */
    mac: text("mac").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.programmeId, t.serial] }),
    uniqueIndex("coupon_actor").on(t.actor),
    index("coupon_issue").on(t.issueId, t.serial),
  ],
);

/** One row per issue. The fund decides its state; `fundSeq` keeps late writers from setting it back. */
export const issue = sqliteTable(
  "issue",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    programmeId: text("programme_id").notNull(),
    /** The version of the programme it was made under; null for a replacement, which keeps its coupon's terms. */
    programmeVersion: integer("programme_version"),
    issuerId: text("issuer_id").notNull(),
    branchId: text("branch_id").notNull(),
    operationId: text("operation_id").notNull(),
    state: text("state").notNull(),
    fundSeq: integer("fund_seq").notNull(),
    serialFrom: integer("serial_from").notNull(),
    count: integer("count").notNull(),
    sumYen: integer("sum_yen").notNull(),
    written: integer("written").notNull(),
    notBeforeOn: text("not_before_on"),
    expiresOn: text("expires_on").notNull(),
    keyId: text("key_id").notNull(),
    pepperGeneration: integer("pepper_generation").notNull(),
    /** JSON of the faces and counts. */
    faces: text("faces").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    createdBy: text("created_by"),
    /** When its sheets were handed over, by the fund's journal; null before, and for a replacement. */
    handedOverAtMs: integer("handed_over_at_ms"),
    /** 1 once what was never handed over of it was withdrawn (FND-6). */
    restWithdrawn: integer("rest_withdrawn").notNull().default(0),
  },
  (t) => [
    index("issue_branch").on(t.branchId, t.createdAtMs),
    index("issue_programme").on(t.programmeId, t.createdAtMs),
    // What is stopped in a region (FRZ-2); costs nothing where nothing is.
    index("issue_stopped").on(t.regionId).where(sql`state = 'stopped'`),
  ],
);

/**
 * Sheets of issues printed ahead that were handed over by themselves (FND-14): runs of serials, apart from each other, as
 * the fund journaled them. A coupon looks here when it opens (CPN-5).
 */
export const handedOver = sqliteTable(
  "handed_over",
  {
    issueId: text("issue_id").notNull(),
    fromSerial: integer("from_serial").notNull(),
    toSerial: integer("to_serial").notNull(),
    sumYen: integer("sum_yen").notNull(),
    operationId: text("operation_id").notNull(),
    atMs: integer("at_ms").notNull(),
  },
  (t) => [primaryKey({ columns: [t.issueId, t.fromSerial] })],
);

/** A resident's wallet in a programme, written (primary) before the wallet's first command (FRZ-1). */
export const walletLink = sqliteTable(
  "wallet_link",
  {
    residentId: text("resident_id").notNull(),
    programmeId: text("programme_id").notNull(),
    regionId: text("region_id").notNull(),
    actor: text("actor").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.residentId, t.programmeId] }),
    uniqueIndex("wallet_link_actor").on(t.actor),
    // A grant to everybody who has a Pay goes along it (GRT-1).
    index("wallet_link_programme").on(t.programmeId, t.residentId),
  ],
);

/**
 * Every freeze and end of one that was ever asked for, in order. The last of a resident and region is in force; one that
 * comes again, late, is found here and changes nothing (OPR-2).
 */
export const freezeOperation = sqliteTable(
  "freeze_operation",
  {
    seq: integer("seq").primaryKey({ autoIncrement: true }),
    operationId: text("operation_id").notNull(),
    residentId: text("resident_id").notNull(),
    regionId: text("region_id").notNull(),
    frozen: integer("frozen").notNull(),
    atMs: integer("at_ms").notNull(),
  },
  (t) => [
    uniqueIndex("freeze_operation_id").on(t.operationId),
    index("freeze_operation_resident").on(t.residentId, t.regionId, t.seq),
  ],
);

/** A resident's freeze in a region: one record, read at a wallet's birth (FRZ-1). */
export const residentFreeze = sqliteTable(
  "resident_freeze",
  {
    residentId: text("resident_id").notNull(),
    regionId: text("region_id").notNull(),
    frozen: integer("frozen").notNull(),
    operationId: text("operation_id").notNull(),
    sinceMs: integer("since_ms").notNull(),
    drivenAtMs: integer("driven_at_ms"),
  },
  (t) => [
    primaryKey({ columns: [t.residentId, t.regionId] }),
    index("resident_freeze_now").on(t.regionId, t.sinceMs).where(sql`frozen = 1`),
  ],
);

/**
 * Whether a coupon is frozen by somebody's own word (FRZ-2), kept by a trigger on `journal` whatever the order of arrival.
 * What the stop of its whole issue did is told by the issue: those entries carry a step's id and are left out.
 */
export const couponFreeze = sqliteTable(
  "coupon_freeze",
  {
    actor: text("actor").primaryKey(),
    regionId: text("region_id").notNull(),
    /** Number of the entry in the coupon's journal: only a later one changes the row. */
    seq: integer("seq").notNull(),
    frozen: integer("frozen").notNull(),
    operationId: text("operation_id").notNull(),
    atMs: integer("at_ms").notNull(),
  },
  (t) => [index("coupon_freeze_now").on(t.regionId, t.atMs).where(sql`frozen = 1`)],
);

/** Switches of the operator, one row each: `rebuild` is 1 while D1 is being rebuilt and no coupon may open (CPN-5). */
export const systemFlag = sqliteTable("system_flag", {
  name: text("name").primaryKey(),
  value: text("value").notNull(),
});
