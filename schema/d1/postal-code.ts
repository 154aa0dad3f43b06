import { primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Where a postal code is, as Japan Post's own list has it: one row per place, since a code may span towns and prefectures. */
export const postalCode = sqliteTable(
  "postal_code",
  {
    /** Seven digits. */
    code: text("code").notNull(),
    /** Prefecture, municipality and town part in one, which nobody has twice. */
    prefecture: text("prefecture").notNull(),
    city: text("city").notNull(),
    /** Empty where the list names none, or only says that it does not. */
    town: text("town").notNull(),
    /** Six digits, with its check digit. */
    municipality: text("municipality").notNull(),
  },
  (t) => [primaryKey({ columns: [t.code, t.prefecture, t.city, t.town] })],
);
