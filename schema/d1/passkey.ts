import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The public key of a device or a key ring of somebody's, by which they sign in or confirm (PSK-2). */
export const passkey = sqliteTable(
  "passkey",
  {
    id: text("id").primaryKey(),
    /** resident or staff. */
    ownerKind: text("owner_kind").notNull(),
    ownerId: text("owner_id").notNull(),
    /** Null for residents, who belong to no region (WHO-1). */
    regionId: text("region_id"),
    /** What the device calls it, base64url. */
    credentialId: text("credential_id").notNull().unique(),
    /** COSE, base64url. */
    publicKey: text("public_key").notNull(),
    /** How often it signed, as it says itself; 0 for ever where it doesn't count. Never goes back. */
    counter: integer("counter").notNull(),
    /** JSON list of how it can be reached: internal, hybrid, usb and so on. */
    transports: text("transports").notNull(),
    /** singleDevice or multiDevice, and whether a copy of it is kept elsewhere. */
    deviceType: text("device_type").notNull(),
    backedUp: integer("backed_up", { mode: "boolean" }).notNull(),
    /** The host it was made for. */
    rpId: text("rp_id").notNull(),
    /** Browser and system where it was made, in words of a fixed list. */
    device: text("device").notNull(),
    /** What its owner calls it, AES-256-GCM; null where they never said. */
    name: text("name"),
    createdAtMs: integer("created_at_ms").notNull(),
    usedAtMs: integer("used_at_ms"),
  },
  (t) => [index("passkey_owner").on(t.ownerKind, t.ownerId, t.createdAtMs)],
);

/** Challenges that were answered, so that none is answered twice (PSK-1). */
export const passkeySpent = sqliteTable(
  "passkey_spent",
  {
    nonce: text("nonce").primaryKey(),
    expiresAtMs: integer("expires_at_ms").notNull(),
  },
  (t) => [index("passkey_spent_time").on(t.expiresAtMs)],
);
