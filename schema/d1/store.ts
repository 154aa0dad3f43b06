import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** A store: where coupons are spent. */
export const store = sqliteTable(
  "store",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    organisationId: text("organisation_id").notNull(),
    name: text("name").notNull(),
    kana: text("kana").notNull(),
    address: text("address").notNull(),
    municipality: text("municipality").notNull(),
    industry: text("industry").notNull(),
    /** mpm or mpm+cpm (S15). */
    accepts: text("accepts").notNull(),
    /** open or suspended. */
    state: text("state").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    /** Counts up with every edit: who saves over somebody else's edit is told (ORG-1). */
    version: integer("version").notNull().default(1),
    /** Seven digits, no hyphen. */
    postalCode: text("postal_code"),
    /** The shop's public number, digits only. */
    phone: text("phone"),
    /** JSON (schema/store-hours.ts): weekly table, closed days, free note. */
    hours: text("hours"),
    /** What visitors should know, as the merchant words it. */
    notices: text("notices"),
    /** The pin, in millionths of a degree (WGS 84): whole numbers, so that it comes back as it was set. */
    latitudeE6: integer("latitude_e6"),
    longitudeE6: integer("longitude_e6"),
    /** SHA-256 of the picture's bytes; the object's name in R2 is made of it. */
    pictureSha256: text("picture_sha256"),
    pictureType: text("picture_type"),
  },
  (t) => [
    index("store_region").on(t.regionId, t.kana, t.id),
    index("store_kana").on(t.kana, t.id),
    index("store_pin").on(t.latitudeE6, t.longitudeE6),
    index("store_organisation").on(t.organisationId),
    index("store_stopped").on(t.regionId).where(sql`state = 'suspended'`),
    // IMP-4: whether a store of this name and address is there already.
    index("store_natural").on(t.organisationId, t.name, t.address),
  ],
);

/** A till: has its own store QR. `rotation` counts up when the QR is replaced. */
export const till = sqliteTable(
  "till",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    storeId: text("store_id").notNull(),
    number: integer("number").notNull(),
    rotation: integer("rotation").notNull(),
    /** Until when the QR of the rotation before still pays (SHP-2). */
    formerUntilMs: integer("former_until_ms"),
  },
  (t) => [uniqueIndex("till_store").on(t.storeId, t.number)],
);
