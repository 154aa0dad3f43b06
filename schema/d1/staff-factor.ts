import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The authenticator app of an account (FAC-2): it has one, or none. */
export const staffTotp = sqliteTable("staff_totp", {
  staffId: text("staff_id").primaryKey(),
  regionId: text("region_id").notNull(),
  /** The secret that the app shares, AES-256-GCM (workers/http/seal.ts). */
  sealed: text("sealed").notNull(),
  /** The newest time step whose code was taken: no code is taken twice. */
  lastStep: integer("last_step").notNull(),
  createdAtMs: integer("created_at_ms").notNull(),
});

/** Codes on paper, for whoever has lost the app (FAC-3). */
export const staffRecoveryCode = sqliteTable(
  "staff_recovery_code",
  {
    staffId: text("staff_id").notNull(),
    /** The code's first digit, by which its hash is found. */
    number: integer("number").notNull(),
    regionId: text("region_id").notNull(),
    /** scrypt with its parameters and salt. */
    codeHash: text("code_hash").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    usedAtMs: integer("used_at_ms"),
  },
  (t) => [primaryKey({ columns: [t.staffId, t.number] })],
);
