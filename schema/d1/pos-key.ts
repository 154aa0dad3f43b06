import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** A key of a store's till system (POS-1): what it may do and until when. The key itself stands nowhere. */
export const posKey = sqliteTable(
  "pos_key",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    storeId: text("store_id").notNull(),
    /** The only till that it takes payments at; null: any of its store's. */
    tillId: text("till_id"),
    /** What its people call it: which device, whose software. */
    name: text("name").notNull(),
    /** Of schema/api/pos-keys.ts, with spaces between. */
    operations: text("operations").notNull(),
    /** Counts up with each replacement: who replaces what somebody else just replaced is told. */
    version: integer("version").notNull().default(1),
    createdAtMs: integer("created_at_ms").notNull(),
    createdBy: text("created_by").notNull(),
    /** When it ends by itself; null: never. */
    expiresAtMs: integer("expires_at_ms"),
    /** When somebody ended it. */
    endedAtMs: integer("ended_at_ms"),
    /** To about ten minutes. */
    usedAtMs: integer("used_at_ms"),
  },
  (t) => [index("pos_key_store").on(t.storeId, t.createdAtMs, t.id)],
);

/** The texts by which a key is known: one, and for some hours after a replacement the one before too (POS-2). */
export const posKeySecret = sqliteTable(
  "pos_key_secret",
  {
    /** HMAC-SHA256 of the text, hex. */
    hash: text("hash").primaryKey(),
    keyId: text("key_id").notNull(),
    /** Its first letters, for whoever has several to tell apart. */
    hint: text("hint").notNull(),
    madeAtMs: integer("made_at_ms").notNull(),
    madeBy: text("made_by").notNull(),
    /** When it stops being good because another one replaces it; null: as long as the key is. */
    endsAtMs: integer("ends_at_ms"),
  },
  (t) => [index("pos_key_secret_key").on(t.keyId, t.madeAtMs)],
);
