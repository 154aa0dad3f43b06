import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/**
 * The projection of every journal (PUB-2): one row per journal entry, whatever order they came in.
 * D1 decides nothing about money; this is where people search, add up and report.
 *
 * A one-lot payment costs eight rows written here (counted in a test): this row, its four indexes, the actor's
 * head, one total and one store day. An index more is a tenth more of the bill, so each one names its reader.
 */
export const journal = sqliteTable(
  "journal",
  {
    /** The order of projection, given here; not the order of events. Reports cut and page by it. */
    position: integer("position").primaryKey(),
    actor: text("actor").notNull(),
    seq: integer("seq").notNull(),
    /** coupon, wallet or fund. */
    actorClass: text("class").notNull(),
    regionId: text("region_id").notNull(),
    programmeId: text("programme_id").notNull(),
    atMs: integer("at_ms").notNull(),
    /** ASOF-1: the later of business date(at_ms) and the first unsealed date; given inside the insert. */
    bookDate: text("book_date").notNull(),
    operationId: text("operation_id").notNull(),
    line: integer("line").notNull(),
    kind: text("kind").notNull(),
    /** A balance's lot, or the fund's account. */
    account: text("account").notNull(),
    expiresOn: text("expires_on"),
    amountYen: integer("amount_yen").notNull(),
    storeId: text("store_id"),
    tillId: text("till_id"),
    issuerId: text("issuer_id"),
    /** JSON as published; with `result` it is what the hash covers. */
    detail: text("detail"),
    requestHash: text("request_hash"),
    result: text("result"),
    prevHash: text("prev_hash").notNull(),
    hash: text("hash").notNull(),
    /** The R2 object that held the entry before this row was written (PRJ-1, AUD-3). */
    logKey: text("log_key").notNull(),
    /** PUB-4: less `at_ms` it is the lag. */
    projectedAtMs: integer("projected_at_ms").notNull(),
  },
  (t) => [
    // PUB-2: the key of the projection; also read by the walk along a chain.
    uniqueIndex("journal_actor").on(t.actor, t.seq),
    // Reports and figures of a programme, paged by (book_date, position); SQLite appends the position by itself.
    index("journal_programme").on(t.programmeId, t.bookDate),
    // The call centre, refunds, AUD-6.
    index("journal_operation").on(t.operationId),
    // The counter's list of the day.
    index("journal_store").on(t.storeId, t.atMs).where(sql`store_id is not null`),
    // The fund's statement, paged by (book_date, seq); costs nothing where a balance moves.
    index("journal_fund").on(t.programmeId, t.account, t.bookDate, t.seq).where(sql`class = 'fund'`),
  ],
);

/**
 * Where each actor's projection stands: the end of the gapless prefix whose chain was verified row by row (PUB-5, PUB-6).
 * `maxSeq` above `seq` is a gap.
 */
export const actorHead = sqliteTable(
  "actor_head",
  {
    actor: text("actor").primaryKey(),
    actorClass: text("class").notNull(),
    regionId: text("region_id").notNull(),
    programmeId: text("programme_id").notNull(),
    seq: integer("seq").notNull(),
    hash: text("hash").notNull(),
    maxSeq: integer("max_seq").notNull(),
    /** Σ of the prefix; a balance's yen, and 0 for a fund, whose entries sum to zero. */
    balanceYen: integer("balance_yen").notNull(),
    updatedAtMs: integer("updated_at_ms").notNull(),
  },
  (t) => [index("actor_head_gap").on(t.updatedAtMs).where(sql`max_seq > seq`)],
);

/**
 * Sums of journal rows, kept by a trigger on `journal` so that a redelivery can't count twice (PUB-3).
 * Everything AUD-2 and the figures of a programme need, by business date and by the bucket of an expiry (EXP-1).
 */
export const ledgerTotal = sqliteTable(
  "ledger_total",
  {
    programmeId: text("programme_id").notNull(),
    bookDate: text("book_date").notNull(),
    /** Empty where the entry has none. */
    expiresOn: text("expires_on").notNull(),
    actorClass: text("class").notNull(),
    kind: text("kind").notNull(),
    /** In a fund: the account. For a credit: its origin, `charge` or `grant`. Else empty. */
    part: text("part").notNull(),
    regionId: text("region_id").notNull(),
    rows: integer("rows").notNull(),
    amountYen: integer("amount_yen").notNull(),
  },
  (t) => [primaryKey({ columns: [t.programmeId, t.bookDate, t.expiresOn, t.actorClass, t.kind, t.part] })],
);

/** What each till of a store took on a business date, paper and app apart; kept by the same kind of trigger (PUB-3). */
export const storeDay = sqliteTable(
  "store_day",
  {
    storeId: text("store_id").notNull(),
    bookDate: text("book_date").notNull(),
    programmeId: text("programme_id").notNull(),
    /** Empty where the entry names none. */
    tillId: text("till_id").notNull(),
    regionId: text("region_id").notNull(),
    paperCount: integer("paper_count").notNull(),
    paperYen: integer("paper_yen").notNull(),
    appCount: integer("app_count").notNull(),
    appYen: integer("app_yen").notNull(),
    /** Reversals booked that day, of payments of any day; yen ≥ 0. */
    paperReversedCount: integer("paper_reversed_count").notNull(),
    paperReversedYen: integer("paper_reversed_yen").notNull(),
    appReversedCount: integer("app_reversed_count").notNull(),
    appReversedYen: integer("app_reversed_yen").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.bookDate, t.programmeId, t.tillId] }),
    index("store_day_programme").on(t.programmeId, t.bookDate),
  ],
);

/**
 * What a programme did in each hour of a booking date (DSH-2): the dashboard's hours and days. Not kept by a trigger, since
 * a row more for every payment is a ninth more of the bill (B12): rows are added up by the thousand, behind `fold_cursor`.
 */
export const hourTotal = sqliteTable(
  "hour_total",
  {
    programmeId: text("programme_id").notNull(),
    bookDate: text("book_date").notNull(),
    /** 0 to 23 in Asia/Tokyo; −1 for what booked later than its own day (ASOF-1). */
    hour: integer("hour").notNull(),
    regionId: text("region_id").notNull(),
    issuedYen: integer("issued_yen").notNull(),
    cancelledYen: integer("cancelled_yen").notNull(),
    grantedYen: integer("granted_yen").notNull(),
    paperCount: integer("paper_count").notNull(),
    paperYen: integer("paper_yen").notNull(),
    appCount: integer("app_count").notNull(),
    appYen: integer("app_yen").notNull(),
    /** Reversals of payments of any day; yen ≥ 0. */
    reversedCount: integer("reversed_count").notNull(),
    paperReversedYen: integer("paper_reversed_yen").notNull(),
    appReversedYen: integer("app_reversed_yen").notNull(),
  },
  (t) => [primaryKey({ columns: [t.programmeId, t.bookDate, t.hour] })],
);

/** The last position of the journal that is in a total which is added up behind the projection. */
export const foldCursor = sqliteTable("fold_cursor", {
  name: text("name").primaryKey(),
  position: integer("position").notNull(),
});

/**
 * Every move between two actors as its source's journal tells it (XFR-1), kept by a trigger whatever the order of
 * arrival: begun by the pending entry, ended by the one that posts or voids it. What has begun and not ended is what
 * the sweep drives (ALM-2) and what is in transit (AUD-2).
 */
export const transfer = sqliteTable(
  "transfer",
  {
    /** The source. */
    actor: text("actor").notNull(),
    /** The operation that began it. */
    parent: text("parent").notNull(),
    actorClass: text("class").notNull(),
    regionId: text("region_id").notNull(),
    programmeId: text("programme_id").notNull(),
    /** Kind of the pending entry; null while only its end has arrived. */
    kind: text("kind"),
    target: text("target"),
    beganAtMs: integer("began_at_ms"),
    /** What left the source, and what arrived at the target: equal once it is posted, nothing arrived if voided. */
    heldYen: integer("held_yen").notNull(),
    arrivedYen: integer("arrived_yen").notNull(),
    /** Kind of the ending entry. */
    endedAs: text("ended_as"),
  },
  (t) => [
    primaryKey({ columns: [t.actor, t.parent] }),
    index("transfer_open").on(t.beganAtMs).where(sql`ended_as is null`),
    // AUD-2: what is in transit, without reading what has long arrived.
    index("transfer_uneven").on(t.programmeId).where(sql`held_yen <> arrived_yen`),
  ],
);

/**
 * What could not be projected and is never ignored: `fork` (same place, other hash, PUB-5), `chain` (a row that
 * doesn't follow from its predecessor), `poison` (a message that can't be read or whose hash doesn't cover it, PRJ-1).
 */
export const journalBreak = sqliteTable(
  "journal_break",
  {
    /** Made from what broke, so that a redelivery is the same row. */
    id: text("id").primaryKey(),
    what: text("what").notNull(),
    actor: text("actor"),
    seq: integer("seq"),
    regionId: text("region_id"),
    programmeId: text("programme_id"),
    /** The hash that is kept aside, and the one that the projection holds. */
    hash: text("hash"),
    expectedHash: text("expected_hash"),
    /** The R2 object that holds what was kept aside. */
    logKey: text("log_key").notNull(),
    /** open or mended. */
    state: text("state").notNull(),
    foundAtMs: integer("found_at_ms").notNull(),
  },
  (t) => [
    index("journal_break_actor").on(t.actor, t.seq),
    index("journal_break_state").on(t.state, t.foundAtMs),
  ],
);

/**
 * Closed business dates (ASOF-1). From the moment the row stands, what arrives for its date books on the first one
 * without a row; the day file is written from the rows that are then fixed.
 */
export const seal = sqliteTable("seal", {
  bookDate: text("book_date").primaryKey(),
  /** closing until the day file stands in R2, then sealed. */
  state: text("state").notNull(),
  /** The audit that found the books in order up to the end of this date. */
  auditId: text("audit_id").notNull(),
  /** JSON of what that audit named as late: it books later. */
  late: text("late").notNull(),
  closedAtMs: integer("closed_at_ms").notNull(),
  sealedAtMs: integer("sealed_at_ms"),
  /** Rows booked on this date. */
  rows: integer("rows"),
  /** R2 object of the day file, and its SHA-256. */
  fileKey: text("file_key"),
  fileHash: text("file_hash"),
});

/**
 * What stores, tills, organisations and programmes were called when a date was sealed (ASOF-1): one row where it
 * changed since the seal before. "As of D" takes the last row not later than D.
 */
export const dimensionVersion = sqliteTable(
  "dimension_version",
  {
    /** store, till, organisation or programme. */
    kind: text("kind").notNull(),
    subjectId: text("subject_id").notNull(),
    bookDate: text("book_date").notNull(),
    regionId: text("region_id").notNull(),
    /** JSON in fixed key order. */
    facts: text("facts").notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.subjectId, t.bookDate] })],
);

/** Sealed dates that stand in the archive (AUD-7). */
export const archiveDay = sqliteTable("archive_day", {
  bookDate: text("book_date").primaryKey(),
  entries: integer("entries").notNull(),
  manifestKey: text("manifest_key").notNull(),
  /** SHA-256 of the manifest: the day's root, since a manifest names the one before. */
  rootHash: text("root_hash").notNull(),
  /** The signed root as it is sent outside (compact JWS). */
  signedRoot: text("signed_root").notNull(),
  madeAtMs: integer("made_at_ms").notNull(),
  /** When the outside witness took it; null while it has not. */
  sentAtMs: integer("sent_at_ms"),
});

/** Something a person must look at; raised once per id, closed by a person or by the sweep when it is mended. */
export const alert = sqliteTable(
  "alert",
  {
    id: text("id").primaryKey(),
    kind: text("kind").notNull(),
    regionId: text("region_id"),
    /** The actor, job or issue it is about. */
    subject: text("subject").notNull(),
    /** JSON of ids, codes, amounts and times only (WHO-4). */
    detail: text("detail").notNull(),
    raisedAtMs: integer("raised_at_ms").notNull(),
    closedAtMs: integer("closed_at_ms"),
  },
  (t) => [index("alert_region").on(t.regionId, t.raisedAtMs)],
);

/**
 * Where a long job (report, audit) stands, so that the next message goes on from there after a kill.
 * Only the holder of the lease works; a lease that ran out may be taken.
 */
export const jobWork = sqliteTable("job_work", {
  jobId: text("job_id").primaryKey(),
  kind: text("kind").notNull(),
  /** queued, running, done or failed. */
  state: text("state").notNull(),
  /** JSON of the step, its cursors and what was found; written after each finished piece. */
  work: text("work").notNull(),
  leaseUntilMs: integer("lease_until_ms").notNull(),
  updatedAtMs: integer("updated_at_ms").notNull(),
});
