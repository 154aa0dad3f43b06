import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What a secretariat tells its region (S18): a notice with a time, or a document that stays (NOT-1). */
export const notice = sqliteTable(
  "notice",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    /** notice or document. */
    kind: text("kind").notNull(),
    /** Of a document: the shelf it lies on. */
    category: text("category"),
    title: text("title").notNull(),
    body: text("body").notNull(),
    /** draft, published or withdrawn. */
    state: text("state").notNull(),
    /** The first and the last date as they were asked for; null: at once, for good. */
    fromOn: text("from_on"),
    untilOn: text("until_on"),
    /** Set when it is published; the end is exclusive. */
    shownFromMs: integer("shown_from_ms"),
    shownUntilMs: integer("shown_until_ms"),
    createdAtMs: integer("created_at_ms").notNull(),
    createdBy: text("created_by").notNull(),
    withdrawnAtMs: integer("withdrawn_at_ms"),
  },
  (t) => [
    index("notice_region").on(t.regionId, t.kind, t.createdAtMs),
    // The inboxes: what is published, newest first.
    index("notice_shown").on(t.regionId, t.kind, t.shownFromMs).where(sql`state = 'published'`),
  ],
);

/** Who is told; a notice has one row per audience. */
export const noticeAudience = sqliteTable(
  "notice_audience",
  {
    noticeId: text("notice_id").notNull(),
    /** merchants, issuers, municipality; residents, residents-in or followers. */
    kind: text("kind").notNull(),
    /** The programme of residents, it and a municipality of residents-in, the store of followers, the code of a municipality; else empty. */
    part: text("part").notNull(),
    regionId: text("region_id").notNull(),
  },
  (t) => [primaryKey({ columns: [t.noticeId, t.kind, t.part] })],
);

/** A file of a notice; its bytes lie in R2 (NOT-3). */
export const noticeAttachment = sqliteTable(
  "notice_attachment",
  {
    id: text("id").primaryKey(),
    noticeId: text("notice_id").notNull(),
    regionId: text("region_id").notNull(),
    name: text("name").notNull(),
    mediaType: text("media_type").notNull(),
    bytes: integer("bytes").notNull(),
    sha256: text("sha256").notNull(),
    fileKey: text("file_key").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
  },
  (t) => [index("notice_attachment_notice").on(t.noticeId, t.createdAtMs)],
);

/** Who has read what: one row per reader and notice (NOT-2). */
export const noticeReading = sqliteTable(
  "notice_reading",
  {
    noticeId: text("notice_id").notNull(),
    /** merchant, issuer or resident. */
    readerKind: text("reader_kind").notNull(),
    /** A staff or resident id. */
    readerId: text("reader_id").notNull(),
    regionId: text("region_id").notNull(),
    atMs: integer("at_ms").notNull(),
  },
  (t) => [primaryKey({ columns: [t.noticeId, t.readerKind, t.readerId] })],
);
