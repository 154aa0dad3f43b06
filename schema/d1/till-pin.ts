import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The PIN by which somebody unlocks a till (PIN-1): one per account. */
export const tillPin = sqliteTable("till_pin", {
  staffId: text("staff_id").primaryKey(),
  regionId: text("region_id").notNull(),
  /** Its scrypt hash under AES-256-GCM (workers/till-lock/pin.ts): ten thousand tries are nothing to whoever has a hash. */
  sealed: text("sealed").notNull(),
  /** Unused minutes after which a till locks. */
  lockMinutes: integer("lock_minutes").notNull(),
  setAtMs: integer("set_at_ms").notNull(),
});
