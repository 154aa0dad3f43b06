import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The code that a wallet shows now: at most one of each wallet (COD-2). Gone soon after its time. */
export const paymentCode = sqliteTable(
  "payment_code",
  {
    /** HMAC of the digits: what is written down here opens no wallet. */
    codeHash: text("code_hash").primaryKey(),
    regionId: text("region_id").notNull(),
    programmeId: text("programme_id").notNull(),
    /** The wallet. */
    actor: text("actor").notNull().unique(),
    /** The one operation that the code stands for. */
    operationId: text("operation_id").notNull(),
    /** The most that it pays: above, its owner confirms, which is done at the store's QR (PSK-6); null without a limit. */
    mostYen: integer("most_yen"),
    expiresAtMs: integer("expires_at_ms").notNull(),
  },
  (t) => [index("payment_code_time").on(t.expiresAtMs)],
);
